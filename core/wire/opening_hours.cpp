#include "tipstaff/wire/opening_hours.h"

#include <algorithm>

namespace tipstaff::wire {
namespace {

constexpr std::size_t kDays = 7;
constexpr unsigned kDayEnd = 96;
constexpr std::array<std::string_view, kDays> kDayNames = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// parse_day is kDays for what is no day.
std::size_t parse_day(std::string_view text) {
  return static_cast<std::size_t>(std::find(kDayNames.begin(), kDayNames.end(), text) - kDayNames.begin());
}

// parse_time reads HH:MM in whole quarters.
std::optional<std::uint8_t> parse_time(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  const auto hours = static_cast<unsigned>((text[0] - '0') * 10 + text[1] - '0');
  const auto minutes = static_cast<unsigned>((text[3] - '0') * 10 + text[4] - '0');
  if (minutes > 59 || minutes % 15 != 0 || hours * 4 + minutes / 15 > kDayEnd) return std::nullopt;
  return static_cast<std::uint8_t>(hours * 4 + minutes / 15);
}

// take_span puts "Mo-Fr 09:00-16:30" into days that are still free.
bool take_span(std::string_view text, OpeningHours& out) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return false;
  const auto days = text.substr(0, space), times = trimmed(text.substr(space));
  const auto first = parse_day(days.substr(0, 2));
  const auto last = days.size() == 2 ? first : days.size() == 5 && days[2] == '-' ? parse_day(days.substr(3)) : kDays;
  if (times.size() != 11 || times[5] != '-' || first > last || last == kDays) return false;
  const auto opens = parse_time(times.substr(0, 5)), closes = parse_time(times.substr(6));
  if (!opens || !closes || *opens >= *closes) return false;
  for (auto day = first; day <= last; ++day) {
    if (out[2 * day + 1] != 0) return false;
    out[2 * day] = *opens;
    out[2 * day + 1] = *closes;
  }
  return true;
}

std::string time_text(unsigned quarters) {
  const auto two = [](unsigned number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); };
  return two(quarters / 4) + ":" + two(quarters % 4 * 15);
}

}  // namespace

bool well_formed(const OpeningHours& hours) {
  for (std::size_t day = 0; day < kDays; ++day) {
    const auto opens = hours[2 * day], closes = hours[2 * day + 1];
    if ((opens != 0 || closes != 0) && (opens >= closes || closes > kDayEnd)) return false;
  }
  return true;
}

std::optional<OpeningHours> parse_hours(std::string_view text) {
  OpeningHours out{};
  for (auto left = trimmed(text); !left.empty();) {
    const auto end = left.find_first_of(",;");
    if (!take_span(trimmed(left.substr(0, end)), out)) return std::nullopt;
    if (end == std::string_view::npos) break;
    left = trimmed(left.substr(end + 1));
    if (left.empty()) return std::nullopt;
  }
  return out;
}

std::string hours_text(const OpeningHours& hours) {
  std::string out;
  for (std::size_t day = 0; day < kDays;) {
    const auto opens = hours[2 * day], closes = hours[2 * day + 1];
    auto next = day + 1;
    while (next < kDays && hours[2 * next] == opens && hours[2 * next + 1] == closes) ++next;
    if (closes != 0) {
      if (!out.empty()) out += ", ";
      out += std::string(kDayNames[day]) + (next > day + 1 ? "-" + std::string(kDayNames[next - 1]) : "") + " " + time_text(opens) + "-" + time_text(closes);
    }
    day = next;
  }
  return out;
}

}  // namespace tipstaff::wire
