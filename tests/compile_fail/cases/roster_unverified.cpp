// A roster whose signature nobody checked is not taken for a verified one.
#include "tipstaff/wire/roster.h"

tipstaff::Result<tipstaff::wire::VerifiedRoster> roster(
    tipstaff::ByteView bytes, const tipstaff::wire::Programme& programme) {
#ifdef GOOD
  return tipstaff::wire::parse_untrusted_roster(bytes, programme);
#else
  (void)programme;
  return tipstaff::wire::VerifiedRoster(tipstaff::wire::Roster{}, bytes);
#endif
}
