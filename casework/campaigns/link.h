#pragma once
// Links in one form, so that two spellings of an address are one object.

#include <string>
#include <string_view>

namespace tipstaff::campaigns {

// canonical_link drops what does not change where a link leads: scheme, "www." and "m.",
// default ports, fragments, a final slash, and the parameters that count clicks
// (utm_..., fbclid and the like); the host is in lower case, parameters are in order,
// youtu.be becomes youtube.com. Nothing is resolved: no request is ever made.
// Out: empty for what is no link.
[[nodiscard]] std::string canonical_link(std::string_view link);

// host_of returns the host of a canonical link.
[[nodiscard]] std::string_view host_of(std::string_view canonical);

}  // namespace tipstaff::campaigns
