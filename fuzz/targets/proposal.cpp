// A proposal: what parses is written to the same bytes, and its judge ends, whatever it says.

#include "council/pages/proposed.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto proposal = council::parse_untrusted_proposal(input);
  if (!proposal) return;
  FUZZ_HOLDS(same(*council::encode_proposal(*proposal), input));
  const auto step = council::pages::step_of(*proposal, nullptr, 1'800'000'000);
  if (!step) FUZZ_HOLDS(!step.error().empty());
}

}  // namespace tipstaff::fuzz
