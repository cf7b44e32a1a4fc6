#include "casework/exports/stamps.h"

namespace tipstaff::casework {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::string padded(std::int64_t value, std::size_t width) {
  auto text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

// From days since 1970 to a date, for days that are not negative; a year begins in
// March, so that the leap day is its last.
std::string write_date(std::int64_t days) {
  const auto z = days + 719'468;
  const auto era = z / 146'097;
  const auto day_of_era = z - era * 146'097;
  const auto year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const auto day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const auto mp = (5 * day_of_year + 2) / 153;
  const auto day = day_of_year - (153 * mp + 2) / 5 + 1;
  const auto month = mp < 10 ? mp + 3 : mp - 9;
  const auto year = year_of_era + era * 400 + (month <= 2);
  return padded(year, 4) + '-' + padded(month, 2) + '-' + padded(day, 2);
}

std::string write_time(std::int64_t ms, char between, bool fraction) {
  const auto rest = ms % kDayMs;
  auto out = write_date(ms / kDayMs) + between + padded(rest / 3'600'000, 2) + ':' + padded(rest / 60'000 % 60, 2) + ':' +
             padded(rest / 1000 % 60, 2);
  if (fraction) out += '.' + padded(ms % 1000, 3);
  return out;
}

}  // namespace

std::string write_utc(std::int64_t ms) { return write_time(ms, ' ', ms % 1000 != 0); }
std::string write_iso(std::int64_t ms) { return write_time(ms, 'T', ms % 1000 != 0) + 'Z'; }
std::string write_stamp(std::int64_t ms) { return write_time(ms, 'T', true) + 'Z'; }

}  // namespace tipstaff::casework
