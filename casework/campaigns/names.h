#pragma once
// Names: texts from files as small numbers, and back.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace tipstaff::campaigns {

// Names gives each different text a number, in order of first sight: 0, 1, 2 ...
// At most kNamesMax; the texts are copied and stay where they are.
class Names {
 public:
  // `key` makes the hash differ from run to run, so that a file cannot be written
  // whose texts all fall into one chain.
  explicit Names(std::uint64_t key = 0) : key_(key) {}

  struct Interned {
    std::uint32_t id;
    bool is_new;
  };
  // Out: the number, or kNone when there is no room for a new one.
  [[nodiscard]] Interned intern(std::string_view text);
  // find returns kNone for a text that was never interned.
  [[nodiscard]] std::uint32_t find(std::string_view text) const;
  [[nodiscard]] std::string_view operator[](std::uint32_t id) const {
    return {entries_[id].text, entries_[id].size};
  }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  static constexpr std::uint32_t kNone = 0xffffffff;
  // Numbers have 32 bits; the last is kNone.
  static constexpr std::size_t kNamesMax = 0xfffffff0;

 private:
  struct Entry {
    const char* text;
    std::uint32_t size;
    std::uint32_t hash;
  };
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();
  const char* keep(std::string_view text);

  std::uint64_t key_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // kNone when empty; a power of two, at most 5/8 full
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0;
  char* block_next_ = nullptr;
};

// mix64 is the hash that Names uses: a folded multiplication for each eight bytes.
[[nodiscard]] std::uint64_t mix64(std::string_view text, std::uint64_t key);

}  // namespace tipstaff::campaigns
