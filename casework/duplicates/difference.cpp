#include "casework/duplicates/difference.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace tipstaff::casework {
namespace {

using Words = std::vector<std::string_view>;
using WordView = std::span<const std::string_view>;
using Kind = Change::Kind;

Words words_of(std::string_view text) {
  Words out;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    out.push_back(text.substr(begin, at - begin));
  }
  return out;
}

// Builder joins neighbours of one kind into one change.
class Builder {
 public:
  void put(Kind kind, std::string_view word) {
    if (!out_.empty() && out_.back().kind == kind) {
      auto& words = out_.back().words;
      words = {words.data(), static_cast<std::size_t>(word.data() + word.size() - words.data())};
    } else {
      out_.push_back({kind, word});
    }
  }
  void put_all(Kind kind, WordView words) {
    for (const auto word : words) put(kind, word);
  }
  std::vector<Change> take() { return std::move(out_); }

 private:
  std::vector<Change> out_;
};

// The table of longest common subsequences of what is left from (i, j) on.
class Table {
 public:
  Table(WordView a, WordView b) : width_(b.size() + 1), cells_((a.size() + 1) * width_) {
    for (std::size_t i = a.size(); i > 0; --i)
      for (std::size_t j = b.size(); j > 0; --j)
        at(i - 1, j - 1) = a[i - 1] == b[j - 1] ? static_cast<std::uint16_t>(at(i, j) + 1)
                                                : std::max(at(i, j - 1), at(i - 1, j));
  }
  std::uint16_t& at(std::size_t i, std::size_t j) { return cells_[i * width_ + j]; }

 private:
  std::size_t width_;
  std::vector<std::uint16_t> cells_;
};

void compare(Builder& out, WordView a, WordView b) {
  if (a.size() > kDifferenceWordsMax || b.size() > kDifferenceWordsMax) {
    out.put_all(Kind::removed, a);
    return out.put_all(Kind::added, b);
  }
  Table table(a, b);
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i] == b[j]) out.put(Kind::same, a[i]), ++i, ++j;
    else if (table.at(i + 1, j) >= table.at(i, j + 1)) out.put(Kind::removed, a[i++]);
    else out.put(Kind::added, b[j++]);
  }
  out.put_all(Kind::removed, a.subspan(i));
  out.put_all(Kind::added, b.subspan(j));
}

}  // namespace

std::vector<Change> difference(std::string_view before, std::string_view after) {
  const auto a_words = words_of(before), b_words = words_of(after);
  WordView a(a_words), b(b_words);
  const auto most = std::min(a.size(), b.size());
  std::size_t head = 0, tail = 0;
  while (head < most && a[head] == b[head]) ++head;
  while (tail < most - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  Builder out;
  out.put_all(Kind::same, a.first(head));
  compare(out, a.subspan(head, a.size() - head - tail), b.subspan(head, b.size() - head - tail));
  out.put_all(Kind::same, a.last(tail));
  return out.take();
}

}  // namespace tipstaff::casework
