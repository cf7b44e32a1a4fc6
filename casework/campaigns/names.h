#pragma once
// Names: texts from files as small numbers, and back.

#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

namespace tipstaff::campaigns {

// mix64 is the hash that Names uses: a folded multiplication for each eight bytes.
[[nodiscard]] std::uint64_t mix64(std::string_view text, std::uint64_t key);

// Names gives each different text a number, in order of first sight: 0, 1, 2 ...
// At most kNamesMax; the texts are copied and stay where they are.
//
// A text costs its own bytes, one to five for its length, and 16 to 24 for finding it.
class Names {
 public:
  // `key` makes the hash differ from run to run, so that a file cannot be written
  // whose texts all fall into one chain. `texts` holds the texts and their places, which
  // are read seldom; what is needed to find a text stays in memory.
  explicit Names(std::uint64_t key = 0, std::pmr::memory_resource* texts = std::pmr::get_default_resource())
      : key_(key), places_(texts), blocks_(texts) {}

  struct Interned {
    std::uint32_t id;
    bool is_new;
  };
  // Out: the number, or kNone when there is no room for a new one.
  [[nodiscard]] Interned intern(std::string_view text);
  // A large table does not fit the processor's caches: who will intern many texts lets
  // fetch bring nearer what that needs, in three steps, each for all texts before the next.
  enum class Step : std::uint8_t { slot, place, text };
  void fetch(std::uint32_t hash, Step step) const;
  [[nodiscard]] std::uint32_t hash_of(std::string_view text) const { return static_cast<std::uint32_t>(mix64(text, key_)); }
  // likely is the number of the first text with that hash, or kNone.
  [[nodiscard]] std::uint32_t likely(std::uint32_t hash) const;
  // find returns kNone for a text that was never interned, and for all after stop_finding.
  [[nodiscard]] std::uint32_t find(std::string_view text) const;
  [[nodiscard]] std::string_view operator[](std::uint32_t id) const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }

  // stop_finding gives back the memory that intern and find need; both are over then.
  void stop_finding() { slots_ = {}; }

  static constexpr std::uint32_t kNone = 0xffffffff;
  // Numbers have 32 bits; the last is kNone.
  static constexpr std::size_t kNamesMax = 0xfffffff0;

 private:
  struct Slot {
    std::uint32_t id = kNone;
    std::uint32_t hash = 0;  // so that strangers in the chain need not be looked up
  };
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();
  std::uint64_t keep(std::string_view text);

  std::uint64_t key_;
  std::pmr::vector<std::uint64_t> places_;  // block and offset of each text, its length before it
  std::vector<Slot> slots_;  // a power of two, at most four fifths full
  std::pmr::vector<std::pmr::vector<char>> blocks_;
  std::size_t block_used_ = 0;
};

// ranks_of gives each text its place in the order of bytes.
[[nodiscard]] std::vector<std::uint32_t> ranks_of(const Names& names);

}  // namespace tipstaff::campaigns
