#pragma once
// check_page: is what a relay serves the page that the authority signed?

#include <functional>

#include "tipstaff/wire/page_manifest.h"

namespace tipstaff::protocol {

// PageFetch asks the relay for a path. Errors: not_found (no answer), bad_status (no
// such file), too_large.
using PageFetch = std::function<Result<Bytes>(std::string_view path)>;

// Of the pages of calls, as many are looked at, in the order in which they lead to one
// another: more than a programme has, and at most 16 MiB.
inline constexpr std::size_t kCallPagesMax = 512;

struct PageReport {
  std::size_t files = 0;                // that were compared
  std::vector<std::string> different;   // names as the manifest or we know them, never as the relay says
  std::size_t calls = 0;                // pages of calls that were looked at

  [[nodiscard]] bool good() const { return different.empty(); }
};

// check_page compares every file of the page with the manifest that `bundle_hash` names,
// and looks whether the pages of calls run anything but the page's own script.
// In:     bundle_hash      the roster's client_bundle_hash
//         programme_json   what /programme.json must be: it names the authority's key
// Out:    the files that differ or are missing; "manifest.txt" alone when that is not
//         the authority's, for then nothing else can be said; "calls" when one of theirs
//         runs or loads something else, or is missing.
// Errors: not_found (the relay does not answer), wrong_state (bundle_hash is zero: the
//         authority has signed no page).
// Source: PROTOCOL.md 4.11.
[[nodiscard]] Result<PageReport> check_page(const Hash32& bundle_hash, ByteView programme_json, const PageFetch& fetch);

}  // namespace tipstaff::protocol
