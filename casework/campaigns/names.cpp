#include "casework/campaigns/names.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

namespace tipstaff::campaigns {
namespace {

constexpr unsigned kBlockBits = 20;
constexpr std::size_t kBlockBytes = std::size_t{1} << kBlockBits;
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
  for (; slots_[slot].id != kNone; slot = (slot + 1) & mask)
    if (slots_[slot].hash == hash && text == (*this)[slots_[slot].id]) break;
  return slot;
}

std::uint32_t Names::find(std::string_view text) const {
  if (slots_.empty()) return kNone;
  return slots_[slot_of(text, hash_of(text))].id;
}

std::uint32_t Names::likely(std::uint32_t hash) const {
  if (slots_.empty()) return kNone;
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].id != kNone && slots_[slot].hash != hash) slot = (slot + 1) & mask;
  return slots_[slot].id;
}

void Names::fetch(std::uint32_t hash, Step step) const {
  if (slots_.empty()) return;
  if (step == Step::slot) return __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  const auto id = likely(hash);
  if (id == kNone) return;
  if (step == Step::place) return __builtin_prefetch(&places_[id]);
  const auto place = places_[id];
  __builtin_prefetch(blocks_[place >> kBlockBits].data() + (place & (kBlockBytes - 1)));
}

Names::Interned Names::intern(std::string_view text) {
  if ((places_.size() + 1) * 5 > slots_.size() * 4) grow();
  const auto hash = hash_of(text);
  const auto slot = slot_of(text, hash);
  if (slots_[slot].id != kNone) return {slots_[slot].id, false};
  if (places_.size() >= kNamesMax) return {kNone, false};
  const auto id = static_cast<std::uint32_t>(places_.size());
  places_.push_back(keep(text));
  slots_[slot] = {id, hash};
  return {id, true};
}

void Names::grow() {
  std::vector<Slot> larger(std::max(kSlotsFirst, slots_.size() * 2));
  const std::size_t mask = larger.size() - 1;
  for (const auto& old : slots_) {
    if (old.id == kNone) continue;
    std::size_t slot = old.hash & mask;
    while (larger[slot].id != kNone) slot = (slot + 1) & mask;
    larger[slot] = old;
  }
  slots_ = std::move(larger);
}

// keep copies a text behind its length (seven bits a byte, the lowest first).
// Out: its block, and its offset there.
std::uint64_t Names::keep(std::string_view text) {
  std::array<char, 5> length;
  std::size_t digits = 0;
  for (auto left = text.size();; left >>= 7) {
    length[digits++] = static_cast<char>((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    if (left <= 0x7f) break;
  }
  const auto size = digits + text.size();
  if (blocks_.empty() || blocks_.back().size() - block_used_ < size) {
    blocks_.emplace_back(std::max(kBlockBytes, size));
    block_used_ = 0;
  }
  char* const at = blocks_.back().data() + block_used_;
  std::copy_n(length.begin(), digits, at);
  std::copy_n(text.begin(), text.size(), at + digits);
  const auto place = static_cast<std::uint64_t>(blocks_.size() - 1) << kBlockBits | block_used_;
  block_used_ += size;
  return place;
}

std::string_view Names::operator[](std::uint32_t id) const {
  const auto place = places_[id];
  const char* at = blocks_[place >> kBlockBits].data() + (place & (kBlockBytes - 1));
  std::size_t size = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto digit = static_cast<unsigned char>(*at++);
    size |= static_cast<std::size_t>(digit & 0x7f) << shift;
    if (digit < 0x80) return {at, size};
  }
}

std::vector<std::uint32_t> ranks_of(const Names& names) {
  std::vector<std::uint32_t> order(names.size()), rank(names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t id) { return names[id]; });
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  return rank;
}

}  // namespace tipstaff::campaigns
