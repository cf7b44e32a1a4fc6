#include "desk/vault/audited.h"

#include <algorithm>

namespace tipstaff::desk {

Result<void> check_case_text(std::string_view text, std::size_t most) {
  const bool control = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (text.empty() || text.size() > most || control || !valid_utf8(as_bytes(text))) return fail(Errc::bad_text, "case text");
  return {};
}

std::string spaced(std::initializer_list<std::int64_t> numbers) {
  std::string out;
  for (const auto one : numbers) out += (out.empty() ? "" : " ") + std::to_string(one);
  return out;
}

Result<void> record_access(Vault& vault, std::uint64_t now, std::string_view action, std::int64_t number) {
  return run_audited(vault, now, action, spaced({number}), []() -> Result<void> { return {}; });
}

}  // namespace tipstaff::desk
