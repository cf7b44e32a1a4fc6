// What a text gives away besides observables: bounded, twice the same, and each name is
// two words of small Latin letters.

#include "casework/linking/hints.h"
#include "casework/linking/names.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto first = casework::hints_in_text(as_text(input)), second = casework::hints_in_text(as_text(input));
  FUZZ_HOLDS(first.size() == second.size() && first.size() <= 2 * casework::kNamesMax);
  for (std::size_t i = 0; i < first.size(); ++i) {
    FUZZ_HOLDS(first[i].value == second[i].value && !first[i].value.empty());
    if (first[i].kind != casework::ReasonKind::name) continue;
    std::size_t blanks = 0;
    for (const char c : first[i].value) {
      FUZZ_HOLDS(c == ' ' || (c >= 'a' && c <= 'z'));
      blanks += c == ' ' ? 1 : 0;
    }
    FUZZ_HOLDS(blanks == 1);
  }
  for (int type = 0; type < static_cast<int>(casework::Type::count_); ++type)
    for (const auto& hint : casework::hints_of(static_cast<casework::Type>(type), as_text(input))) FUZZ_HOLDS(!hint.value.empty());
}

}  // namespace tipstaff::fuzz
