// Drafts: what a person wrote parses or has a fault in a line that exists.

#include <algorithm>

#include "council/draft.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto lines = static_cast<unsigned>(std::ranges::count(input, '\n')) + 1;
  const auto call = council::parse_untrusted_draft_call(as_text(input));
  if (!call) FUZZ_HOLDS(call.error().line <= lines);
  const auto text = council::parse_untrusted_draft_text(as_text(input));
  if (!text) FUZZ_HOLDS(text.error().line <= lines);
  else FUZZ_HOLDS(!text->title.empty() && !text->text.empty() && text->text_line <= lines);
}

}  // namespace tipstaff::fuzz
