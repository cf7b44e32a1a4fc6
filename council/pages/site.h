#pragma once
// Site: every page and file that publishes the calls of a programme, as static files
// of one folder. They are whole without a script; the one they name is the relay's own
// page's, and nothing is loaded from elsewhere.

#include <map>

#include "council/call_set.h"
#include "council/pages/markup.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::council::pages {

enum class Stage : std::uint8_t { published, preview };

struct Publisher {
  std::string title;           // of the programme
  std::string address;         // of the read door, without a slash at its end
  Hash32 programme;            // NR
  std::vector<wire::PostRecord> posts; // of the roster
  Stage stage = Stage::published;
};

using Files = std::map<std::string, Bytes>;     // by name; no folders
using Pictures = std::map<std::string, Bytes>;  // by PictureRef::file_name

// make_site writes the pages as they are at `now_unix`.
// Errors: not_found (a picture is missing), those of parse_untrusted_picture, bad_text
// (a text that is not of the Markdown subset), too_large.
[[nodiscard]] Result<Files> make_site(const CallSet& set, const Pictures& pictures,
                                      const Publisher& publisher, std::uint64_t now_unix);

// Edition is what changes in the site at a moment: the names stay the same.
struct Edition {
  std::uint64_t from = 0;
  Files files;
};

// make_editions writes the site of now, whole, and then what differs at each later
// moment at which a call opens or lapses: a call lapses even if nobody signs anything.
// Errors: as make_site.
[[nodiscard]] Result<std::vector<Edition>> make_editions(const CallSet& set, const Pictures& pictures,
                                                         const Publisher& publisher,
                                                         std::uint64_t now_unix);

}  // namespace tipstaff::council::pages
