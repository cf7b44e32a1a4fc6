#include "source/words_input.h"

#include <algorithm>

#include "platform/file.h"

namespace tipstaff::source {
namespace {

constexpr std::size_t kSuggestions = 3;

std::string nth_word(ByteView typed, std::size_t position) {
  std::string word;
  std::size_t at = 0;
  for (const auto byte : typed) {
    const bool space = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    if (!space) {
      word += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    } else if (!word.empty()) {
      if (at++ == position) return word;
      word.clear();
    }
  }
  return word;
}

// distance is Levenshtein's.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string nearest(std::string_view word) {
  std::vector<std::pair<std::size_t, std::string_view>> ranked;
  for (const auto candidate : protocol::word_list())
    ranked.emplace_back(distance(word, candidate), candidate);
  std::ranges::partial_sort(ranked, ranked.begin() + kSuggestions);
  std::string out;
  for (std::size_t i = 0; i < kSuggestions; ++i)
    if (ranked[i].first <= 2) out += (out.empty() ? "" : ", ") + std::string(ranked[i].second);
  return out;
}

struct Lines {
  SecretBytes words;
  SecretBytes row;
};

Lines split_lines(const SecretBytes& text) {
  const auto end = std::find(text.begin(), text.end(), '\n');
  Lines out{SecretBytes(text.begin(), end), {}};
  if (end != text.end()) out.row.assign(end + 1, text.end());
  return out;
}

}  // namespace

std::string word_fault_text(const protocol::WordFault& fault, ByteView typed, std::size_t wanted) {
  switch (fault.error.code) {
    case Errc::bad_word: {
      const auto near = nearest(nth_word(typed, fault.position));
      return "word " + std::to_string(fault.position + 1) + " is not one of the list" +
             (near.empty() ? "." : "; was it: " + near + "?");
    }
    case Errc::bad_word_count:
      return std::to_string(wanted) + " words are needed; there were " + std::to_string(fault.position) + ".";
    default:
      return "each word is known, but together they are not right: one is another word, or the order differs.";
  }
}

Result<Words> read_words(const platform::SecretInput& input, bool ask_row, std::string& fault) {
  TIP_TRY(const auto text, platform::read_secret(input, "Your twelve words (not shown): "));
  auto lines = split_lines(text);
  if (!input.given() && ask_row) {
    TIP_TRY(lines.row, platform::ask_terminal("Your claim row, four words (empty if you have none): "));
  }
  auto mk = protocol::parse_words(lines.words);
  if (!mk) {
    fault = word_fault_text(mk.error(), lines.words, protocol::kMailboxWords);
    return std::unexpected(mk.error().error);
  }
  auto row = protocol::parse_row(lines.row);
  if (!row) {
    fault = "the claim row: " + word_fault_text(row.error(), lines.row, protocol::kRowWords);
    return std::unexpected(row.error().error);
  }
  return Words{std::move(*mk), std::move(*row)};
}

}  // namespace tipstaff::source
