// A gazetteer: whatever parses can be searched for anything, and finds no more than
// was asked for, in text that can be shown.
// Input: length of what is typed u8, what is typed, the file.

#include "fuzz/fuzz.h"
#include "source/places.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  constexpr std::size_t kAsked = 5;
  if (input.empty() || input.size() - 1 < input[0]) return;
  const auto typed = as_text(input.subspan(1, input[0]));
  const auto file = input.subspan(1 + std::size_t{input[0]});
  const auto places = source::Places::parse_untrusted(Bytes(file.begin(), file.end()));
  if (!places) return;
  const auto found = places->find(typed, kAsked);
  FUZZ_HOLDS(found.size() <= kAsked);
  for (const auto& town : found) FUZZ_HOLDS(valid_utf8(as_bytes(town.name)) && valid_utf8(as_bytes(town.first_name)));
}

}  // namespace tipstaff::fuzz
