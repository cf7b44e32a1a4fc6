#include "casework/observables/suffixes.h"

#include <algorithm>

namespace tipstaff::casework {
namespace {

constexpr std::uint8_t kRule = 1, kWildcard = 2, kException = 4, kTop = 8, kPrivate = 16;
constexpr std::uint32_t kHashFirst = 2166136261u, kHashFactor = 16777619u;  // FNV-1a
constexpr std::size_t kSlotsMin = 1024;

// The hash runs from the end, so that each longer suffix continues the shorter one's.
std::uint32_t hash_on(std::uint32_t hash, char c) {
  return (hash ^ static_cast<std::uint8_t>(c)) * kHashFactor;
}

std::uint32_t hash_of(std::string_view key) {
  std::uint32_t hash = kHashFirst;
  for (std::size_t i = key.size(); i > 0; --i) hash = hash_on(hash, key[i - 1]);
  return hash;
}

std::size_t slots_for(std::string_view rules) {
  const auto lines = static_cast<std::size_t>(std::count(rules.begin(), rules.end(), '\n'));
  std::size_t slots = kSlotsMin;
  while (slots < lines * 3) slots *= 2;
  return slots;
}

std::size_t label_before(std::string_view host, std::size_t at) {
  if (at < 2) return std::string_view::npos;
  const auto dot = host.rfind('.', at - 2);
  return dot == std::string_view::npos ? 0 : dot + 1;
}

}  // namespace

SuffixList::SuffixList(std::string_view rules) : slots_(slots_for(rules)) {
  while (!rules.empty()) {
    const auto end = std::min(rules.find('\n'), rules.size());
    auto rule = rules.substr(0, end);
    rules.remove_prefix(std::min(end + 1, rules.size()));
    std::uint8_t flags = kRule;
    if (rule.starts_with(' ')) flags |= kPrivate, rule.remove_prefix(1);
    if (rule.starts_with('!')) flags = kException, rule.remove_prefix(1);
    if (rule.starts_with("*.")) flags = static_cast<std::uint8_t>((flags & kPrivate) | kWildcard), rule.remove_prefix(2);
    if (rule.empty()) continue;
    insert(rule, flags);
    insert(rule.substr(rule.rfind('.') + 1), kTop);
  }
}

void SuffixList::insert(std::string_view key, std::uint8_t flags) {
  for (std::size_t at = hash_of(key);; ++at) {
    auto& slot = slots_[at & (slots_.size() - 1)];
    if (!slot.key.empty() && slot.key != key) continue;
    slot.key = key;
    slot.flags |= flags;
    return;
  }
}

std::uint8_t SuffixList::flags_of(std::string_view key, std::uint32_t hash) const {
  for (std::size_t at = hash;; ++at) {
    const auto& slot = slots_[at & (slots_.size() - 1)];
    if (slot.key == key) return slot.flags;
    if (slot.key.empty()) return 0;
  }
}

bool SuffixList::match(std::string_view host, SuffixMatch& found) const {
  std::size_t suffix = host.size();
  std::uint32_t hash = kHashFirst;
  bool below_wildcard = false;
  for (std::size_t i = host.size(); i > 0; --i) {
    hash = hash_on(hash, host[i - 1]);
    if (i != 1 && host[i - 2] != '.') continue;
    const auto flags = flags_of(host.substr(i - 1), hash);
    if (suffix == host.size() && !below_wildcard && (flags & kTop) == 0) return false;
    if ((flags & kException) != 0) {
      suffix = host.find('.', i - 1) + 1;
      break;
    }
    if ((flags & kRule) != 0 || below_wildcard || suffix == host.size())
      suffix = i - 1, found.is_private = (flags & kPrivate) != 0;
    below_wildcard = (flags & kWildcard) != 0;
  }
  found.suffix_at = suffix;
  found.registrable_at = label_before(host, suffix);
  return found.registrable_at != std::string_view::npos;
}

bool SuffixList::known_top(std::string_view label) const {
  return (flags_of(label, hash_of(label)) & kTop) != 0;
}

}  // namespace tipstaff::casework
