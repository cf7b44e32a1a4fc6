#pragma once
// CallForm: a draft as fields on a screen, each as it was typed. It becomes the files of a
// draft, and what is wrong in a line of them is told at its field.

#include "council/call.h"
#include "council/fault.h"
#include "council/proposal.h"

namespace tipstaff::council {

struct PersonForm {
  std::string name;
  std::string aliases;  // one a line
  std::string picture;  // its name among the draft's pictures
  friend bool operator==(const PersonForm&, const PersonForm&) = default;
};

struct TextForm {
  std::string language;
  std::string title;
  std::string basis;
  std::string text;
  std::vector<PersonText> persons;  // as many as CallForm::persons
  friend bool operator==(const TextForm&, const TextForm&) = default;
};

struct CallForm {
  std::string id, aim, reward, basis_link, from, until, posts;
  std::vector<PersonForm> persons;
  std::vector<TextForm> texts;  // the original one first
  friend bool operator==(const CallForm&, const CallForm&) = default;
};

// FormFault: `field` is "id", "person.0.name", "text.pl.title", "text.pl.person.0.label" or
// "" for the form as a whole; `line` counts in a field that has lines, from 1.
struct FormFault {
  std::string field;
  Error error;
  unsigned line = 0;
};

// FormFiles are the files, and which field each of their lines came from.
class FormFiles {
 public:
  // A field that would break its line is a fault at once, and left out.
  explicit FormFiles(const CallForm& form, Proposed what = Proposed::open);

  [[nodiscard]] const DraftFiles& files() const { return files_; }
  [[nodiscard]] DraftFiles& files() { return files_; }
  [[nodiscard]] const std::vector<FormFault>& faults() const { return faults_; }
  // place says at which field a fault of call.conf ("") or of a language is.
  [[nodiscard]] FormFault place(const std::string& language, const Fault& fault) const;

 private:
  class Page;
  void write_call(const CallForm& form);
  void ask_for_words(const CallForm& form);
  void write_text(const TextForm& text, Proposed what);

  DraftFiles files_;
  std::map<std::string, std::vector<std::string>> fields_;  // of each line, by language
  std::vector<FormFault> faults_;
};

// FileFault is what is wrong in call.conf ("") or in the file of a language.
struct FileFault {
  std::string language;
  Fault fault;
};
// form_of_files reads files as the authority's folder has them into the form that writes them.
// Faults: those of the parsers of drafts; not_found (the file of a language).
[[nodiscard]] std::expected<CallForm, FileFault> form_of_files(const DraftFiles& files);
// take_news puts the files of a communiqué into a form that has its languages already.
[[nodiscard]] std::expected<void, FileFault> take_news(CallForm& form, const DraftFiles& files);

// form_of is a draft that says what the call says now.
[[nodiscard]] CallForm form_of(const VerifiedCall& call);
// news_form_of is an empty communiqué in the languages of the call, its original one first.
[[nodiscard]] CallForm news_form_of(const VerifiedCall& call);

}  // namespace tipstaff::council
