#include "desk/page/way_out.h"

#include <boost/json.hpp>

#include "desk/mail/save.h"

namespace tipstaff::desk {

// The line in the audit comes first: nothing leaves without one.
Result<boost::json::object> let_out(Desk& desk, const WayOut& way, const Leaving& what, std::uint64_t now) {
  boost::json::object out{{"sha256", to_hex(what.sha256.view())}};
  TIP_TRY(const auto request, desk.with([&](Vault& vault) { return ask_or_record(vault, way.four_eyes, what, now); }));
  if (request) {
    out["request"] = *request;
    return out;
  }
  TIP_TRY(const auto path, save_file(way.folder, what.name, what.bytes));
  out["path"] = path.string();
  return out;
}

}  // namespace tipstaff::desk
