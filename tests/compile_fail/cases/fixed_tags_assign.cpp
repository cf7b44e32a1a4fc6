// A hash is not assigned to a key.
#include "tipstaff/crypto/sign.h"

void assign(tipstaff::crypto::VerifyKey& key, const tipstaff::Hash32& hash) {
#ifdef GOOD
  key = tipstaff::crypto::VerifyKey::from(hash.view());
#else
  key = hash;
#endif
}
