// A scalar is not a point: what is secret does not go where a public value goes.
#include "tipstaff/crypto/ristretto.h"

tipstaff::crypto::Point product(const tipstaff::crypto::Scalar& scalar,
                                const tipstaff::crypto::Point& point) {
#ifdef GOOD
  return tipstaff::crypto::multiply(scalar, point);
#else
  (void)point;
  return tipstaff::crypto::multiply(scalar, scalar);
#endif
}
