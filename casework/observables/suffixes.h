#pragma once
// SuffixList: the Public Suffix List, which says where a host name's owner begins.

#include <cstdint>
#include <string_view>
#include <vector>

namespace tipstaff::casework {

// SuffixMatch is what the list says about a host name.
struct SuffixMatch {
  std::size_t suffix_at = 0;        // where the public suffix begins
  std::size_t registrable_at = 0;   // where the registrable domain begins
  bool is_private = false;          // a suffix that a company gives out (github.io)
};

class SuffixList {
 public:
  // `rules` in the form of tables.h: one a line, ASCII labels. The text must stay.
  explicit SuffixList(std::string_view rules);

  // match looks up a host in lower-case ASCII without a dot at its end. `found` is
  // false when the top-level domain is unknown, or when the host is itself a
  // public suffix.
  // Time: linear in the host's length.
  [[nodiscard]] bool match(std::string_view host, SuffixMatch& found) const;

  // known_top tells whether this is a top-level domain.
  [[nodiscard]] bool known_top(std::string_view label) const;

 private:
  struct Slot {
    std::string_view key;
    std::uint8_t flags = 0;
  };
  void insert(std::string_view key, std::uint8_t flags);
  [[nodiscard]] std::uint8_t flags_of(std::string_view key, std::uint32_t hash) const;
  std::vector<Slot> slots_;
};

}  // namespace tipstaff::casework
