#pragma once
// PostTexts: what the posts in the desk's evidence say. Shares do not hold texts, so the
// export is read a second time, and only what is shown is kept.

#include <map>
#include <string>

#include "casework/campaigns/post.h"
#include "casework/campaigns/shares.h"

namespace tipstaff::campaigns {

// What the desk shows of a text. A tweet is shorter, also in a script of three bytes a letter.
inline constexpr std::size_t kTextBytesShown = 1'000;
// All texts of one answer together; posts beyond are shown without theirs.
inline constexpr std::size_t kTextsBytesMax = std::size_t{128} << 20;

class PostTexts {
 public:
  // want asks for the text of the post of a row of `shares`, which outlive this.
  void want(const Shares& shares, std::uint32_t row);
  // offer takes the text of a post that is wanted: of the account's own first row that has
  // one, as rows of other accounts with its id are set aside.
  void offer(const Post& post);
  // enough: nothing more is wanted, or there is no room for it.
  [[nodiscard]] bool enough() const { return missing_ == 0 || room_ == 0; }

  // lines writes {"kind":"text", "number", "text", "bytes"} for each text that came, by
  // number; "bytes" are those of the whole text, of which the start is kept.
  [[nodiscard]] std::string lines() const;

 private:
  struct Wanted {
    std::uint32_t number;
    std::string_view account;
    std::string text;
    std::size_t bytes;
  };
  std::map<std::string_view, Wanted> posts_;  // by the post's id; a map, as ids may be chosen to collide
  std::size_t missing_ = 0;
  std::size_t room_ = kTextsBytesMax;
};

}  // namespace tipstaff::campaigns
