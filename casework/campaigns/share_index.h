#pragma once
// ShareIndex: shares in the order that detectors walk.

#include <span>

#include "casework/campaigns/runner.h"
#include "casework/campaigns/shares.h"

namespace tipstaff::campaigns {

// ShareIndex orders the rows of a Shares (which must stay as it is) by object, time,
// account, row. A *position* is a place in this order:
//
//   object 0            object 1        ...
//   |t t t t t t t t t | t t t t t     |
//        ^ position; neighbours in time stand beside it
class ShareIndex {
 public:
  // `rows` chooses the rows to take part; without it all do.
  explicit ShareIndex(const Shares& shares, const Runner& runner = run_in_turn);
  ShareIndex(const Shares& shares, const std::vector<std::uint32_t>& rows, const Runner& runner = run_in_turn);

  [[nodiscard]] const Shares& shares() const { return *shares_; }
  [[nodiscard]] std::size_t positions() const { return row_.size(); }
  [[nodiscard]] std::uint32_t row(std::uint32_t position) const { return row_[position]; }
  [[nodiscard]] std::int64_t time(std::uint32_t position) const { return time_[position]; }
  [[nodiscard]] std::uint32_t account(std::uint32_t position) const { return account_[position]; }
  [[nodiscard]] std::uint32_t object(std::uint32_t position) const { return object_[position]; }
  [[nodiscard]] std::uint32_t content(std::uint32_t position) const { return shares_->content[row_[position]]; }

  // The positions of an object: [begin, end).
  [[nodiscard]] std::uint32_t object_begin(std::uint32_t object_id) const { return object_begin_[object_id]; }
  [[nodiscard]] std::uint32_t object_end(std::uint32_t object_id) const { return object_begin_[object_id + 1]; }
  // The positions of an account, ascending: grouped by object, in time.
  [[nodiscard]] std::span<const std::uint32_t> of_account(std::uint32_t account_id) const {
    return {by_account_.data() + account_begin_[account_id], account_begin_[account_id + 1] - account_begin_[account_id]};
  }

  // visit_near calls visit(other position) for every position of the same object whose
  // time differs by at most `window_ms`, but for `position` itself.
  template <class Visit>
  void visit_near(std::uint32_t position, std::int64_t window_ms, Visit&& visit) const {
    const auto object_id = object(position);
    const auto begin = object_begin_[object_id], end = object_begin_[object_id + 1];
    const auto at = time_[position];
    for (auto p = position; p > begin && at - time_[p - 1] <= window_ms; --p) visit(p - 1);
    for (auto p = position + 1; p < end && time_[p] - at <= window_ms; ++p) visit(p);
  }

 private:
  // build takes `count` rows: row_at(0), row_at(1) ...
  template <class RowAt>
  void build(std::size_t count, RowAt&& row_at, const Runner& runner);
  struct Share;
  void sort_object(std::size_t object, std::vector<Share>& scratch);

  const Shares* shares_;
  std::pmr::vector<std::uint32_t> row_;  // where the columns of `shares_` are
  std::vector<std::uint32_t> object_;
  std::vector<std::int64_t> time_;
  std::vector<std::uint32_t> account_;
  std::vector<std::uint32_t> object_begin_;
  std::vector<std::uint32_t> account_begin_;
  std::vector<std::uint32_t> by_account_;
};

// in_chunks cuts [0, count) into jobs for a runner: job(first, last, chunk number).
// Out: the number of chunks, which depends on `count` alone.
inline constexpr std::size_t kChunks = 64;
template <class Job>
void in_chunks(std::size_t count, const Runner& runner, Job&& job) {
  runner(kChunks, [&](std::size_t chunk) { job(count * chunk / kChunks, count * (chunk + 1) / kChunks, chunk); });
}

}  // namespace tipstaff::campaigns
