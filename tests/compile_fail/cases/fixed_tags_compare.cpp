// Public values of different kinds do not compare, however long they are.
#include "tipstaff/crypto/sign.h"

bool same(const tipstaff::Hash32& hash, const tipstaff::crypto::VerifyKey& key) {
#ifdef GOOD
  return tipstaff::equal_vartime(hash.view(), key.view());
#else
  return hash == key;
#endif
}
