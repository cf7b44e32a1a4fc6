// A second copy of a secret is made by name only.
#include "tipstaff/bytes/secret.h"

tipstaff::Seed32 again(const tipstaff::Seed32& seed) {
#ifdef GOOD
  return seed.clone();
#else
  return seed;
#endif
}
