#include "casework/campaigns/traces.h"

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

// vote keeps the value that has the majority, if one has it.
void vote(std::uint32_t& candidate, std::int32_t& lead, std::uint32_t value) {
  if (candidate == value) ++lead;
  else if (lead == 0) candidate = value, lead = 1;
  else --lead;
}

}  // namespace

std::optional<Trace> trace_of_name(std::string_view name) {
  for (std::size_t i = 0; i < kTraces; ++i)
    if (trace_name(static_cast<Trace>(i)) == name) return static_cast<Trace>(i);
  return std::nullopt;
}

std::optional<Fault> TraceBuilder::add(const Post& post) {
  const auto content = shares.contents.intern(post.content);
  const auto account = shares.accounts.intern(post.account);
  if (content.id == Names::kNone || account.id == Names::kNone) return Fault::full;
  const auto begin = shares.rows();
  if (content.is_new) firsts_.push_back({account.id, static_cast<std::uint32_t>(begin), 0});
  const bool repeats = !content.is_new && duplicates_ == Duplicates::drop;
  if (repeats && firsts_[content.id].account != account.id) return Fault::duplicate;
  if (!add_shares(post, account.id, content.id)) return Fault::full;
  if (content.is_new) firsts_.back().count = static_cast<std::uint32_t>(shares.rows() - begin);
  if (repeats) drop_repeated(begin);
  if (repeats && shares.rows() == begin) return Fault::duplicate;
  remember(account.id, post);
  return std::nullopt;
}

void TraceBuilder::end() {
  shares.contents.stop_finding();
  shares.objects.stop_finding();
  shares.accounts.stop_finding();
  firsts_.clear();
  firsts_.shrink_to_fit();
  repeated_ = {};
  near_ = NearText();
  near_names_ = {};
}

// Out: whether there was room.
bool TraceBuilder::add_shares(const Post& post, std::uint32_t account, std::uint32_t content) {
  bool room = post.object.empty() || put(Trace::object, post.object, post, account, content);
  if (!post.repost_of.empty()) {
    const auto after_ms = post.time_ms - post.repost_time_ms;
    room &= put(Trace::repost, post.repost_of, post, account, content);
    if (post.repost_time_ms > 0 && after_ms >= 0 && after_ms <= kFastRepostMs)
      room &= put(Trace::fast_repost, post.repost_of, post, account, content);
    return room;  // what a repost contains is the other post's: it is not counted again
  }
  if (!post.reply_to.empty()) room &= put(Trace::reply, post.reply_to, post, account, content);
  if (!post.image_hash.empty()) room &= put(Trace::image, post.image_hash, post, account, content);
  return room && add_links(post, account, content) && add_tags(post, account, content) && add_texts(post, account, content);
}

bool TraceBuilder::is_repeated(std::size_t row) {
  const auto& first = firsts_[shares.content[row]];
  for (auto i = first.begin; i < first.begin + first.count; ++i)
    if (shares.object[i] == shares.object[row]) return true;
  return !repeated_.insert(static_cast<std::uint64_t>(shares.content[row]) << 32 | shares.object[row]).second;
}

// drop_repeated takes back the rows behind `from` that say nothing new.
void TraceBuilder::drop_repeated(std::size_t from) {
  auto kept = from;
  for (auto row = from; row < shares.rows(); ++row) {
    if (is_repeated(row)) continue;
    shares.object[kept] = shares.object[row];
    shares.account[kept] = shares.account[row];
    shares.content[kept] = shares.content[row];
    shares.time[kept] = shares.time[row];
    ++kept;
  }
  shares.object.resize(kept);
  shares.account.resize(kept);
  shares.content.resize(kept);
  shares.time.resize(kept);
}

void TraceBuilder::remember(std::uint32_t account, const Post& post) {
  if (account >= profiles.size()) profiles.resize(account + 1);
  auto& profile = profiles[account];
  ++profile.posts;
  if (profile.handle == Names::kNone && !post.handle.empty()) profile.handle = words.intern(post.handle).id;
  if (!post.language.empty()) vote(profile.language, profile.language_lead, words.intern(post.language).id);
  if (!post.client.empty()) vote(profile.client, profile.client_lead, words.intern(post.client).id);
}

bool TraceBuilder::put(Trace trace, std::string_view object, const Post& post, std::uint32_t account, std::uint32_t content) {
  return !traces_.has(trace) || shares.add(trace, object, account, content, post.time_ms);
}

bool TraceBuilder::add_links(const Post& post, std::uint32_t account, std::uint32_t content) {
  if (!traces_.has(Trace::link) && !traces_.has(Trace::domain)) return true;
  bool room = true;
  std::vector<std::string> links, hosts;
  for (const auto link : post.links)
    if (auto canonical = canonical_link(link); !canonical.empty()) links.push_back(std::move(canonical));
  std::ranges::sort(links);
  links.erase(std::unique(links.begin(), links.end()), links.end());
  for (const auto& link : links) {
    room &= put(Trace::link, link, post, account, content);
    if (post.domain.empty()) hosts.emplace_back(host_of(link));
  }
  if (!post.domain.empty()) hosts.emplace_back(post.domain);
  hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
  for (const auto& host : hosts) room &= put(Trace::domain, host, post, account, content);
  return room;
}

bool TraceBuilder::add_tags(const Post& post, std::uint32_t account, std::uint32_t content) {
  bool room = true;
  if (traces_.has(Trace::hashtag)) {
    std::vector<std::string> tags;
    for (const auto tag : post.hashtags) tags.push_back(fold_text(tag));
    std::ranges::sort(tags);
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    for (const auto& tag : tags)
      if (!tag.empty()) room &= put(Trace::hashtag, tag, post, account, content);
  }
  if (!traces_.has(Trace::tag_sequence) || post.hashtags.size() < kTagsMin) return room;
  std::string sequence;
  for (const auto tag : post.hashtags) (sequence += sequence.empty() ? "" : std::string(1, kBetweenTags)) += fold_text(tag);
  return room && put(Trace::tag_sequence, cut_text(sequence), post, account, content);
}

bool TraceBuilder::add_texts(const Post& post, std::uint32_t account, std::uint32_t content) {
  if (post.text.empty() || (!traces_.has(Trace::text) && !traces_.has(Trace::near_text))) return true;
  const auto folded = fold_text(post.text);
  if (count_words(folded) < kWordsMin) return true;
  bool room = put(Trace::text, cut_text(folded), post, account, content);
  if (traces_.has(Trace::near_text)) {
    const auto group = near_.group_of(folded);
    if (group == near_names_.size()) near_names_.push_back(cut_text(folded));
    room &= put(Trace::near_text, near_names_[group], post, account, content);
  }
  return room;
}

}  // namespace tipstaff::campaigns
