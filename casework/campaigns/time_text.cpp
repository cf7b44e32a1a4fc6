#include "casework/campaigns/time_text.h"

#include <array>

#include "casework/campaigns/number_text.h"
#include "casework/locating/days.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kYearFirst = 1970, kYearLast = 9999;
constexpr std::int64_t kMsMax = 253'402'300'799'999;  // the end of 9999
// Numbers above these are counted in smaller units: 1e11 seconds is the year 5138,
// 1e14 milliseconds the same.
constexpr std::int64_t kSecondsMax = 100'000'000'000, kMillisecondsMax = 100'000'000'000'000;

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct NamedZone {
  std::string_view name;
  int offset_minutes;
};
constexpr std::array<NamedZone, 13> kZones = {{{"Z", 0}, {"UTC", 0}, {"GMT", 0}, {"EST", -300}, {"EDT", -240},
    {"CST", -360}, {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}, {"CET", 60}, {"CEST", 120}}};

bool digit(char c) { return c >= '0' && c <= '9'; }

// Scan eats a text from the left.
class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool end() const { return rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
  bool eat(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void spaces() {
    while (eat(' ')) {
    }
  }
  std::optional<int> number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t size = 0;
    for (; size < most && size < rest_.size() && digit(rest_[size]); ++size) value = value * 10 + (rest_[size] - '0');
    if (size < least) return std::nullopt;
    rest_.remove_prefix(size);
    return value;
  }
  std::string_view word() {
    std::size_t size = 0;
    while (size < rest_.size() && ((rest_[size] | 32) >= 'a') && ((rest_[size] | 32) <= 'z')) ++size;
    const auto out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }

 private:
  std::string_view rest_;
};

struct Civil {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milli = 0;
  Precision precision = Precision::days;
  ZoneSaid zone = ZoneSaid::unsaid;
  int offset_minutes = 0;
};

bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

bool exists(const Civil& c) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (c.year < kYearFirst || c.year > kYearLast || c.month < 1 || c.month > 12 || c.day < 1) return false;
  const int days = kDays[static_cast<std::size_t>(c.month - 1)] + (c.month == 2 && leap(c.year) ? 1 : 0);
  return c.day <= days && c.hour < 24 && c.minute < 60 && c.second <= 60;
}

std::optional<TimeText> time_of(const Civil& c) {
  if (!exists(c)) return std::nullopt;
  const auto days = casework::days_from_civil(c.year, static_cast<unsigned>(c.month), static_cast<unsigned>(c.day));
  const auto ms = days * kDayMs + ((c.hour * 60 + c.minute - c.offset_minutes) * 60LL + c.second) * 1000 + c.milli;
  if (ms < 0) return std::nullopt;
  return TimeText{ms, c.precision, c.zone, c.offset_minutes};
}

// fraction reads ".250" to milliseconds.
bool read_fraction(Scan& scan, Civil& c) {
  if (!scan.eat('.') && !scan.eat(',')) return true;
  int milli = 0, scale = 100;
  if (!digit(scan.peek())) return false;
  while (digit(scan.peek())) {
    milli += (scan.peek() - '0') * scale;
    scale /= 10;
    (void)scan.number(1, 1);
  }
  c.milli = milli;
  c.precision = Precision::milliseconds;
  return true;
}

bool read_clock(Scan& scan, Civil& c) {
  const auto hour = scan.number(1, 2);
  if (!hour || !scan.eat(':')) return false;
  const auto minute = scan.number(2, 2);
  if (!minute) return false;
  c.hour = *hour;
  c.minute = *minute;
  c.precision = Precision::minutes;
  if (!scan.eat(':')) return true;
  const auto second = scan.number(2, 2);
  if (!second) return false;
  c.second = *second;
  c.precision = Precision::seconds;
  return read_fraction(scan, c);
}

bool read_offset(Scan& scan, Civil& c) {
  const bool east = scan.peek() == '+';
  if (!scan.eat('+') && !scan.eat('-')) return false;
  const auto hours = scan.number(2, 2);
  if (!hours) return false;
  scan.eat(':');
  const auto minutes = scan.number(2, 2);
  const int offset = *hours * 60 + minutes.value_or(0);
  if (offset > 15 * 60) return false;
  c.offset_minutes = east ? offset : -offset;
  c.zone = ZoneSaid::in_text;
  return true;
}

bool read_zone(Scan& scan, Civil& c) {
  scan.spaces();
  if (scan.end()) return true;
  if (scan.peek() == '+' || scan.peek() == '-') return read_offset(scan, c);
  const auto name = scan.word();
  for (const auto& zone : kZones)
    if (zone.name == name) {
      c.offset_minutes = zone.offset_minutes;
      c.zone = ZoneSaid::in_text;
      return true;
    }
  return false;
}

