#pragma once
// Post: one row of any export, as views into the reader's memory.

#include <cstdint>
#include <string_view>
#include <vector>

namespace tipstaff::campaigns {

// Post is good until the reader's next row. What the export does not have is empty.
struct Post {
  std::string_view account;     // what tells accounts apart; never empty
  std::string_view handle;      // what people see
  std::string_view content;     // the post's own id; never empty
  std::int64_t time_ms = 0;
  std::string_view text;
  std::string_view repost_of;   // id of the post that this one repeats
  std::int64_t repost_time_ms = 0;  // when that post was written, or 0
  std::string_view reply_to;    // id of the post that this one answers
  std::string_view image_hash;
  std::string_view image;       // name of a file with the post's picture
  std::string_view domain;
  std::string_view object;      // a column that names the object itself
  std::string_view language;
  std::string_view client;
  std::vector<std::string_view> links;
  std::vector<std::string_view> hashtags;  // without '#', in their order
  std::vector<std::string_view> looks;     // hashes of its pictures, each once
  bool minutes_only = false;    // the time is rounded to minutes

  void clear() {
    auto kept_links = std::move(links);
    auto kept_tags = std::move(hashtags);
    auto kept_looks = std::move(looks);
    *this = Post{};
    kept_links.clear();
    kept_tags.clear();
    kept_looks.clear();
    links = std::move(kept_links);
    hashtags = std::move(kept_tags);
    looks = std::move(kept_looks);
  }
};

}  // namespace tipstaff::campaigns
