#include "desk/vault/search.h"

#include <array>

#include "platform/text.h"

namespace tipstaff::desk {
namespace {

// Letters that the tokenizer does not take apart into a letter and an accent.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kFolded = {{
    {"ł", "l"}, {"Ł", "L"}, {"đ", "d"}, {"Đ", "D"}, {"ø", "o"}, {"Ø", "O"},
    {"ß", "ss"}, {"ı", "i"}, {"æ", "ae"}, {"Æ", "AE"},
}};

std::string folded(std::string text) {
  for (const auto& [from, to] : kFolded)
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  return text;
}

}  // namespace

Result<void> put_search(Vault& vault, std::int64_t message, ByteView text,
                        const std::vector<std::string>& names) {
  TIP_CHECK(drop_search(vault, message));
  std::string all_names;
  for (const auto& name : names) all_names += folded(platform::display_text(as_bytes(name))) + "\n";
  return vault.db().prepare("INSERT INTO search(rowid, body, names) VALUES(?, ?, ?)")
      .bind(message).bind(std::string_view(folded(platform::display_text(text))))
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
      out += (out.empty() ? "\"" : " \"") + folded(std::string(words.substr(0, end))) + "\"*";
    words = words.substr(end);
  }
  return out;
}

}  // namespace tipstaff::desk
