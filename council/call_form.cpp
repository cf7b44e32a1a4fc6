#include "council/call_form.h"

#include <algorithm>

#include "council/date.h"
#include "council/draft.h"
#include "council/text_rules.h"

namespace tipstaff::council {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

std::string numbered(std::string_view list, std::size_t i, std::string_view key) {
  return std::string(list) + "." + std::to_string(i) + "." + std::string(key);
}

std::string form_date(std::uint64_t unix_seconds) {
  auto out = date_text(unix_seconds);
  if (const auto zone = out.find(" UTC"); zone != std::string::npos) out.resize(zone);
  return out;
}

// field_of_key: what a whole file lacks is asked for by its key.
std::string field_of_key(const std::string& prefix, std::string_view where) {
  if (where.starts_with("[text]")) return prefix + "text";
  if (where.starts_with("the file of")) return prefix + "title";
  const auto end = where.find_first_of(":( ");
  const auto key = where.substr(0, end);
  constexpr std::array<std::string_view, 9> kKeys = {"id", "aim", "reward", "basis_link", "until", "posts", "languages", "title", "basis"};
  return std::ranges::find(kKeys, key) == kKeys.end() ? std::string() : prefix + std::string(key);
}

}  // namespace

// Page is one file while it is written, and the fields of its lines.
class FormFiles::Page {
 public:
  Page(std::vector<std::string>& fields, std::vector<FormFault>& faults) : fields_(fields), faults_(faults) {}

