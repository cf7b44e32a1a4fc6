#include "casework/campaigns/post_batch.h"

namespace tipstaff::campaigns {

void PostBatch::clear() {
  memory_.release();
  bytes_ = count_ = told_ = 0;
  rows_.clear();
  aside_.clear();
}

std::string_view PostBatch::copy(std::string_view text) {
  if (text.empty()) return {};
  auto* const to = static_cast<char*>(memory_.allocate(text.size(), 1));
  text.copy(to, text.size());
  bytes_ += text.size();
  return {to, text.size()};
}

void PostBatch::add(const Post& post, const BadRow& row) {
  if (count_ == posts_.size()) posts_.emplace_back();
  auto& kept = posts_[count_++];
  kept = post;
  for (auto* text : {&kept.account, &kept.handle, &kept.content, &kept.text, &kept.repost_of, &kept.reply_to, &kept.image_hash, &kept.image,
                     &kept.domain, &kept.object, &kept.language, &kept.client})
    *text = copy(*text);
  for (auto* list : {&kept.links, &kept.hashtags, &kept.looks})
    for (auto& text : *list) text = copy(text);
  rows_.push_back({row.line, row.fault, keeps_rows_ ? copy(row.raw) : std::string_view{}});
}

void PostBatch::set_aside(const BadRow& row) {
  aside_.push_back({count_, {row.line, row.fault, copy(row.raw)}});
}

Result<bool> PostBatch::fill(PostReader& reader) {
  clear();
  Post post;
  while (count_ < kPostsMax && bytes_ < kBytesMax) {
    TIP_TRY(const bool more, reader.next(post));
    if (!more) return false;
    add(post, reader.row());
  }
  return true;
}

void PostBatch::tell_aside(std::size_t before, const KeepAside& aside) {
  for (; told_ < aside_.size() && aside_[told_].before <= before; ++told_)
    if (aside) aside(aside_[told_].row);
}

}  // namespace tipstaff::campaigns
