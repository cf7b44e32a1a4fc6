// A signing key has one owner.
#include "tipstaff/crypto/sign.h"

tipstaff::crypto::SignKey hand_over(tipstaff::crypto::SignKey& key) {
#ifdef GOOD
  return std::move(key);
#else
  return key;
#endif
}
