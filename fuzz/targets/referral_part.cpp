// One part of a referral: its bytes fit a block, and its place is one that there is.

#include "fuzz/fuzz.h"
#include "tipstaff/wire/referral_part.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto part = wire::parse_untrusted_referral_part(input);
  if (!part) return;
  FUZZ_HOLDS(part->part < part->parts && part->parts <= wire::kReferralPartsMax);
  FUZZ_HOLDS(!part->bytes.empty() && part->bytes.size() + wire::kReferralPartHeadBytes == input.size());
}

}  // namespace tipstaff::fuzz
