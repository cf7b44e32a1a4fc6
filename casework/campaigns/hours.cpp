#include "casework/campaigns/hours.h"

#include <algorithm>
#include <cmath>

namespace tipstaff::campaigns {
namespace {

constexpr int kOffsetFirst = -11, kOffsetLast = 12;
constexpr int kHalfBand = 3;
// When people post, by local hour, in parts of 10 000: 181 808 active hours of German
// accounts in the summer of 2021 (the set that CooRTweet publishes), at UTC+2.
constexpr std::array<double, 24> kUsualDay = {154, 99, 63, 50, 91, 196, 310, 389, 451, 524, 612, 649,
                                              634, 627, 624, 564, 569, 553, 603, 774, 553, 405, 296, 211};
// Hours that fit the best offset hardly better than the average one have no rhythm.
constexpr double kRhythmMax = 0.7;

// The cost of turning one day into another, hour by hour around the clock.
double circular_distance(const std::array<double, 24>& a, const std::array<double, 24>& b) {
  std::array<double, 24> sum{};
  double carried = 0;
  for (std::size_t i = 0; i < 24; ++i) sum[i] = carried += a[i] - b[i];
  auto sorted = sum;
  std::ranges::nth_element(sorted, sorted.begin() + 12);
  double cost = 0;
  for (const double value : sum) cost += std::abs(value - sorted[12]);
  return cost;
}

std::array<double, 24> usual_day_at(int offset) {
  std::array<double, 24> day{};
  double total = 0;
  for (const double part : kUsualDay) total += part;
  for (int utc = 0; utc < 24; ++utc) day[static_cast<std::size_t>(utc)] = kUsualDay[static_cast<std::size_t>((utc + offset + 24) % 24)] / total;
  return day;
}

std::optional<ZoneBand> band_of(const Hours& hours) {
  if (hours.active < kActiveMin) return std::nullopt;
  std::array<double, 24> day{};
  for (std::size_t i = 0; i < 24; ++i) day[i] = static_cast<double>(hours.utc[i]) / static_cast<double>(hours.active);
  double best = INFINITY, sum = 0;
  int best_offset = 0;
  for (int offset = kOffsetFirst; offset <= kOffsetLast; ++offset) {
    const double cost = circular_distance(day, usual_day_at(offset));
    sum += cost;
    if (cost < best) best = cost, best_offset = offset;
  }
  if (best > kRhythmMax * sum / 24) return std::nullopt;
  return ZoneBand{best_offset, best_offset - kHalfBand, best_offset + kHalfBand};
}

std::string zone_text(int offset) {
  if (offset < -12) offset += 24;
  if (offset > 14) offset -= 24;
  return "UTC" + std::string(offset < 0 ? "-" : "+") + std::to_string(std::abs(offset));
}

}  // namespace

Hours hours_of(std::vector<ActiveHour> active) {
  std::ranges::sort(active);
  active.erase(std::unique(active.begin(), active.end()), active.end());
  Hours out;
  out.active = static_cast<std::uint32_t>(active.size());
  for (const auto& one : active) {
    ++out.utc[static_cast<std::size_t>(one.hour % 24)];
    ++out.weekday[static_cast<std::size_t>((one.hour / 24 + 3) % 7)];  // 1 January 1970 was a Thursday
  }
  out.band = band_of(out);
  return out;
}

std::string describe_band(const Hours& hours) {
  if (hours.active < kActiveMin)
    return "Too few active hours (" + std::to_string(hours.active) + ") to say anything about time zones.";
  if (!hours.band) return "The hours have no daily rhythm that fits people: programs or many countries. No time zone can be said.";
  return "If these are people with usual days, " + zone_text(hours.band->from) + " to " + zone_text(hours.band->to) +
         " fit the hours best. This is a band, not a place: shift work, schedules and other customs move it by hours, and nobody is located by it.";
}

}  // namespace tipstaff::campaigns
