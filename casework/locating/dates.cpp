#include "casework/locating/dates.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "casework/locating/days.h"
#include "casework/observables/classes.h"
#include "casework/observables/fold.h"

namespace tipstaff::casework {
namespace {

constexpr std::int64_t kYearFirst = 1970, kYearLast = 2099;
constexpr std::size_t kReachBytes = 48;  // "the 14th of September," and its like, before a year
constexpr int kOffsetMinutesMax = 14 * 60;

// Beginnings of months' names after lower case; the first that fits counts.
struct Month {
  std::string_view begin;
  unsigned number;
};
constexpr auto kMonths = std::to_array<Month>({
    {"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4}, {"may", 5}, {"jun", 6}, {"jul", 7}, {"aug", 8}, {"sep", 9}, {"oct", 10},
    {"nov", 11}, {"dec", 12},                                                                          // en
    {"mär", 3}, {"mai", 5}, {"okt", 10}, {"dez", 12},                                                  // de
    {"fév", 2}, {"avr", 4}, {"juin", 6}, {"juil", 7}, {"aoû", 8}, {"déc", 12},                         // fr
    {"ene", 1}, {"abr", 4}, {"ago", 8}, {"dic", 12},                                                   // es
    {"fev", 2}, {"set", 9}, {"out", 10},                                                               // pt
    {"sty", 1}, {"lut", 2}, {"kwi", 4}, {"maj", 5}, {"cze", 6}, {"lip", 7}, {"sie", 8}, {"wrz", 9}, {"paź", 10}, {"lis", 11}, {"gru", 12},
    {"янв", 1}, {"фев", 2}, {"мар", 3}, {"апр", 4}, {"мая", 5}, {"май", 5}, {"июн", 6}, {"июл", 7}, {"авг", 8}, {"сен", 9}, {"окт", 10},
    {"ноя", 11}, {"дек", 12},                                                                          // ru
    {"січ", 1}, {"лют", 2}, {"бер", 3}, {"кві", 4}, {"тра", 5}, {"чер", 6}, {"лип", 7}, {"сер", 8}, {"вер", 9}, {"жов", 10}, {"лис", 11},
    {"гру", 12},                                                                                       // uk
    {"oca", 1}, {"şub", 2}, {"nis", 4}, {"haz", 6}, {"tem", 7}, {"ağu", 8}, {"eyl", 9}, {"eki", 10}, {"kas", 11}, {"ara", 12},  // tr
});
// "juin" and "juil" begin like "jul" and "jun" do not; longer beginnings win.
unsigned month_of(std::string_view word) {
  const auto lower_case = fold_case(word);
  const Month* best = nullptr;
  for (const auto& month : kMonths)
    if (lower_case.starts_with(month.begin) && (best == nullptr || month.begin.size() > best->begin.size())) best = &month;
  return best == nullptr ? 0 : best->number;
}

// Part is a run of digits or of letters.
struct Part {
  std::size_t begin = 0, end = 0;
  bool number = false;
};

// Line splits what stands around a year.
class Around {
 public:
  explicit Around(std::string_view text) : text_(text) {}
  [[nodiscard]] std::string_view slice(const Part& part) const { return text_.substr(part.begin, part.end - part.begin); }
  [[nodiscard]] std::int64_t number(const Part& part) const {
    std::int64_t out = 0;
    for (const char c : slice(part).substr(0, 9)) out = out * 10 + (c - '0');
    return out;
  }

  // before returns the part that ends before `at`, over at most four other bytes.
  [[nodiscard]] std::optional<Part> before(std::size_t at, std::string_view& between) const {
    const auto floor = at > kReachBytes ? at - kReachBytes : 0;
    auto end = at;
    while (end > floor && class_of(text_[end - 1]) == kDot) --end;
    while (end > floor && !is_part(text_[end - 1])) --end;
    between = text_.substr(end, at - end);
    if (end == floor && (end == 0 || !is_part(text_[end]))) return std::nullopt;
    auto begin = end;
    const bool digits = end > 0 && is_digit(text_[end - 1]);
    while (begin > floor && is_part(text_[begin - 1]) && is_digit(text_[begin - 1]) == digits) --begin;
    if (begin == end || between.size() > 4) return std::nullopt;
    return Part{begin, end, digits};
  }
  [[nodiscard]] std::optional<Part> after(std::size_t at, std::string_view& between) const {
    const auto ceiling = std::min(text_.size(), at + kReachBytes);
    auto begin = at;
    while (begin < ceiling && !is_part(text_[begin])) ++begin;
    between = text_.substr(at, begin - at);
    if (begin == ceiling || between.size() > 4) return std::nullopt;
    const bool digits = is_digit(text_[begin]);
    auto end = begin;
    while (end < ceiling && is_part(text_[end]) && is_digit(text_[end]) == digits) ++end;
    return Part{begin, end, digits};
  }
  [[nodiscard]] char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

 private:
  static bool is_part(char c) { return is_alnum(c) || static_cast<std::uint8_t>(c) >= 0x80; }
  std::string_view text_;
};

bool is_sign(std::string_view between) { return between == "-" || between == "/" || between == "." || between == ":"; }

// Clock is a time of day with its zone, read from `at`.
struct Clock {
  std::int64_t seconds = 0;
  std::optional<int> offset;
  std::size_t end = 0;
};

std::optional<int> two_digits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1])) return std::nullopt;
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

