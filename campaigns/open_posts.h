#pragma once
// From the bytes of an export to its posts: unpacked, in UTF-8, read by the right reader.

#include <memory>
#include <string>
#include <vector>

#include "casework/campaigns/post_reader.h"

namespace tipstaff::campaigns {

// PlainBytes is a source unpacked and in UTF-8, whose first bytes can be looked at.
class PlainBytes : public ByteSource {
 public:
  // `source` outlives the result. Errors: those of open_packed, and of the source.
  [[nodiscard]] static Result<std::unique_ptr<PlainBytes>> open(ByteSource& source);
  [[nodiscard]] Result<std::size_t> read(MutableBytes into) override;
  [[nodiscard]] std::string_view first() const { return first_; }
  [[nodiscard]] bool from_utf16() const { return from_utf16_; }

 private:
  std::unique_ptr<ByteSource> unpacked_, packed_start_, converted_, start_;
  std::string_view first_;
  bool from_utf16_ = false;
};

// OpenedPosts is one file down to its posts.
struct OpenedPosts {
  std::unique_ptr<PlainBytes> bytes;
  std::unique_ptr<PostReader> reader;
  std::string mapping;  // described; empty for JSON
  Layout layout = Layout::unknown;
};

// open_posts corrects a guessed mapping by `words` (see apply_mapping_word). All arguments
// outlive the result. Errors: those of PlainBytes::open and open_csv_posts.
[[nodiscard]] Result<OpenedPosts> open_posts(ByteSource& source, const std::vector<std::string>& words, const ReadOptions& options, Reading& reading);

}  // namespace tipstaff::campaigns
