#pragma once
// Traces: what posts have in common, as rows of Shares.

#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "casework/campaigns/near_text.h"
#include "casework/campaigns/post.h"
#include "casework/campaigns/reading.h"
#include "casework/campaigns/shares.h"

namespace tipstaff::campaigns {

// Between the hashtags of a sequence: no hashtag has it.
inline constexpr char kBetweenTags = '\x1f';

// TraceSet says which traces to take; a bit for each.
class TraceSet {
 public:
  constexpr TraceSet() = default;
  constexpr TraceSet(std::initializer_list<Trace> traces) {
    for (const auto trace : traces) add(trace);
  }
  constexpr void add(Trace trace) { bits_ |= 1U << static_cast<unsigned>(trace); }
  [[nodiscard]] constexpr bool has(Trace trace) const { return (bits_ >> static_cast<unsigned>(trace) & 1U) != 0; }

  // Traces that do not tell the same thing twice.
  static constexpr TraceSet usual() {
    return {Trace::object, Trace::link, Trace::tag_sequence, Trace::repost, Trace::reply, Trace::image, Trace::near_text};
  }

 private:
  std::uint32_t bits_ = 0;
};
[[nodiscard]] std::optional<Trace> trace_of_name(std::string_view name);

// Profile is what is remembered of an account besides its shares.
struct Profile {
  std::uint32_t handle = Names::kNone;    // in `words`
  std::uint32_t language = Names::kNone;  // the one that most posts had, if one did
  std::uint32_t client = Names::kNone;
  std::int32_t language_lead = 0;
  std::int32_t client_lead = 0;
  std::uint32_t posts = 0;
};

// drop: rows that repeat a post's id add what the rows before did not have (exports in
// long form have a row for each link of a post); an id that another account had before is
// refused, and so is a row that adds nothing. keep: every row counts, as for the peers.
enum class Duplicates : std::uint8_t { drop, keep };

// TraceBuilder takes posts and fills `shares` and `profiles`.
class TraceBuilder {
 public:
  // `wide`: see Shares.
  TraceBuilder(TraceSet traces, Duplicates duplicates, std::uint64_t key, std::pmr::memory_resource* wide = std::pmr::get_default_resource())
      : shares(key, wide), words(key), traces_(traces), duplicates_(duplicates), firsts_(wide), near_(key) {}

  // add: Out: why the post was not taken (duplicate or full), or nothing.
  [[nodiscard]] std::optional<Fault> add(const Post& post);

  // end gives back what only add() needs; it may not be called again.
  void end();

  Shares shares;
  std::vector<Profile> profiles;  // by account
  Names words;                    // handles, languages, clients

  // A repost this soon after the post was written cannot have been read first.
  static constexpr std::int64_t kFastRepostMs = 10'000;
  static constexpr std::size_t kTagsMin = 3;  // fewer are a habit, not a sequence

 private:
  void remember(std::uint32_t account, const Post& post);
  [[nodiscard]] bool add_shares(const Post& post, std::uint32_t account, std::uint32_t content);
  void drop_repeated(std::size_t from);
  bool add_links(const Post& post, std::uint32_t account, std::uint32_t content);
  bool add_tags(const Post& post, std::uint32_t account, std::uint32_t content);
  bool add_texts(const Post& post, std::uint32_t account, std::uint32_t content);
  bool put(Trace trace, std::string_view object, const Post& post, std::uint32_t account, std::uint32_t content);

  // The rows that a post's first line gave: [begin, begin + count).
  struct First {
    std::uint32_t account;
    std::uint32_t begin;
    std::uint32_t count;
  };
  [[nodiscard]] bool is_repeated(std::size_t row);

  TraceSet traces_;
  Duplicates duplicates_;
  std::pmr::vector<First> firsts_;                 // by content
  std::unordered_set<std::uint64_t> repeated_;  // content and object that later lines gave
  NearText near_;
  std::vector<std::string> near_names_;
};

}  // namespace tipstaff::campaigns
