// Exports as JSON Lines, as one document, as tweets.js and as Telegram writes them: posts
// are text with an account, objects are counted once each, pieces change nothing.

#include "casework/campaigns/post_reader.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {
namespace {

std::pair<std::uint64_t, std::uint64_t> read(ByteView input, std::size_t step) {
  using namespace campaigns;
  MemorySource source(as_text(input), step);
  Reading reading;
  std::uint64_t kept = 0, posts = 0;
  const ReadOptions options{.now_ms = 1'700'000'000'000, .keep_aside = [&](const BadRow&) { ++kept; }};
  const auto reader = open_json_posts(source, options, reading);
  Post post;
  for (auto more = reader->next(post); more && *more; more = reader->next(post)) {
    FUZZ_HOLDS(!post.account.empty() && valid_utf8(as_bytes(post.account)) && valid_utf8(as_bytes(post.text)));
    FUZZ_HOLDS(post.links.size() <= kListMax && post.hashtags.size() <= kListMax);
    ++posts;
  }
  FUZZ_HOLDS(posts == reading.good && kept == reading.bad_total());
  return {posts, kept};
}

}  // namespace

void target(ByteView input) { FUZZ_HOLDS(read(input, 1 << 16) == read(input, 7)); }

}  // namespace tipstaff::fuzz
