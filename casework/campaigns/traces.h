#pragma once
// Traces: what posts have in common, as rows of Shares.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>

#include "casework/campaigns/post_form.h"
#include "casework/campaigns/reading.h"
#include "casework/campaigns/runner.h"

namespace tipstaff::campaigns {

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
      : shares(key, wide), words(key), traces_(traces), key_(key), duplicates_(duplicates), firsts_(wide), near_(key) {}

  // Taken is what became of a post.
  struct Taken {
    std::optional<Fault> fault;     // why it was not taken: duplicate or full
    bool without_objects = false;   // it has nothing that accounts could have in common
  };
  [[nodiscard]] Taken add(const Post& post) { return add(post, form_of(post, traces_, key_)); }
  // add_all takes posts in their order, as add would; `runner` forms them side by side.
  // Out: what became of each, up to the first for which there is no room.
  [[nodiscard]] std::vector<Taken> add_all(std::span<const Post> posts, const Runner& runner);

  // end gives back what only add() needs; it may not be called again.
  void end();

  Shares shares;
  std::vector<Profile> profiles;  // by account
  Names words;                    // handles, languages, clients

  // A repost this soon after the post was written cannot have been read first.
  static constexpr std::int64_t kFastRepostMs = 10'000;

 private:
  // Row is what the shares of one post have in common.
  struct Row {
    std::uint32_t account, content;
    std::int64_t time_ms;
  };
  [[nodiscard]] Taken add(const Post& post, PostForm form);
  [[nodiscard]] std::vector<PostForm> form_all(std::span<const Post> posts, const Runner& runner) const;
  void fetch(std::span<const Post> posts) const;
  void remember(std::uint32_t account, const Post& post);
  [[nodiscard]] bool add_shares(const Post& post, PostForm& form, const Row& row);
  [[nodiscard]] bool add_texts(PostForm& form, const Row& row);
  bool put(Trace trace, std::string_view object, const Row& row);
  bool put_all(Trace trace, const std::vector<std::string>& objects, const Row& row);
  void drop_repeated(std::size_t from);

  // The rows that a post's first line gave: [begin, begin + count).
  struct First {
    std::uint32_t account;
    std::uint32_t begin;
    std::uint32_t count;
  };
  [[nodiscard]] bool is_repeated(std::size_t row);

  TraceSet traces_;
  std::uint64_t key_;
  Duplicates duplicates_;
  std::pmr::vector<First> firsts_;                 // by content
  std::unordered_set<std::uint64_t> repeated_;  // content and object that later lines gave
  NearText near_;
  std::vector<std::string> near_names_;
};

}  // namespace tipstaff::campaigns
