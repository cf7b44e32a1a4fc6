// A secret has no order, so it is no key of a map.
#include "tipstaff/bytes/secret.h"

bool first(const tipstaff::Seed32& a, const tipstaff::Seed32& b) {
#ifdef GOOD
  return &a == &b;
#else
  return a < b;
#endif
}
