#include "casework/campaigns/shares.h"

#include <string>

namespace tipstaff::campaigns {
namespace {

constexpr std::array<std::string_view, kTraces> kTraceNames = {
    "object", "link", "domain", "hashtag", "tag-sequence", "repost",
    "fast-repost", "reply", "image", "text", "near-text"};

}  // namespace

std::string_view trace_name(Trace trace) { return kTraceNames[static_cast<std::size_t>(trace)]; }

bool Shares::add(Trace trace, std::string_view text, std::uint32_t account_id, std::uint32_t content_id,
                 std::int64_t time_ms) {
  if (rows() >= kRowsMax) return false;
  std::array<char, 256> small;
  std::string large;
  std::string_view name;
  if (text.size() < small.size()) {
    small[0] = static_cast<char>('a' + static_cast<int>(trace));
    text.copy(small.data() + 1, text.size());
    name = {small.data(), text.size() + 1};
  } else {
    large.assign(1, static_cast<char>('a' + static_cast<int>(trace))).append(text);
    name = large;
  }
  const auto id = objects.intern(name);
  if (id.id == Names::kNone) return false;
  if (id.is_new) traces.push_back(trace);
  object.push_back(id.id);
  account.push_back(account_id);
  content.push_back(content_id);
  time.push_back(time_ms);
  return true;
}

}  // namespace tipstaff::campaigns
