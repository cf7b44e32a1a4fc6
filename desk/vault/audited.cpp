#include "desk/vault/audited.h"

#include "tipstaff/bytes/shown_text.h"

namespace tipstaff::desk {

Result<void> check_case_text(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > most) return fail(Errc::bad_text, "case text");
  return check_shown(text, Shown::line);
}

Result<void> check_case_name(std::string_view name, std::size_t most) {
  if (name.empty() || name.size() > most) return fail(Errc::bad_text, "name");
  return check_shown(name, Shown::name);
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
