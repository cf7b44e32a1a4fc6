#include "desk/post/page_guard.h"

namespace tipstaff::desk {
namespace {

constexpr std::uint64_t kAgainAfterGood = 24 * 60 * 60;
constexpr std::uint64_t kAgainAfterBad = 60 * 60;

}  // namespace

void PageGuard::look(const Hash32& bundle_hash, RelayClient& relay, std::uint64_t now_unix) {
  if (bundle_hash == looked_for_ && now_unix < next_unix_) return;
  const auto fetch = [&relay](std::string_view path) -> Result<Bytes> {
    TIP_TRY(auto answer, relay.read(path));
    if (answer.status != 200) return fail(Errc::bad_status, "page");
    return std::move(answer.body);
  };
  const auto report = protocol::check_page(bundle_hash, as_bytes(programme_json_), fetch);
  if (!report && report.error().code != Errc::wrong_state) return;  // asked again in the next round
  differs_ = report && !report->good();
  looked_for_ = bundle_hash;
  next_unix_ = now_unix + (differs_ ? kAgainAfterBad : kAgainAfterGood);
}

}  // namespace tipstaff::desk
