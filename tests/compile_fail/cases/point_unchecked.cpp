// Bytes from outside become a group element only through parse, which checks them.
#include "tipstaff/crypto/ristretto.h"

tipstaff::Result<tipstaff::crypto::Point> point(tipstaff::ByteView bytes) {
#ifdef GOOD
  return tipstaff::crypto::Point::parse(bytes);
#else
  tipstaff::crypto::Point out;
  tipstaff::copy_into(out.fill(), bytes);
  return out;
#endif
}
