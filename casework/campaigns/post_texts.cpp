#include "casework/campaigns/post_texts.h"

#include <algorithm>
#include <vector>

#include "casework/exports/escape.h"

namespace tipstaff::campaigns {
namespace {

// start_of ends between two letters.
std::string_view start_of(std::string_view text) {
  if (text.size() <= kTextBytesShown) return text;
  auto size = kTextBytesShown;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  return text.substr(0, size);
}

}  // namespace

void PostTexts::want(const Shares& shares, std::uint32_t row) {
  const auto content = shares.content[row];
  missing_ += posts_.try_emplace(shares.contents[content], Wanted{content, shares.accounts[shares.account[row]], {}, 0}).second;
}

void PostTexts::offer(const Post& post) {
  if (post.text.empty()) return;
  const auto found = posts_.find(post.content);
  if (found == posts_.end() || found->second.bytes > 0 || found->second.account != post.account) return;
  const auto start = start_of(post.text);
  room_ -= std::min(room_, start.size());
  if (room_ == 0) return;
  found->second.text = start;
  found->second.bytes = post.text.size();
  --missing_;
}

std::string PostTexts::lines() const {
  std::vector<const Wanted*> there;
  for (const auto& [id, one] : posts_)
    if (one.bytes > 0) there.push_back(&one);
  std::ranges::sort(there, {}, &Wanted::number);
  std::string out;
  for (const auto* one : there)
    out += "{\"kind\":\"text\",\"number\":" + std::to_string(one->number) + ",\"bytes\":" + std::to_string(one->bytes) + ",\"text\":\"" +
           casework::escape_json(one->text) + "\"}\n";
  return out;
}

}  // namespace tipstaff::campaigns
