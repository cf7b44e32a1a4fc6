#pragma once
// A still page: HTML as the pages of calls are written, in which nothing runs but the
// source's own script. Whether such a page is served can be checked without knowing it.

#include <string>
#include <vector>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::protocol {

// still_page_links reads a page and returns the names of the pages of its folder that it
// leads to, each as often as it does.
// Errors: bad_value (an element or attribute that pages of calls do not have, a script,
//         style or picture from elsewhere, an address of another kind, or not written in
//         the one way in which ours are). What is refused need not be hostile; what is
//         taken can neither run nor load anything but `/app.js` and `/style.css`, which the
//         manifest names, and files of its own folder.
// Source: PROTOCOL.md 4.11.
[[nodiscard]] Result<std::vector<std::string>> still_page_links(ByteView html);

}  // namespace tipstaff::protocol
