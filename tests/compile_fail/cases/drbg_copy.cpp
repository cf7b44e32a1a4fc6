// Two owners of one key stream would draw the same bytes; split makes a child.
#include "tipstaff/crypto/drbg.h"

tipstaff::crypto::Drbg child(tipstaff::crypto::Drbg& drbg) {
#ifdef GOOD
  return drbg.split();
#else
  return drbg;
#endif
}
