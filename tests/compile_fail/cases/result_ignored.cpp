// An answer that may be an error is not dropped.
#include "tipstaff/crypto/sign.h"

bool check(tipstaff::ByteView message, const tipstaff::crypto::VerifyKey& key,
           const tipstaff::crypto::Signature& signature) {
#ifdef GOOD
  return tipstaff::crypto::verify("tag", message, key, signature).has_value();
#else
  tipstaff::crypto::verify("tag", message, key, signature);
  return true;
#endif
}
