// A secret is not compared with ==, whose time would tell where two differ.
#include "tipstaff/crypto/hash.h"
#include "tipstaff/crypto/kem.h"

bool same(const tipstaff::crypto::SharedSecret& a, const tipstaff::crypto::SharedSecret& b) {
#ifdef GOOD
  return tipstaff::crypto::equal_secret(a.expose(), b.expose());
#else
  return a == b;
#endif
}
