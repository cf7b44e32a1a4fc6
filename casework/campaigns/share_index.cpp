#include "casework/campaigns/share_index.h"

#include <algorithm>
#include <numeric>

namespace tipstaff::campaigns {
namespace {

std::vector<std::uint32_t> all_rows(const Shares& shares) {
  std::vector<std::uint32_t> rows(shares.rows());
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

// starts counts keys and returns where each key's group begins, with the end last.
template <class KeyOf>
std::vector<std::uint32_t> starts(std::size_t items, std::size_t keys, KeyOf&& key_of) {
  std::vector<std::uint32_t> begin(keys + 1, 0);
  for (std::size_t i = 0; i < items; ++i) ++begin[key_of(i) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  return begin;
}

}  // namespace

ShareIndex::ShareIndex(const Shares& shares, const Runner& runner) : shares_(&shares) { build(all_rows(shares), runner); }

ShareIndex::ShareIndex(const Shares& shares, std::vector<std::uint32_t> rows, const Runner& runner) : shares_(&shares) {
  build(std::move(rows), runner);
}

void ShareIndex::build(std::vector<std::uint32_t> rows, const Runner& runner) {
  const auto& s = *shares_;
  object_begin_ = starts(rows.size(), s.objects.size(), [&](std::size_t i) { return s.object[rows[i]]; });
  row_.resize(rows.size());
  auto next = object_begin_;
  for (const auto row : rows) row_[next[s.object[row]]++] = row;
  in_chunks(s.objects.size(), runner, [&](std::size_t first, std::size_t last, std::size_t) {
    for (std::size_t object = first; object < last; ++object)
      std::sort(row_.begin() + object_begin_[object], row_.begin() + object_begin_[object + 1],
                [&](std::uint32_t a, std::uint32_t b) {
                  if (s.time[a] != s.time[b]) return s.time[a] < s.time[b];
                  return s.account[a] != s.account[b] ? s.account[a] < s.account[b] : a < b;
                });
  });
  time_.resize(rows.size());
  account_.resize(rows.size());
  for (std::size_t p = 0; p < rows.size(); ++p) {
    time_[p] = s.time[row_[p]];
    account_[p] = s.account[row_[p]];
  }
  account_begin_ = starts(rows.size(), s.accounts.size(), [&](std::size_t p) { return account_[p]; });
  by_account_.resize(rows.size());
  next = account_begin_;
  for (std::uint32_t p = 0; p < row_.size(); ++p) by_account_[next[account_[p]]++] = p;
}

}  // namespace tipstaff::campaigns