  void line(std::string_view text, std::string field) {
    out_ += std::string(text) + "\n";
    fields_.push_back(std::move(field));
  }
  // pair leaves an empty value out. A line feed in it could become another key.
  void pair(std::string_view key, std::string_view value, std::string field) {
    const auto shown = trim(value);
    if (shown.empty()) return;
    if (shown.find_first_of("\r\n") != std::string_view::npos || !valid_utf8(as_bytes(shown))) {
      faults_.push_back({std::move(field), {Errc::bad_text, "more than one line"}});
      return;
    }
    line(std::string(key) + " = " + std::string(shown), std::move(field));
  }
  void text(std::string_view text, const std::string& field) {
    line("[text]", field);
    if (!valid_utf8(as_bytes(text))) return faults_.push_back({field, {Errc::bad_text, "the text is not UTF-8"}});
    out_ += text;
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::vector<std::string>& fields_;
  std::vector<FormFault>& faults_;
};

FormFiles::FormFiles(const CallForm& form, Proposed what) {
  if (what != Proposed::communique) {
    write_call(form);
    ask_for_words(form);
  }
  for (const auto& text : form.texts) {
    if (!check_language(text.language)) faults_.push_back({"languages", {Errc::bad_value, "language"}});
    else if (files_.texts.contains(text.language)) faults_.push_back({"languages", {Errc::conflict, "languages: one twice"}});
    else write_text(text, what);
  }
}

void FormFiles::write_call(const CallForm& form) {
  Page page(fields_[""], faults_);
  page.pair("id", form.id, "id");
  page.pair("aim", form.aim, "aim");
  page.pair("reward", form.reward, "reward");
  page.pair("basis_link", form.basis_link, "basis_link");
  page.pair("from", form.from, "from");
  page.pair("until", form.until, "until");
  page.pair("posts", form.posts, "posts");
  std::string languages;
  for (const auto& text : form.texts) languages += (languages.empty() ? "" : ", ") + text.language;
  page.pair("languages", languages, "languages");
  for (std::size_t i = 0; i < form.persons.size(); ++i) {
    const auto& person = form.persons[i];
    page.line("[person]", "person." + std::to_string(i));
    page.pair("name", person.name, numbered("person", i, "name"));
    for (std::string_view rest = person.aliases; !rest.empty();) {
      const auto end = rest.find('\n');
      page.pair("alias", rest.substr(0, end), numbered("person", i, "aliases"));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    page.pair("picture", person.picture, numbered("person", i, "picture"));
  }
  files_.call = page.take();
}

// What a file may lack and a call may not: the lines of a file do not tell where.
void FormFiles::ask_for_words(const CallForm& form) {
  const auto ask = [&](std::string_view value, std::string field) {
    if (trim(value).empty()) faults_.push_back({std::move(field), {Errc::not_found, "words"}});
  };
  ask(form.id, "id");
  ask(form.aim, "aim");
  ask(form.reward, "reward");
  ask(form.basis_link, "basis_link");
  ask(form.until, "until");
  ask(form.posts, "posts");
  if (form.texts.empty()) faults_.push_back({"languages", {Errc::not_found, "words"}});
  for (const auto& text : form.texts) {
    const auto prefix = "text." + text.language + ".";
    ask(text.title, prefix + "title");
    ask(text.basis, prefix + "basis");
    ask(text.text, prefix + "text");
    for (std::size_t i = 0; i < std::min(text.persons.size(), form.persons.size()); ++i) {
      ask(text.persons[i].asked, prefix + numbered("person", i, "asked"));
      if (trim(form.persons[i].name).empty()) ask(text.persons[i].label, prefix + numbered("person", i, "label"));
    }
  }
}

void FormFiles::write_text(const TextForm& text, Proposed what) {
  const auto prefix = "text." + text.language + ".";
  Page page(fields_[text.language], faults_);
  page.pair("title", text.title, prefix + "title");
  if (what != Proposed::communique) {
    page.pair("basis", text.basis, prefix + "basis");
    for (std::size_t i = 0; i < text.persons.size(); ++i) {
      page.line("[person]", prefix + "person." + std::to_string(i));
      page.pair("label", text.persons[i].label, prefix + numbered("person", i, "label"));
      page.pair("place", text.persons[i].place, prefix + numbered("person", i, "place"));
      page.pair("asked", text.persons[i].asked, prefix + numbered("person", i, "asked"));
    }
  }
  page.text(text.text, prefix + "text");
  files_.texts[text.language] = page.take();
}

FormFault FormFiles::place(const std::string& language, const Fault& fault) const {
  const auto prefix = language.empty() ? std::string() : "text." + language + ".";
  const auto at = fields_.find(language);
  if (fault.line == 0 || at == fields_.end()) return {field_of_key(prefix, fault.error.where), fault.error};
  const auto lines = static_cast<unsigned>(at->second.size());
  if (fault.line <= lines) return {at->second[fault.line - 1], fault.error};
  return {prefix + "text", fault.error, fault.line - lines};
}

namespace {

std::string aim_text(Aim aim) {
  constexpr std::array<std::string_view, 5> kAims = {"", "identify", "locate", "prevent", "prove"};
  return std::string(kAims[static_cast<std::size_t>(aim)]);
}

std::string reward_text(const Reward& reward) {
  return std::to_string(reward.amount) + " " + std::string(reward.currency.data(), reward.currency.size());
}

std::string posts_text(const std::vector<std::uint16_t>& posts) {
  std::string out;
  for (const auto id : posts) out += (out.empty() ? "" : ", ") + std::to_string(id);
  return out.empty() ? "all" : out;
}

std::string lines_of(const std::vector<std::string>& aliases) {
  std::string out;
  for (const auto& alias : aliases) out += (out.empty() ? "" : "\n") + alias;
  return out;
}

std::expected<DraftText, FileFault> text_in(const DraftFiles& files, const std::string& language) {
  const auto file = files.texts.find(language);
  if (file == files.texts.end()) return std::unexpected(FileFault{language, {{Errc::not_found, "the file of this language"}, 0}});
  auto text = parse_untrusted_draft_text(file->second);
  if (!text) return std::unexpected(FileFault{language, text.error()});
  return std::move(*text);
}

}  // namespace

std::expected<CallForm, FileFault> form_of_files(const DraftFiles& files) {
  const auto call = parse_untrusted_draft_call(files.call);
  if (!call) return std::unexpected(FileFault{"", call.error()});
  CallForm out{call->id, aim_text(call->aim), reward_text(call->reward), call->basis_link,
               call->valid_from ? form_date(*call->valid_from) : "", form_date(call->until), posts_text(call->posts), {}, {}};
  for (const auto& person : call->persons) out.persons.push_back({person.name, lines_of(person.aliases), person.picture});
  for (const auto& language : call->languages) {
    auto text = text_in(files, language);
    if (!text) return std::unexpected(text.error());
    out.texts.push_back({language, text->title, text->basis, text->text, std::move(text->persons)});
  }
  return out;
}

std::expected<void, FileFault> take_news(CallForm& form, const DraftFiles& files) {
  for (auto& one : form.texts) {
    auto text = text_in(files, one.language);
    if (!text) return std::unexpected(text.error());
    one.title = std::move(text->title);
    one.text = std::move(text->text);
  }
  return {};
}

CallForm form_of(const VerifiedCall& call) {
  const auto& terms = call.terms();
  CallForm out{call.id(), aim_text(terms.aim), reward_text(terms.reward), terms.basis_link, "", form_date(call.until()), posts_text(terms.posts), {}, {}};
  for (const auto& person : terms.persons)
    out.persons.push_back({person.name, lines_of(person.aliases), person.picture ? person.picture->file_name() : ""});
  for (std::size_t i = 0; i < terms.texts.size(); ++i) {
    const auto& text = terms.texts[i];
    TextForm form{text.language, text.title, text.basis, text.text, {}};
    for (const auto& person : terms.persons) form.persons.push_back(person.texts[i]);
    out.texts.insert(i == terms.original ? out.texts.begin() : out.texts.end(), std::move(form));
  }
  return out;
}

CallForm news_form_of(const VerifiedCall& call) {
  CallForm out;
  out.id = call.id();
  const auto& terms = call.terms();
  for (std::size_t i = 0; i < terms.texts.size(); ++i)
    out.texts.insert(i == terms.original ? out.texts.begin() : out.texts.end(), TextForm{terms.texts[i].language, "", "", "", {}});
  return out;
}

}  // namespace tipstaff::council
