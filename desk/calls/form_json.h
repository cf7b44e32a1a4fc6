#pragma once
// A call's form as JSON: so the page sends it, and so the vault keeps it.

#include <boost/json/value.hpp>

#include "council/call_form.h"

namespace tipstaff::desk {

[[nodiscard]] boost::json::object form_json(const council::CallForm& form);

// parse_form. Errors: bad_value (a field of another type), too_large (more persons or
// languages than a call may have).
[[nodiscard]] Result<council::CallForm> parse_form(const boost::json::object& object);

}  // namespace tipstaff::desk
