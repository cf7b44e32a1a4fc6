// A proof: what parses is written again to the same text; none verifies that does
// not lead to a root the log signed.

#include "fuzz/fuzz.h"
#include "fuzz/world.h"
#include "tipstaff/log/merkle.h"
#include "tipstaff/log/proof.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto& vk = world().relay.verify_key();
  const auto verified = log::verify_untrusted_proof(as_text(input), "relay.test", vk);
  auto proof = log::parse_untrusted_proof(as_text(input));
  if (!proof) return;
  FUZZ_HOLDS(log::encode_proof(*proof) == as_text(input));
  if (verified) FUZZ_HOLDS((*verified)->extra == proof->extra && (*verified)->index < verified->checkpoint().size);
  // A root that nobody could have made: whatever the path says, it must not lead there.
  proof->checkpoint = log::sign_checkpoint({"relay.test", proof->index | 1, {}}, world().relay);
  FUZZ_HOLDS(!log::verify_untrusted_proof(log::encode_proof(*proof), "relay.test", vk));
}

}  // namespace tipstaff::fuzz
