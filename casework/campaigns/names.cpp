#include "casework/campaigns/names.h"

#include <algorithm>
#include <cstring>

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kBlockBytes = 1 << 20;
constexpr std::size_t kSlotsFirst = 1 << 10;
constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char* from, std::size_t size) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, size);
  return word;
}

}  // namespace

std::uint64_t mix64(std::string_view text, std::uint64_t key) {
  std::uint64_t state = key ^ kMultiplier ^ text.size();
  while (text.size() > 8) {
    state = fold(state ^ load(text.data(), 8), kMultiplier ^ key);
    text.remove_prefix(8);
  }
  state = fold(state ^ load(text.data(), text.size()), kMultiplier);
  return fold(state ^ (state >> 32), 0xd6e8feb86659fd93 ^ key);
}

std::size_t Names::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != kNone; slot = (slot + 1) & mask) {
    const auto& entry = entries_[slots_[slot]];
    if (entry.hash == hash && text == std::string_view{entry.text, entry.size}) break;
  }
  return slot;
}

std::uint32_t Names::find(std::string_view text) const {
  if (slots_.empty()) return kNone;
  return slots_[slot_of(text, static_cast<std::uint32_t>(mix64(text, key_)))];
}

Names::Interned Names::intern(std::string_view text) {
  if ((entries_.size() + 1) * 8 > slots_.size() * 5) grow();
  const auto hash = static_cast<std::uint32_t>(mix64(text, key_));
  const auto slot = slot_of(text, hash);
  if (slots_[slot] != kNone) return {slots_[slot], false};
  if (entries_.size() >= kNamesMax) return {kNone, false};
  const auto id = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({keep(text), static_cast<std::uint32_t>(text.size()), hash});
  slots_[slot] = id;
  return {id, true};
}

void Names::grow() {
  slots_.assign(std::max(kSlotsFirst, slots_.size() * 2), kNone);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t id = 0; id < entries_.size(); ++id) {
    std::size_t slot = entries_[id].hash & mask;
    while (slots_[slot] != kNone) slot = (slot + 1) & mask;
    slots_[slot] = id;
  }
}

const char* Names::keep(std::string_view text) {
  if (text.size() > block_left_) {
    block_left_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_left_));
    block_next_ = blocks_.back().get();
  }
  char* const at = block_next_;
  std::memcpy(at, text.data(), text.size());
  block_next_ += text.size();
  block_left_ -= text.size();
  return at;
}

}  // namespace tipstaff::campaigns
