#pragma once
// Drafts: a call and its communiqués as people write them, one file for what is the
// same in all languages and one for each language (docs/calls.md).

#include <map>

#include "council/fault.h"
#include "council/record.h"

namespace tipstaff::council {

// DraftPerson is a [person] of call.conf; with a name it is one who is known.
struct DraftPerson {
  std::string name;
  std::vector<std::string> aliases;
  std::string picture;  // a file beside call.conf, or ""
};

struct DraftCall {
  std::string id;
  Aim aim = Aim::identify;
  Reward reward;
  std::string basis_link;
  std::optional<std::uint64_t> valid_from;  // nothing: when it is signed
  std::uint64_t until = 0;
  std::vector<std::uint16_t> posts;
  std::vector<std::string> languages;  // the original one first
  std::vector<DraftPerson> persons;
};

// DraftText is one language of a call, or of a communiqué (which has no basis and no
// persons).
struct DraftText {
  std::string title;
  std::string basis;
  std::vector<PersonText> persons;
  std::string text;
  unsigned text_line = 1;  // where the text begins
};

using DraftTexts = std::map<std::string, DraftText>;  // by language

inline constexpr std::size_t kDraftBytesMax = 64 * 1024;  // a text, and room for comments

// Faults: bad_text (not UTF-8, a line that is not `key = value`), bad_value (an unknown
// key, a value out of form), conflict (a key twice), not_found (a key missing; line 0).
[[nodiscard]] Checked<DraftCall> parse_untrusted_draft_call(std::string_view file);
[[nodiscard]] Checked<DraftText> parse_untrusted_draft_text(std::string_view file);

// terms_of puts a call together; pictures: one for each person of `call`, or nothing.
// Errors: not_found (a language is missing), bad_value (more or fewer [person] in a
// language than in call.conf), and those of check_terms.
[[nodiscard]] Result<Terms> terms_of(const DraftCall& call, const DraftTexts& texts,
                                     const std::vector<std::optional<PictureRef>>& pictures);

// communique_of takes the languages of `terms`. Errors: not_found (one is missing).
[[nodiscard]] Result<Communique> communique_of(const DraftTexts& texts, const Terms& terms);

}  // namespace tipstaff::council
