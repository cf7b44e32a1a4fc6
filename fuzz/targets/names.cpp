// The desk's gazetteer: whatever parses can be looked for in any text, and what is found
// lies inside of the text and on the Earth.
// Input: length of the text u8, the text, the file.

#include "casework/locating/toponyms.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  if (input.empty() || input.size() - 1 < input[0]) return;
  const auto text = as_text(input.subspan(1, input[0]));
  auto gazetteer = casework::Gazetteer::parse_untrusted(input.subspan(1 + std::size_t{input[0]}));
  if (!gazetteer) return;
  const casework::Toponyms toponyms(std::move(*gazetteer));
  const auto found = toponyms.find(text);
  FUZZ_HOLDS(found.has_value());
  for (const auto& hint : found->hints) {
    FUZZ_HOLDS(hint.begin <= text.size() && hint.length <= text.size() - hint.begin);
    FUZZ_HOLDS(hint.point && hint.point->lat >= -90 && hint.point->lat <= 90);
    FUZZ_HOLDS(hint.score >= 0 && hint.score <= 1 && valid_utf8(as_bytes(hint.place)));
  }
}

}  // namespace tipstaff::fuzz