bool read_half_of_day(Scan& scan, Civil& c) {
  const auto name = scan.word();
  if (name != "AM" && name != "PM" && name != "am" && name != "pm") return false;
  if (c.hour < 1 || c.hour > 12) return false;
  c.hour = c.hour % 12 + ((name[0] | 32) == 'p' ? 12 : 0);
  return true;
}

std::optional<TimeText> read_iso(std::string_view text) {
  Scan scan(text);
  Civil c;
  const auto year = scan.number(4, 4);
  if (!year || !scan.eat('-')) return std::nullopt;
  const auto month = scan.number(1, 2);
  if (!month || !scan.eat('-')) return std::nullopt;
  const auto day = scan.number(1, 2);
  if (!day) return std::nullopt;
  c.year = *year;
  c.month = *month;
  c.day = *day;
  if (scan.end()) return time_of(c);
  if (!scan.eat('T') && !scan.eat(' ')) return std::nullopt;
  if (!read_clock(scan, c) || !read_zone(scan, c)) return std::nullopt;
  scan.spaces();
  return scan.end() ? time_of(c) : std::nullopt;
}

std::optional<TimeText> read_american(std::string_view text) {
  Scan scan(text);
  Civil c;
  const auto month = scan.number(1, 2);
  if (!month || !scan.eat('/')) return std::nullopt;
  const auto day = scan.number(1, 2);
  if (!day || !scan.eat('/')) return std::nullopt;
  const auto year = scan.number(4, 4);
  if (!year) return std::nullopt;
  c.month = *month;
  c.day = *day;
  c.year = *year;
  scan.spaces();
  if (scan.end()) return time_of(c);
  if (!read_clock(scan, c)) return std::nullopt;
  scan.spaces();
  if (!scan.end() && !read_half_of_day(scan, c)) return std::nullopt;
  return scan.end() ? time_of(c) : std::nullopt;
}

int month_of(std::string_view name) {
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (kMonths[i] == name) return static_cast<int>(i) + 1;
  return 0;
}

std::optional<TimeText> read_twitter(std::string_view text) {
  Scan scan(text);
  Civil c;
  if (scan.word().size() != 3) return std::nullopt;
  scan.spaces();
  c.month = month_of(scan.word());
  scan.spaces();
  const auto day = scan.number(1, 2);
  scan.spaces();
  if (!day || !read_clock(scan, c)) return std::nullopt;
  scan.spaces();
  if (!read_offset(scan, c)) return std::nullopt;
  scan.spaces();
  const auto year = scan.number(4, 4);
  if (!year || !scan.end()) return std::nullopt;
  c.day = *day;
  c.year = *year;
  return time_of(c);
}

std::optional<TimeText> read_number(std::string_view text) {
  std::int64_t value = 0;
  std::size_t i = 0;
  for (; i < text.size() && digit(text[i]); ++i) {
    if (i >= 18) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  if (i == 0) return std::nullopt;
  Civil fraction;
  Scan rest(text.substr(i));
  if (!read_fraction(rest, fraction) || !rest.end()) return std::nullopt;
  TimeText out{value, Precision::milliseconds, ZoneSaid::unix_time, 0};
  if (value < kSecondsMax) {
    out.ms = value * 1000 + fraction.milli;
    if (i == text.size()) out.precision = Precision::seconds;
  } else if (value >= kMillisecondsMax) {
    out.ms = value / 1000;
  }
  return out.ms <= kMsMax ? std::optional(out) : std::nullopt;
}

}  // namespace

std::optional<TimeText> parse_untrusted_time(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  constexpr std::size_t kTimeBytesMax = 40;  // the longest form above has 32
  if (text.empty() || text.size() > kTimeBytesMax) return std::nullopt;
  if (!digit(text[0])) return read_twitter(text);
  if (text.find('/') != std::string_view::npos) return read_american(text);
  if (text.find('-') != std::string_view::npos) return read_iso(text);
  return read_number(text);
}

std::optional<std::int64_t> snowflake_ms(std::string_view id) {
  constexpr std::int64_t kTwitterEpochMs = 1'288'834'974'657;
  constexpr std::size_t kDigitsMin = 17, kDigitsMax = 19;  // shorter ids were counted
  if (id.size() < kDigitsMin || id.size() > kDigitsMax) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : id) {
    if (!digit(c) || value > (INT64_MAX - 9) / 10) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return (value >> 22) + kTwitterEpochMs;
}

}  // namespace tipstaff::campaigns