// read_zone reads "Z", "+02:00", "+0200", "+02", "+02'00'"; `end` moves past it.
void read_zone(std::string_view text, Clock& clock) {
  auto at = clock.end;
  while (at < text.size() && text[at] == ' ' && at < clock.end + 2) ++at;
  if (at >= text.size()) return;
  if (text[at] == 'Z') {
    clock.end = at + 1;
    clock.offset = 0;
    return;
  }
  if (text[at] != '+' && text[at] != '-') return;
  const auto hours = two_digits(text, at + 1);
  if (!hours) return;
  auto next = at + 3;
  if (next < text.size() && (text[next] == ':' || text[next] == '\'')) ++next;
  const auto minutes = two_digits(text, next);
  const int offset = *hours * 60 + minutes.value_or(0);
  if (offset > kOffsetMinutesMax || minutes.value_or(0) > 59) return;
  clock.end = minutes ? next + 2 : at + 3;
  clock.offset = text[at] == '-' ? -offset : offset;
}

std::optional<Clock> read_clock(std::string_view text, std::size_t at) {
  auto begin = at;
  while (begin < text.size() && begin < at + 3 && (text[begin] == ' ' || text[begin] == ',' || text[begin] == 'T')) ++begin;
  const auto hours = two_digits(text, begin);
  if (begin == at || !hours || begin + 2 >= text.size() || text[begin + 2] != ':') return std::nullopt;
  const auto minutes = two_digits(text, begin + 3);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  Clock out{*hours * 3600 + *minutes * 60, {}, begin + 5};
  if (out.end < text.size() && text[out.end] == ':')
    if (const auto seconds = two_digits(text, out.end + 1); seconds && *seconds <= 60) {
      out.seconds += *seconds;
      out.end += 3;
      if (out.end < text.size() && text[out.end] == '.')
        while (++out.end < text.size() && is_digit(text[out.end]) && out.end < begin + 20) {}
    }
  read_zone(text, out);
  return out;
}

struct Day {
  std::int64_t year;
  unsigned month, day;
  std::size_t begin, end;
};

// The forms of a date around its year [y.begin, y.end).
std::optional<Day> year_first(const Around& around, const Part& y, std::int64_t year) {
  std::string_view between, second;
  const auto month = around.after(y.end, between);
  if (!month || !month->number || !is_sign(between) || month->end - month->begin > 2) return std::nullopt;
  const auto day = around.after(month->end, second);
  if (!day || !day->number || second != between || day->end - day->begin > 2) return std::nullopt;
  return Day{year, static_cast<unsigned>(around.number(*month)), static_cast<unsigned>(around.number(*day)), y.begin, day->end};
}

std::optional<Day> year_last(const Around& around, const Part& y, std::int64_t year) {
  std::string_view between, second;
  const auto b = around.before(y.begin, between);
  if (!b || !b->number || !is_sign(between) || between == ":" || b->end - b->begin > 2) return std::nullopt;
  const auto a = around.before(b->begin, second);
  if (!a || !a->number || second != between || a->end - a->begin > 2) return std::nullopt;
  auto day = static_cast<unsigned>(around.number(*a)), month = static_cast<unsigned>(around.number(*b));
  if (between != ".") {  // day and month change places from land to land
    if (day <= 12 && month <= 12 && day != month) return std::nullopt;
    if (month > 12) std::swap(day, month);
  }
  return Day{year, month, day, a->begin, y.end};
}

