// Parsed bytes are not thrown away unseen.
#include "tipstaff/bytes/bytes.h"

bool parse(std::string_view text) {
#ifdef GOOD
  return tipstaff::from_hex(text).has_value();
#else
  tipstaff::from_hex(text);
  return true;
#endif
}
