#include "casework/campaigns/post_form.h"

#include <algorithm>

#include "casework/campaigns/fold.h"
#include "casework/campaigns/link.h"
#include "casework/campaigns/number_text.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kShownBytes = 120;  // of a text, in the object's name

// cut_text keeps the start of a long text and tells it apart by a hash of the whole.
std::string cut_text(const std::string& text) {
  if (text.size() <= kShownBytes) return text;
  std::size_t size = kShownBytes;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  return text.substr(0, size) + '~' + hex16(mix64(text, 0));
}

void sort_once(std::vector<std::string>& texts) {
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

void form_links(const Post& post, PostForm& out) {
  for (const auto link : post.links)
    if (auto canonical = canonical_link(link); !canonical.empty()) out.links.push_back(std::move(canonical));
  sort_once(out.links);
  if (post.domain.empty())
    for (const auto& link : out.links) out.hosts.emplace_back(host_of(link));
  else
    out.hosts.emplace_back(post.domain);
  out.hosts.erase(std::unique(out.hosts.begin(), out.hosts.end()), out.hosts.end());
}

void form_hashtags(const Post& post, PostForm& out) {
  for (const auto tag : post.hashtags) out.hashtags.push_back(fold_text(tag));
  if (out.hashtags.size() >= kTagsMin)
    for (const auto& tag : out.hashtags) (out.sequence += out.sequence.empty() ? "" : std::string(1, kBetweenTags)) += tag;
  out.sequence = cut_text(out.sequence);
  sort_once(out.hashtags);
  std::erase(out.hashtags, "");
}

void form_text(const Post& post, bool near, std::uint64_t key, PostForm& out) {
  const auto folded = fold_text(post.text);
  if (count_words(folded) < kWordsMin) return;
  out.text = cut_text(folded);
  if (near) out.near = NearText::sign(folded, key);
}

}  // namespace

PostForm form_of(const Post& post, TraceSet traces, std::uint64_t key) {
  PostForm out;
  if (!post.repost_of.empty()) return out;
  if (traces.has(Trace::link) || traces.has(Trace::domain)) form_links(post, out);
  if (traces.has(Trace::hashtag) || traces.has(Trace::tag_sequence)) form_hashtags(post, out);
  const bool near = traces.has(Trace::near_text);
  if (!post.text.empty() && (near || traces.has(Trace::text))) form_text(post, near, key, out);
  return out;
}

}  // namespace tipstaff::campaigns
