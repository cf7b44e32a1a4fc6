#include "casework/campaigns/traces.h"

#include <algorithm>
#include <array>

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kFormedAtOnce = 256;
// So many posts' names can be on their way from memory at a time.
constexpr std::size_t kFetchedAtOnce = 32;
// Tables of fewer names stay in the processor's caches anyway.
constexpr std::size_t kNamesFetched = 1 << 17;

bool has_parts(const Post& post) { return !post.text.empty() || !post.links.empty() || !post.hashtags.empty() || !post.domain.empty(); }

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

TraceBuilder::Taken TraceBuilder::add(const Post& post, PostForm form) {
  const auto content = shares.contents.intern(post.content);
  const auto account = shares.accounts.intern(post.account);
  if (content.id == Names::kNone || account.id == Names::kNone) return {Fault::full};
  const auto begin = shares.rows();
  if (content.is_new) firsts_.push_back({account.id, static_cast<std::uint32_t>(begin), 0});
  const bool repeats = !content.is_new && duplicates_ == Duplicates::drop;
  if (repeats && firsts_[content.id].account != account.id) return {Fault::duplicate};
  if (!add_shares(post, form, {account.id, content.id, post.time_ms})) return {Fault::full};
  if (content.is_new) firsts_.back().count = static_cast<std::uint32_t>(shares.rows() - begin);
  if (repeats) drop_repeated(begin);
  if (repeats && shares.rows() == begin) return {Fault::duplicate};
  remember(account.id, post);
  return {std::nullopt, shares.rows() == begin};
}

std::vector<PostForm> TraceBuilder::form_all(std::span<const Post> posts, const Runner& runner) const {
  std::vector<PostForm> out(posts.size());
  runner((posts.size() + kFormedAtOnce - 1) / kFormedAtOnce, [&](std::size_t job) {
    const auto end = std::min(posts.size(), (job + 1) * kFormedAtOnce);
    for (auto i = job * kFormedAtOnce; i < end; ++i) out[i] = form_of(posts[i], traces_, key_);
  });
  return out;
}

std::vector<TraceBuilder::Taken> TraceBuilder::add_all(std::span<const Post> posts, const Runner& runner) {
  auto forms = std::ranges::any_of(posts, has_parts) ? form_all(posts, runner) : std::vector<PostForm>();
  const bool far = shares.contents.size() + shares.accounts.size() > kNamesFetched;
  std::vector<Taken> out;
  out.reserve(posts.size());
  for (std::size_t i = 0; i < posts.size(); ++i) {
    if (far && i % kFetchedAtOnce == 0) fetch(posts.subspan(i, std::min(kFetchedAtOnce, posts.size() - i)));
    out.push_back(add(posts[i], forms.empty() ? PostForm() : std::move(forms[i])));
    if (out.back().fault == Fault::full) break;
  }
  return out;
}

// fetch brings nearer what add will look up: the names of these posts, and the profiles of
// their accounts.
void TraceBuilder::fetch(std::span<const Post> posts) const {
  std::array<std::uint32_t, kFetchedAtOnce> contents, accounts;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    contents[i] = shares.contents.hash_of(posts[i].content);
    accounts[i] = shares.accounts.hash_of(posts[i].account);
  }
  for (const auto step : {Names::Step::slot, Names::Step::place, Names::Step::text})
    for (std::size_t i = 0; i < posts.size(); ++i) {
      shares.contents.fetch(contents[i], step);
      shares.accounts.fetch(accounts[i], step);
    }
  for (std::size_t i = 0; i < posts.size(); ++i)
    if (const auto account = shares.accounts.likely(accounts[i]); account < profiles.size()) __builtin_prefetch(&profiles[account]);
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
bool TraceBuilder::add_shares(const Post& post, PostForm& form, const Row& row) {
  bool room = post.object.empty() || put(Trace::object, post.object, row);
  if (!post.repost_of.empty()) {
    const auto after_ms = post.time_ms - post.repost_time_ms;
    room &= put(Trace::repost, post.repost_of, row);
    if (post.repost_time_ms > 0 && after_ms >= 0 && after_ms <= kFastRepostMs) room &= put(Trace::fast_repost, post.repost_of, row);
    return room;  // what a repost contains is the other post's: it is not counted again
  }
  if (!post.reply_to.empty()) room &= put(Trace::reply, post.reply_to, row);
  if (!post.image_hash.empty()) room &= put(Trace::image, post.image_hash, row);
  for (const auto look : post.looks) room &= put(Trace::image, look, row);
  room &= put_all(Trace::link, form.links, row) && put_all(Trace::domain, form.hosts, row) && put_all(Trace::hashtag, form.hashtags, row);
  if (!form.sequence.empty()) room &= put(Trace::tag_sequence, form.sequence, row);
  return room && add_texts(form, row);
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

bool TraceBuilder::put(Trace trace, std::string_view object, const Row& row) {
  return !traces_.has(trace) || shares.add(trace, object, row.account, row.content, row.time_ms);
}

bool TraceBuilder::put_all(Trace trace, const std::vector<std::string>& objects, const Row& row) {
  return std::ranges::all_of(objects, [&](const auto& object) { return put(trace, object, row); });
}

bool TraceBuilder::add_texts(PostForm& form, const Row& row) {
  if (form.text.empty()) return true;
  bool room = put(Trace::text, form.text, row);
  if (form.near) {
    const auto group = near_.group_of(std::move(*form.near));
    if (group == near_names_.size()) near_names_.push_back(std::move(form.text));
    room &= put(Trace::near_text, near_names_[group], row);
  }
  return room;
}

}  // namespace tipstaff::campaigns