// skip_ordinal steps over "th", "of", "de" and the like.
std::optional<Part> before_word(const Around& around, std::size_t at) {
  constexpr auto kSkipped = std::to_array<std::string_view>({"st", "nd", "rd", "th", "of", "de", "the"});
  std::string_view between;
  auto part = around.before(at, between);
  for (int i = 0; i < 2 && part && !part->number && std::ranges::find(kSkipped, around.slice(*part)) != kSkipped.end(); ++i)
    part = around.before(part->begin, between);
  return part;
}

std::optional<Day> named_month(const Around& around, const Part& y, std::int64_t year) {
  const auto last = before_word(around, y.begin);
  if (!last) return std::nullopt;
  if (!last->number) {  // 14 March 2026
    const auto month = month_of(around.slice(*last));
    const auto day = month == 0 ? std::nullopt : before_word(around, last->begin);
    if (!day || !day->number || day->end - day->begin > 2) return std::nullopt;
    return Day{year, month, static_cast<unsigned>(around.number(*day)), day->begin, y.end};
  }
  if (last->end - last->begin > 2) return std::nullopt;
  std::string_view between;
  const auto word = around.before(last->begin, between);  // March 14, 2026
  const auto month = word && !word->number ? month_of(around.slice(*word)) : 0;
  if (month == 0) return std::nullopt;
  return Day{year, month, static_cast<unsigned>(around.number(*last)), word->begin, y.end};
}

std::optional<Day> day_around(const Around& around, const Part& y) {
  const auto year = around.number(y);
  if (year < kYearFirst || year > kYearLast) return std::nullopt;
  for (const auto read : {year_first, year_last, named_month})
    if (const auto day = read(around, y, year); day && is_day(day->year, day->month, day->day)) return day;
  return std::nullopt;
}

SaidDate said(std::string_view text, const Day& day) {
  SaidDate out{days_from_civil(day.year, day.month, day.day) * kDaySeconds, static_cast<std::uint32_t>(day.begin),
               static_cast<std::uint32_t>(day.end - day.begin), false, {}};
  if (const auto clock = read_clock(text, day.end)) {
    out.at += clock->seconds - clock->offset.value_or(0) * 60;
    out.has_time = true;
    out.offset_minutes = clock->offset;
    out.length = static_cast<std::uint32_t>(clock->end - day.begin);
  }
  return out;
}

// A PDF's date has no signs: 20260314093000.
std::string with_signs(std::string_view digits) {
  std::string out = std::string(digits.substr(0, 4)) + "-" + std::string(digits.substr(4, 2)) + "-" + std::string(digits.substr(6, 2));
  if (digits.size() >= 12) out += "T" + std::string(digits.substr(8, 2)) + ":" + std::string(digits.substr(10, 2));
  if (digits.size() >= 14) out += ":" + std::string(digits.substr(12, 2));
  return out;
}

}  // namespace

std::vector<SaidDate> dates_of(std::string_view text) {
  std::vector<SaidDate> out;
  const Around around(text);
  std::size_t free_from = 0;
  for (std::size_t i = 0; i < text.size() && out.size() < kDatesMax;) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    auto end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    const Part part{i, end, true};
    i = end;
    if (end - part.begin != 4) continue;
    const auto day = day_around(around, part);
    if (!day || day->begin < free_from) continue;
    out.push_back(said(text, *day));
    i = free_from = std::max(end, std::size_t{out.back().begin} + out.back().length);
  }
  return out;
}

std::optional<Stamp> parse_untrusted_stamp(std::string_view text) {
  constexpr std::size_t kStampBytesMax = 80;
  if (text.size() > kStampBytesMax) return std::nullopt;
  std::string form(text);
  if (form.starts_with("D:")) form.erase(0, 2);
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(form, is_digit) - form.begin());
  if (digits == 8 || digits == 12 || digits == 14) form = with_signs(std::string_view(form).substr(0, digits)) + form.substr(digits);
  const auto dates = dates_of(form);
  if (dates.size() != 1) return std::nullopt;
  const auto& one = dates.front();
  const auto written = std::string_view(form).substr(one.begin, one.length);
  const bool unknown = written.ends_with("-0000") || written.ends_with("Z");
  return Stamp{one.at, unknown ? std::nullopt : one.offset_minutes};
}

}  // namespace tipstaff::casework
