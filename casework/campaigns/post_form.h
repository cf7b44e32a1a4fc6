#pragma once
// PostForm: the parts of a post in the form in which they are compared.

#include <optional>
#include <string>
#include <vector>

#include "casework/campaigns/near_text.h"
#include "casework/campaigns/post.h"
#include "casework/campaigns/trace_set.h"

namespace tipstaff::campaigns {

// Between the hashtags of a sequence: no hashtag has it.
inline constexpr char kBetweenTags = '\x1f';
// Fewer hashtags are a habit, not a sequence.
inline constexpr std::size_t kTagsMin = 3;

// PostForm has only what the traces ask for, and nothing for a repost: what that contains
// is the other post's.
struct PostForm {
  std::vector<std::string> links;     // canonical, sorted, each once
  std::vector<std::string> hosts;
  std::vector<std::string> hashtags;  // folded, sorted, each once
  std::string sequence;               // of folded hashtags; empty for fewer than kTagsMin
  std::string text;                   // folded and cut; empty for few words
  std::optional<NearText::Signed> near;
};

// form_of depends on its arguments alone: posts may be formed side by side.
[[nodiscard]] PostForm form_of(const Post& post, TraceSet traces, std::uint64_t key);

}  // namespace tipstaff::campaigns
