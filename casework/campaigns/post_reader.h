#pragma once
// PostReader: posts out of any export.

#include <memory>

#include "casework/campaigns/byte_source.h"
#include "casework/campaigns/mapping.h"
#include "casework/campaigns/post.h"
#include "casework/campaigns/reading.h"

namespace tipstaff::campaigns {

class PostReader {
 public:
  virtual ~PostReader() = default;
  // next fills `post`, whose views are good until the following call. Bad rows are set
  // aside on the way. Out: false at the end. Errors: the byte source's alone.
  [[nodiscard]] virtual Result<bool> next(Post& post) = 0;
  // row is where the post of the last call stood, good as long; its fault says nothing.
  [[nodiscard]] virtual BadRow row() const = 0;
};

// CsvPosts is a CSV file whose mapping was guessed; `words` (see apply_mapping_word)
// correct it. All arguments outlive the reader.
struct CsvPosts {
  std::unique_ptr<PostReader> reader;
  std::vector<std::string> header;
  Mapping mapping;
};
// Errors: those of CsvReader::begin and apply_mapping_word; not_found when no column is
// the account, or none is the time.
[[nodiscard]] Result<CsvPosts> open_csv_posts(ByteSource& source, std::span<const std::string> words,
                                              const ReadOptions& options, Reading& reading);

// open_json_posts reads JSON Lines (X's API in both versions, flat objects with the names
// of Mapping), or one large document: an array of such objects, a Telegram export
// (result.json), or the tweets.js of an X personal archive. It reads object by object;
// the document is never whole in memory.
[[nodiscard]] std::unique_ptr<PostReader> open_json_posts(ByteSource& source, const ReadOptions& options, Reading& reading);

// looks_like_json tells from the first bytes of a file.
[[nodiscard]] bool looks_like_json(std::string_view start);

// settle finishes a post whose fields are set: refuses what cannot be used, and takes
// the time from the id where that is more exact. `time` is the text of the time.
// Out: nothing when the post is good.
[[nodiscard]] std::optional<Fault> settle(Post& post, std::string_view time, const ReadOptions& options, Reading& reading);

}  // namespace tipstaff::campaigns
