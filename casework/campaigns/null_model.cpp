#include "casework/campaigns/null_model.h"

#include <algorithm>
#include <cmath>

namespace tipstaff::campaigns {
namespace {

constexpr double kHourMs = 3'600'000;
// Objects with fewer sharers than about this are judged by all objects' profile.
constexpr double kOwnProfileSharers = 50;
constexpr double kOwnProfilePairs = kOwnProfileSharers * (kOwnProfileSharers - 1) / 2;

// Pairs of rows of one object within a window: two pointers, linear.
std::uint64_t pairs_within(const ShareIndex& index, std::uint32_t begin, std::uint32_t end, std::int64_t window_ms) {
  std::uint64_t pairs = 0;
  for (auto low = begin, p = begin; p < end; ++p) {
    while (index.time(p) - index.time(low) > window_ms) ++low;
    pairs += p - low;
  }
  return pairs;
}

// Sum of the squares of the counts of each hour.
double squared_hours(const ShareIndex& index, std::uint32_t begin, std::uint32_t end) {
  double sum = 0, count = 0;
  std::int64_t hour = -1;
  for (auto p = begin; p < end; ++p) {
    const auto this_hour = index.time(p) / static_cast<std::int64_t>(kHourMs);
    if (this_hour != hour) sum += count * count, count = 0;
    hour = this_hour;
    ++count;
  }
  return sum + count * count;
}

}  // namespace

NullModel::NullModel(const ShareIndex& index, const SurpriseOptions& options, const Runner& runner, Surprise& out)
    : index_(index), options_(options), objects_(index.shares().objects.size()) {
  study_objects(runner, out);
  count_accounts();
}

double NullModel::expected(std::uint32_t a, std::uint32_t b, std::size_t window) const {
  double sum = 0;
  for (std::size_t t = 0; t < kTraces; ++t)
    if (!activity_[t].empty()) sum += activity_[t][a] * activity_[t][b] * rate_[t][window];
  return std::max(sum, 1e-300);
}

double NullModel::sync(std::uint32_t object, double tries, std::size_t window) const {
  const double one = objects_[object].sync[window];
  return tries <= 1 ? one : 1 - std::pow(1 - one, tries);
}

void NullModel::study_objects(const Runner& runner, Surprise& out) {
  std::vector<Part> parts(kChunks);
  in_chunks(objects_.size(), runner, [&](std::size_t first, std::size_t last, std::size_t chunk) {
    for (std::size_t object = first; object < last; ++object) study(static_cast<std::uint32_t>(object), parts[chunk]);
  });
  std::array<double, kWindows> near{};
  double all = 0;
  for (const auto& part : parts) {
    for (std::size_t t = 0; t < kTraces; ++t)
      for (std::size_t w = 0; w < kWindows; ++w) rate_[t][w] += part.rate[t][w];
    for (std::size_t w = 0; w < kWindows; ++w) near[w] += part.near[w];
    all += part.all;
    out.narrowed_total += part.narrowed.size();
    out.narrowed.insert(out.narrowed.end(), part.narrowed.begin(), part.narrowed.end());
  }
  std::ranges::sort(out.narrowed, std::greater<>{}, &Narrowed::shares);
  if (out.narrowed.size() > kNarrowedMax) out.narrowed.resize(kNarrowedMax);
  in_chunks(objects_.size(), runner, [&](std::size_t first, std::size_t last, std::size_t) {
    for (std::size_t object = first; object < last; ++object) draw_to_all(static_cast<std::uint32_t>(object), near, all);
  });
}

void NullModel::study(std::uint32_t object, Part& part) {
  const auto begin = index_.object_begin(object), end = index_.object_end(object);
  const std::uint64_t shares = end - begin;
  if (shares < 2) return;
  const double all = 0.5 * static_cast<double>(shares) * static_cast<double>(shares - 1);
  auto& facts = objects_[object];
  part.all += all;
  for (std::size_t w = 0; w < kWindows; ++w) {
    const auto near = pairs_within(index_, begin, end, kWindowMs[w]);
    part.near[w] += static_cast<double>(near);
    facts.sync[w] = static_cast<float>(static_cast<double>(near) / all);
    if (near <= options_.object_pairs_max) facts.widest = static_cast<std::uint8_t>(w);
  }
  if (facts.widest != kWindows - 1)
    part.narrowed.push_back({object, static_cast<std::uint32_t>(shares), facts.widest == kNoWindow ? 0 : kWindowMs[facts.widest]});
  if (facts.widest == kNoWindow) return;
  const double squares = squared_hours(index_, begin, end);
  auto& rate = part.rate[static_cast<std::size_t>(index_.shares().trace_of(object))];
  for (std::size_t w = 0; w <= facts.widest; ++w) rate[w] += squares * 2 * static_cast<double>(kWindowMs[w]) / kHourMs;
}

void NullModel::draw_to_all(std::uint32_t object, const std::array<double, kWindows>& near, double all) {
  const double shares = index_.object_end(object) - index_.object_begin(object);
  if (shares < 2) return;
  const double pairs = 0.5 * shares * (shares - 1);
  for (std::size_t w = 0; w < kWindows; ++w) {
    const double own = objects_[object].sync[w], of_all = near[w] / all;
    const double drawn = (own * pairs + of_all * kOwnProfilePairs) / (pairs + kOwnProfilePairs);
    const double fastest = 1 - std::exp(-static_cast<double>(kWindowMs[w]) / kBurstMs);
    objects_[object].sync[w] = static_cast<float>(std::min(drawn, fastest));
  }
}

void NullModel::count_accounts() {
  const auto accounts = index_.shares().accounts.size();
  std::array<double, kTraces> rows{};
  for (std::uint32_t p = 0; p < index_.positions(); ++p) {
    const auto trace = static_cast<std::size_t>(index_.shares().trace_of(index_.object(p)));
    if (activity_[trace].empty()) activity_[trace].assign(accounts, 0);
    activity_[trace][index_.account(p)] += 1;
    rows[trace] += 1;
  }
  for (std::size_t t = 0; t < kTraces; ++t)
    for (auto& rate : rate_[t]) rate = rows[t] > 0 ? rate / (rows[t] * rows[t]) : 0;
  double active_accounts = 0;
  for (std::uint32_t account = 0; account < accounts; ++account) active_accounts += active(account);
  pairs_of_accounts_ = std::max(1.0, active_accounts * (active_accounts - 1) / 2);
}

}  // namespace tipstaff::campaigns
