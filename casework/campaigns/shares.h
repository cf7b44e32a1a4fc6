#pragma once
// Shares: who shared which object with which post, and when. One row a share.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "casework/campaigns/names.h"

namespace tipstaff::campaigns {

// Trace is the kind of thing that accounts have in common.
enum class Trace : std::uint8_t {
  object,       // a column that already names the object
  link,         // a link in canonical form
  domain,       // the host of a link
  hashtag,      // one hashtag
  tag_sequence, // three or more hashtags in the same order
  repost,       // reposting the same post
  fast_repost,  // reposting an account's post within seconds of it
  reply,        // answering the same post
  image,        // an image by its perceptual hash
  text,         // the same text after folding
  near_text,    // nearly the same text (MinHash)
};
inline constexpr std::size_t kTraces = 11;
[[nodiscard]] std::string_view trace_name(Trace trace);

// Shares is a table by columns; objects of different traces have different numbers.
struct Shares {
  // `wide` holds what grows with every row and is read seldom or in order: on a machine
  // with little memory it may stand on a disk.
  explicit Shares(std::uint64_t key = 0, std::pmr::memory_resource* wide = std::pmr::get_default_resource())
      : object(wide), account(wide), content(wide), time(wide), objects(key), accounts(key), contents(key, wide) {}

  // add appends a row. Out: false when the table is full (kRowsMax).
  bool add(Trace trace, std::string_view object, std::uint32_t account_id, std::uint32_t content_id,
           std::int64_t time_ms);
  [[nodiscard]] std::size_t rows() const { return time.size(); }
  [[nodiscard]] Trace trace_of(std::uint32_t object_id) const { return traces[object_id]; }

  std::pmr::vector<std::uint32_t> object;
  std::pmr::vector<std::uint32_t> account;
  std::pmr::vector<std::uint32_t> content;
  std::pmr::vector<std::int64_t> time;  // milliseconds since 1970

  Names objects;   // a letter for the trace, then the object's text
  Names accounts;
  Names contents;
  std::vector<Trace> traces;  // of each object

  // Row numbers have 32 bits.
  static constexpr std::size_t kRowsMax = 0xfffffff0;

  // object_text is the object without its letter.
  [[nodiscard]] std::string_view object_text(std::uint32_t object_id) const { return objects[object_id].substr(1); }
};

}  // namespace tipstaff::campaigns
