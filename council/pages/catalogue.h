#pragma once
// Catalogue: what the pages say around a call, from GNU gettext PO files whose message
// ids are the English sentences. They are part of the program.

#include <map>
#include <string>
#include <vector>

#include "council/fault.h"

namespace tipstaff::council::pages {

class Catalogue {
 public:
  // parse reads msgid and msgstr, with strings over several lines and the escapes
  // \n \t \" \\; comments are skipped, the header is taken as such. Messages here have
  // no plural. Faults: bad_text (another form), conflict (a message twice).
  [[nodiscard]] static Checked<Catalogue> parse(std::string_view po);

  // say returns the translation, or the sentence itself where there is none.
  [[nodiscard]] std::string_view say(std::string_view sentence) const;
  // say with {name} replaced by values.
  struct Value {
    std::string_view name;
    std::string_view value;
  };
  [[nodiscard]] std::string say(std::string_view sentence, std::initializer_list<Value> values) const;

  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& messages() const { return messages_; }

 private:
  std::map<std::string, std::string, std::less<>> messages_;
};

// marked says of a literal that is not an argument of say() that it is a sentence of
// the catalogues: tools/catalogues.mjs collects both.
[[nodiscard]] constexpr std::string_view marked(std::string_view sentence) { return sentence; }

// catalogue_of returns the catalogue of a language, or English.
[[nodiscard]] const Catalogue& catalogue_of(std::string_view language);
// has_catalogue tells whether the pages speak it; `catalogue_languages` are all, ascending.
[[nodiscard]] bool has_catalogue(std::string_view language);
[[nodiscard]] std::vector<std::string> catalogue_languages();

}  // namespace tipstaff::council::pages
