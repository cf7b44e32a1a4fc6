// A secret does not become a view of bytes by itself.
#include "tipstaff/bytes/secret.h"

tipstaff::ByteView view(const tipstaff::Seed32& seed) {
#ifdef GOOD
  return seed.expose();
#else
  return seed;
#endif
}
