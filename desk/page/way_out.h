#pragma once
// WayOut: the one door by which the page lets a file out of the vault.

#include <boost/json/value.hpp>
#include <filesystem>

#include "desk/cases/export_requests.h"
#include "desk/desk.h"

namespace tipstaff::desk {

struct WayOut {
  std::filesystem::path folder;   // of saved files
  bool four_eyes = false;         // the setting; the vault may say so too
};

// let_out writes the file and answers {"path", "sha256"}; when two must agree it writes
// nothing and answers {"request", "sha256"}.
[[nodiscard]] Result<boost::json::object> let_out(Desk& desk, const WayOut& way, const Leaving& what, std::uint64_t now);

}  // namespace tipstaff::desk
