// A secret of one kind is not taken for another of the same size.
#include "tipstaff/crypto/kem.h"

tipstaff::crypto::X25519Public pub(const tipstaff::crypto::SharedSecret& shared,
                                   const tipstaff::crypto::X25519Secret& secret) {
#ifdef GOOD
  (void)shared;
  return tipstaff::crypto::x25519_public(secret);
#else
  (void)secret;
  return tipstaff::crypto::x25519_public(shared);
#endif
}
