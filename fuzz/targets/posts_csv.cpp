// Exports as CSV, in UTF-8 or UTF-16: what becomes a post is text with an account and a
// time, rows are counted once each, and the size of the pieces changes nothing.

#include "casework/campaigns/post_reader.h"
#include "casework/campaigns/utf16.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {
namespace {

struct Sum {
  std::uint64_t posts = 0;
  std::uint64_t bytes = 0;
  std::uint64_t bad = 0;
  friend bool operator==(const Sum&, const Sum&) = default;
};

Sum read(ByteView input, std::size_t step) {
  using namespace campaigns;
  MemorySource memory(as_text(input), step);
  const auto wide = utf16_of(as_text(input));
  Utf16Source converted(memory, wide.value_or(Utf16::little));
  ByteSource& source = wide ? static_cast<ByteSource&>(converted) : memory;
  Reading reading;
  std::uint64_t kept = 0;
  const ReadOptions options{.now_ms = 1'700'000'000'000, .keep_aside = [&](const BadRow&) { ++kept; }};
  const auto posts = open_csv_posts(source, {}, options, reading);
  if (!posts) return {};
  Sum out;
  Post post;
  for (auto more = posts->reader->next(post); more && *more; more = posts->reader->next(post)) {
    FUZZ_HOLDS(!post.account.empty() && !post.content.empty() && post.time_ms >= 0);
    FUZZ_HOLDS(valid_utf8(as_bytes(post.account)) && valid_utf8(as_bytes(post.text)));
    FUZZ_HOLDS(post.links.size() <= kListMax && post.hashtags.size() <= kListMax);
    ++out.posts;
    out.bytes += post.text.size() + post.content.size();
  }
  FUZZ_HOLDS(out.posts == reading.good && kept == reading.bad_total());
  out.bad = kept;
  return out;
}

}  // namespace

void target(ByteView input) { FUZZ_HOLDS(read(input, 1 << 16) == read(input, 7)); }

}  // namespace tipstaff::fuzz
