#include "council/date.h"

#include <algorithm>

namespace tipstaff::council {
namespace {

constexpr std::uint64_t kDay = 86'400;

bool leap(unsigned year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

unsigned month_days(unsigned year, unsigned month) {
  constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[month - 1];
}

struct Date {
  unsigned year = 1970;
  unsigned month = 1;
  unsigned day = 1;
};

std::uint64_t days_before(unsigned year) {
  const std::uint64_t last = year - 1;
  constexpr std::uint64_t kBefore1970 = 719'162;  // days from year 1 to 1970
  return last * 365 + last / 4 - last / 100 + last / 400 - kBefore1970;
}

Date date_of(std::uint64_t unix_seconds) {
  const auto days = unix_seconds / kDay;
  Date out;
  out.year = static_cast<unsigned>(1970 + days / 366);
  while (days_before(out.year + 1) <= days) ++out.year;
  auto left = days - days_before(out.year);
  for (; left >= month_days(out.year, out.month); ++out.month) left -= month_days(out.year, out.month);
  out.day = static_cast<unsigned>(left) + 1;
  return out;
}

std::string digits(std::uint64_t value, std::size_t width) {
  auto out = std::to_string(value);
  if (out.size() < width) out.insert(0, width - out.size(), '0');
  return out;
}

std::string day_text(std::uint64_t unix_seconds) {
  const auto date = date_of(unix_seconds);
  return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2);
}

std::string minute_text(std::uint64_t unix_seconds) {
  return digits(unix_seconds / 3600 % 24, 2) + ":" + digits(unix_seconds / 60 % 60, 2);
}

// take_number reads exactly `width` digits.
bool take_number(std::string_view& text, std::size_t width, unsigned& out) {
  if (text.size() < width) return false;
  out = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  text.remove_prefix(width);
  return true;
}

bool take_char(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

Result<std::uint64_t> parse_date(std::string_view text) {
  Date date;
  unsigned hour = 0;
  unsigned minute = 0;
  bool fine = take_number(text, 4, date.year) && take_char(text, '-') && take_number(text, 2, date.month) &&
              take_char(text, '-') && take_number(text, 2, date.day) && date.year >= 1970 && date.month >= 1 &&
              date.month <= 12 && date.day >= 1 && date.day <= month_days(date.year, date.month);
  if (fine && !text.empty())
    fine = take_char(text, ' ') && take_number(text, 2, hour) && take_char(text, ':') &&
           take_number(text, 2, minute) && text.empty() && hour < 24 && minute < 60;
  if (!fine) return fail(Errc::bad_value, "date (2027-03-01, or 2027-03-01 18:30, in UTC)");
  std::uint64_t days = days_before(date.year) + date.day - 1;
  for (unsigned month = 1; month < date.month; ++month) days += month_days(date.year, month);
  return days * kDay + hour * 3600u + minute * 60u;
}

std::string date_text(std::uint64_t unix_seconds) {
  const auto day = day_text(unix_seconds);
  return unix_seconds % kDay < 60 ? day : day + " " + minute_text(unix_seconds) + " UTC";
}

std::string date_rfc3339(std::uint64_t unix_seconds) {
  return day_text(unix_seconds) + "T" + minute_text(unix_seconds) + ":" + digits(unix_seconds % 60, 2) + "Z";
}

}  // namespace tipstaff::council
