// Assigning a secret moves it; the old place does not keep it.
#include "tipstaff/bytes/secret.h"

void assign(tipstaff::Seed32& to, tipstaff::Seed32& from) {
#ifdef GOOD
  to = std::move(from);
#else
  to = from;
#endif
}
