#include "casework/campaigns/share_index.h"

#include <algorithm>
#include <numeric>

namespace tipstaff::campaigns {
namespace {

// starts counts keys and returns where each key's group begins, with the end last.
template <class KeyOf>
std::vector<std::uint32_t> starts(std::size_t items, std::size_t keys, KeyOf&& key_of) {
  std::vector<std::uint32_t> begin(keys + 1, 0);
  for (std::size_t i = 0; i < items; ++i) ++begin[key_of(i) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  return begin;
}

}  // namespace

// Share is a row on its way to its place.
struct ShareIndex::Share {
  std::int64_t time;
  std::uint32_t account;
  std::uint32_t row;
  friend auto operator<=>(const Share&, const Share&) = default;
};

ShareIndex::ShareIndex(const Shares& shares, const Runner& runner) : shares_(&shares), row_(shares.object.get_allocator()) {
  build(shares.rows(), [](std::size_t i) { return static_cast<std::uint32_t>(i); }, runner);
}

ShareIndex::ShareIndex(const Shares& shares, const std::vector<std::uint32_t>& rows, const Runner& runner)
    : shares_(&shares), row_(shares.object.get_allocator()) {
  build(rows.size(), [&](std::size_t i) { return rows[i]; }, runner);
}

template <class RowAt>
void ShareIndex::build(std::size_t count, RowAt&& row_at, const Runner& runner) {
  const auto& s = *shares_;
  object_begin_ = starts(count, s.objects.size(), [&](std::size_t i) { return s.object[row_at(i)]; });
  row_.resize(count);
  object_.resize(count);
  time_.resize(count);
  account_.resize(count);
  auto next = object_begin_;
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = row_at(i);
    const auto at = next[s.object[row]]++;
    row_[at] = row;
    object_[at] = s.object[row];
    time_[at] = s.time[row];
    account_[at] = s.account[row];
  }
  in_chunks(s.objects.size(), runner, [&](std::size_t first, std::size_t last, std::size_t) {
    std::vector<Share> scratch;
    for (std::size_t object = first; object < last; ++object) sort_object(object, scratch);
  });
  account_begin_ = starts(count, s.accounts.size(), [&](std::size_t p) { return account_[p]; });
  by_account_.resize(count);
  next = account_begin_;
  for (std::uint32_t p = 0; p < count; ++p) by_account_[next[account_[p]]++] = p;
}

void ShareIndex::sort_object(std::size_t object, std::vector<Share>& scratch) {
  scratch.clear();
  for (auto p = object_begin_[object]; p < object_begin_[object + 1]; ++p) scratch.push_back({time_[p], account_[p], row_[p]});
  std::ranges::sort(scratch);
  auto p = object_begin_[object];
  for (const auto& share : scratch) {
    time_[p] = share.time;
    account_[p] = share.account;
    row_[p++] = share.row;
  }
}

}  // namespace tipstaff::campaigns
