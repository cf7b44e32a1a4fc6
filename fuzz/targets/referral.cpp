// A referral's record: what is read is written again byte for byte, and neither the chain
// nor the proof of a tip does harm.

#include "fuzz/fuzz.h"
#include "tipstaff/protocol/referral.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto referral = wire::parse_untrusted_referral_body(input);
  if (!referral) return;
  FUZZ_HOLDS(!referral->tips.empty() && referral->tips.size() <= wire::kReferredTipsMax);
  const auto again = wire::encode_referral(*referral);
  FUZZ_HOLDS(again && equal_vartime(*again, input));
  for (const auto& tip : referral->tips) (void)protocol::verify_tip_proof(tip, "relay.test", {});
  (void)protocol::parse_untrusted_referral(input, referral->nr);
}

}  // namespace tipstaff::fuzz
