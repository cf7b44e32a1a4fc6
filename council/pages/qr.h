#pragma once
// QR codes as SVG files.

#include "council/pages/markup.h"
#include "tipstaff/bytes/error.h"

namespace tipstaff::council::pages {

// qr_svg draws an address as a QR code of level M (15 in 100 may be damaged), black on
// white with its quiet zone, without style or script. Errors: too_large.
[[nodiscard]] Result<Markup> qr_svg(std::string_view address);

}  // namespace tipstaff::council::pages
