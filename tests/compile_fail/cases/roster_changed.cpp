// A verified roster does not change after its signature was checked.
#include "tipstaff/wire/roster.h"

std::uint32_t serial(tipstaff::wire::VerifiedRoster& roster) {
#ifdef GOOD
  return roster->serial;
#else
  return ++roster->serial;
#endif
}
