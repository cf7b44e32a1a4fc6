#pragma once
// Phones: which countries a number's prefix belongs to (ITU-T E.164 and its list of
// assigned codes). A prefix says where a number was given out, not where it is.

#include <string_view>
#include <vector>

#include "casework/locating/hint.h"

namespace tipstaff::casework {

// countries_of_phone takes "+" and digits. Out: the likeliest first; more than one when
// countries share the prefix (+1 and +7 do, and others); nothing for codes that are no
// country's.
[[nodiscard]] std::vector<Country> countries_of_phone(std::string_view number);

}  // namespace tipstaff::casework
