// A proof that was only read is not one that leads to a signed root.
#include "tipstaff/log/proof.h"

tipstaff::Result<tipstaff::log::VerifiedProof> proof(std::string_view text,
                                                     const tipstaff::crypto::VerifyKey& vk) {
#ifdef GOOD
  return tipstaff::log::verify_untrusted_proof(text, "relay.test", vk);
#else
  (void)vk;
  return tipstaff::log::parse_untrusted_proof(text);
#endif
}
