// A secret is not printed.
#include <sstream>

#include "tipstaff/bytes/secret.h"

void print(std::ostream& out, const tipstaff::Seed32& seed) {
#ifdef GOOD
  out << tipstaff::to_hex(seed.expose());
#else
  out << seed;
#endif
}
