#pragma once
// Reading: what a reader reports about a file: counts, and the rows it set aside.

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::campaigns {

// Fault says why a row was set aside.
enum class Fault : std::uint8_t {
  columns_few,     // fewer columns than the header
  columns_many,    // more columns than the header
  row_long,        // longer than kRowBytesMax
  quote_open,      // a quote that nothing closes
  not_utf8,
  no_account,
  no_time,
  bad_time,
  future_time,
  bad_json,
  cut,             // the file ends inside the row
  duplicate,       // the post's id was there before
  full,            // more rows or names than 32 bits count
  no_weight,       // an edge whose weight is no number above zero
};
inline constexpr std::size_t kFaults = 14;
// fault_name is one word for tables; fault_sentence is for people.
[[nodiscard]] std::string_view fault_name(Fault fault);
[[nodiscard]] std::string_view fault_sentence(Fault fault);

// BadRow is a row that was set aside, whole.
struct BadRow {
  std::uint64_t line;  // of the file, from 1
  Fault fault;
  std::string_view raw;
};
using KeepAside = std::function<void(const BadRow&)>;

// Reading counts. `good` are rows that became posts.
struct Reading {
  std::uint64_t good = 0;
  std::array<std::uint64_t, kFaults> bad{};
  std::uint64_t zone_unsaid = 0;   // times without a zone, taken as UTC or as told
  std::uint64_t zone_said = 0;
  std::uint64_t minutes_only = 0;  // times rounded to minutes
  std::uint64_t from_snowflake = 0;  // times taken from the post's id
  std::uint64_t without_objects = 0;  // good rows with nothing that accounts could have in common
  std::uint64_t with_text = 0;     // posts that say something
  bool from_utf16 = false;         // the file was UTF-16 and was converted
  bool quotes_plain = false;       // too many open quotes: from then on a quote is a letter

  [[nodiscard]] std::uint64_t bad_total() const;
  // sentences tells what was found, a line each, for people.
  [[nodiscard]] std::string sentences() const;
};

// A row has at most this many bytes and columns: beyond, it is not a row of an export.
inline constexpr std::size_t kRowBytesMax = 4 << 20;
inline constexpr std::size_t kColumnsMax = 2'000;
// Ids and names of people and posts; longer ones are cut from no real platform.
inline constexpr std::size_t kIdBytesMax = 2'048;
// Links or hashtags of one post.
inline constexpr std::size_t kListMax = 64;

// ReadOptions are the same for every reader.
struct ReadOptions {
  std::int64_t now_ms = 0;            // dates later than a day after this are refused; 0: none is
  std::int32_t zone_minutes = 0;      // east of UTC, for times that do not say
  bool snowflake_times = true;        // take the time from X's ids where they fit the column's
  std::string account = {};           // for exports of one account that do not name it
  KeepAside keep_aside = {};          // may be empty
};

}  // namespace tipstaff::campaigns
