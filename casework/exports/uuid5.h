#pragma once
// Names as UUIDs of version 5 (RFC 4122), which STIX wants for observables.

#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

// uuid5 hashes a name within a name space of sixteen bytes. SHA-1 is what the standard
// says; nothing here depends on its strength.
[[nodiscard]] std::string uuid5(ByteView name_space, std::string_view name);

// own_uuid is uuid5 in the name space of this project, for all but STIX's observables.
[[nodiscard]] std::string own_uuid(std::string_view name);

}  // namespace tipstaff::casework
