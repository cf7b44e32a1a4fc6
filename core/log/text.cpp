#include "text.h"

#include <charconv>

namespace tipstaff::log {

Result<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return fail(Errc::bad_text, "line");
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Result<std::uint64_t> parse_decimal(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  const bool leading_zero = text.size() > 1 && text[0] == '0';
  if (!whole || leading_zero) return fail(Errc::bad_text, "number");
  return value;
}

Result<Hash32> parse_hash(std::string_view text) {
  TIP_TRY(const auto bytes, from_base64(text));
  if (bytes.size() != Hash32::kBytes) return fail(Errc::bad_text, "hash");
  return Hash32::from(bytes);
}

}  // namespace tipstaff::log
