#include "casework/locating/hours.h"

#include <algorithm>
#include <cmath>

namespace tipstaff::casework {
namespace {

constexpr int kOffsetFirst = -11, kOffsetLast = 12;
constexpr int kHalfBand = 3, kHalfBandMax = 4;
// Samples drawn from the hours themselves; of their best offsets the middle nine tenths count.
constexpr std::size_t kSamples = 60, kTail = 3;
// When people post, by local hour, in parts of 10 000: 181 808 active hours of German
// accounts in the summer of 2021 (the set that CooRTweet publishes), at UTC+2.
constexpr std::array<double, 24> kUsualDay = {154, 99, 63, 50, 91, 196, 310, 389, 451, 524, 612, 649,
                                              634, 627, 624, 564, 569, 553, 603, 774, 553, 405, 296, 211};
// Office hours are not measured: nine until six, with early and late ones.
constexpr std::array<double, 24> kOfficeDay = {0, 0, 0, 0, 0, 0, 0, 1, 4, 10, 10, 10, 9, 9, 10, 10, 10, 9, 4, 1, 0, 0, 0, 0};
constexpr std::size_t kOfficeFirst = 7, kOfficeHours = 13;
// An office: nearly all within those hours, nearly nothing on two days in a row, on which
// two sevenths would fall by chance. From so many hours on: by chance a crowd of 60
// that posts on all days leaves two neighbours so empty once in 33 000.
constexpr std::uint32_t kOfficeActiveMin = 60;
constexpr double kOfficeWithin = 0.95, kOfficeFreeMax = 0.05;
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

using Day = std::array<double, 24>;
constexpr std::size_t kOffsets = kOffsetLast - kOffsetFirst + 1;

// A day at each offset, as parts of one.
std::array<Day, kOffsets> days_of(const Day& day) {
  double total = 0;
  for (const double part : day) total += part;
  std::array<Day, kOffsets> out{};
  for (std::size_t i = 0; i < kOffsets; ++i)
    for (std::size_t utc = 0; utc < 24; ++utc)
      out[i][utc] = day[(utc + 24 + i - static_cast<std::size_t>(-kOffsetFirst)) % 24] / total;
  return out;
}

struct Fit {
  int offset;
  bool rhythm;
};

Fit best_fit(const std::array<std::uint32_t, 24>& utc, std::uint32_t active, const std::array<Day, kOffsets>& usual) {
  Day day{};
  for (std::size_t i = 0; i < 24; ++i) day[i] = static_cast<double>(utc[i]) / static_cast<double>(active);
  double best = INFINITY, sum = 0;
  Fit out{};
  for (std::size_t i = 0; i < kOffsets; ++i) {
    const double cost = circular_distance(day, usual[i]);
    sum += cost;
    if (cost < best) best = cost, out.offset = static_cast<int>(i) + kOffsetFirst;
  }
  out.rhythm = best <= kRhythmMax * sum / kOffsets;
  return out;
}

// spread_of draws hours again and again from those that there are (with a fixed seed)
// and says how far the best offset moves.
int spread_of(const std::vector<ActiveHour>& active, int best, const std::array<Day, kOffsets>& usual) {
  std::uint64_t state = 0x2545F4914F6CDD1D;
  std::vector<int> moved;
  for (std::size_t i = 0; i < kSamples; ++i) {
    std::array<std::uint32_t, 24> utc{};
    for (std::size_t k = 0; k < active.size(); ++k) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      ++utc[static_cast<std::size_t>(active[(state >> 33) % active.size()].hour % 24)];
    }
    const int turned = (best_fit(utc, static_cast<std::uint32_t>(active.size()), usual).offset - best + 36) % 24 - 12;
    moved.push_back(std::abs(turned));
  }
  std::ranges::sort(moved);
  return moved[kSamples - 1 - kTail];
}

// is_office asks whether the hours, moved by an offset, are those of an office. Which two
// days are free is not asked: it is not Saturday and Sunday everywhere.
bool is_office(const std::vector<ActiveHour>& active, int offset) {
  std::array<std::uint32_t, 7> weekday{};
  std::uint32_t within = 0;
  for (const auto& one : active) {
    const auto local = one.hour + offset;
    ++weekday[static_cast<std::size_t>(((local >= 0 ? local : local - 23) / 24 % 7 + 7) % 7)];
    if (static_cast<std::size_t>((local % 24 + 24) % 24) - kOfficeFirst < kOfficeHours) ++within;
  }
  std::uint32_t free = UINT32_MAX;
  for (std::size_t i = 0; i < 7; ++i) free = std::min(free, weekday[i] + weekday[(i + 1) % 7]);
  const auto all = static_cast<double>(active.size());
  return within >= kOfficeWithin * all && free <= kOfficeFreeMax * all;
}

// profile_of: an office only for a crowd with enough hours.
Profile profile_of(const Hours& hours, const std::vector<ActiveHour>& active) {
  if (hours.accounts < kCrowdMin || hours.active < kOfficeActiveMin) return Profile::usual;
  const auto best = best_fit(hours.utc, hours.active, days_of(kOfficeDay));
  return best.rhythm && is_office(active, best.offset) ? Profile::office : Profile::usual;
}

std::optional<ZoneBand> band_of(const Hours& hours, const std::vector<ActiveHour>& active) {
  if (hours.active < kActiveMin) return std::nullopt;
  const auto usual = days_of(hours.profile == Profile::office ? kOfficeDay : kUsualDay);
  const auto best = best_fit(hours.utc, hours.active, usual);
  if (!best.rhythm) return std::nullopt;
  const int half = std::max(kHalfBand, spread_of(active, best.offset, usual));
  if (half > kHalfBandMax) return std::nullopt;
  return ZoneBand{best.offset, best.offset - half, best.offset + half};
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
  for (std::size_t i = 0; i < active.size(); ++i) {
    const auto& one = active[i];
    if (i == 0 || active[i - 1].account != one.account) ++out.accounts;
    ++out.utc[static_cast<std::size_t>(one.hour % 24)];
    ++out.weekday[static_cast<std::size_t>((one.hour / 24 + 3) % 7)];  // 1 January 1970 was a Thursday
  }
  out.profile = profile_of(out, active);
  out.band = band_of(out, active);
  return out;
}

std::string describe_band(const Hours& hours) {
  if (hours.active < kActiveMin)
    return "Too few active hours (" + std::to_string(hours.active) + ") to say anything about time zones.";
  if (!hours.band) return "The hours have no daily rhythm that fits people: programs or many countries. No time zone can be said.";
  return std::string(hours.profile == Profile::office ? "If these are people at work in an office, five days a week, " : "If these are people with usual days, ") +
         zone_text(hours.band->from) + " to " + zone_text(hours.band->to) +
         " fit the hours best. Summer time was not looked at: it moves hours by one in part of the year. This is a band, not a place: shift work, schedules and other customs move it by hours, and nobody is located by it.";
}

}  // namespace tipstaff::casework
