#include "desk/search.h"

#include "desk/text.h"

namespace tipstaff::desk {

Result<void> put_search(Vault& vault, std::int64_t message, ByteView text,
                        const std::vector<std::string>& names) {
  TIP_CHECK(drop_search(vault, message));
  std::string all_names;
  for (const auto& name : names) all_names += display_text(as_bytes(name)) + "\n";
  return vault.db().prepare("INSERT INTO search(rowid, body, names) VALUES(?, ?, ?)")
      .bind(message).bind(std::string_view(display_text(text)))
      .bind(std::string_view(all_names)).run();
}

Result<void> drop_search(Vault& vault, std::int64_t message) {
  return vault.db().prepare("DELETE FROM search WHERE rowid = ?").bind(message).run();
}

std::string search_expression(std::string_view words) {
  constexpr std::string_view kSpace = " \t\r\n\"";  // a quote would end our quoting
  constexpr std::size_t kWordsMax = 16;
  std::string out;
  for (std::size_t count = 0; count < kWordsMax; ++count) {
    const auto from = words.find_first_not_of(kSpace);
    if (from == std::string_view::npos) return out;
    words = words.substr(from);
    const auto end = std::min(words.find_first_of(kSpace), words.size());
    if (valid_utf8(as_bytes(words.substr(0, end))) &&
        words.substr(0, end).find('\0') == std::string_view::npos)
      out += (out.empty() ? "\"" : " \"") + std::string(words.substr(0, end)) + "\"*";
    words = words.substr(end);
  }
  return out;
}

}  // namespace tipstaff::desk
