#include "desk/case_index.h"

#include <algorithm>

namespace tipstaff::desk {
namespace {

constexpr std::string_view kTips = " FROM messages WHERE outgoing = 0 AND state <> 0";

struct Stamp {
  std::size_t count = 0;
  std::int64_t sum = 0;
};

// stamp_of tells in one look whether tips came or went.
Result<Stamp> stamp_of(Vault& vault) {
  auto query = vault.db().prepare(std::string("SELECT count(*), coalesce(sum(id), 0)") + std::string(kTips));
  TIP_CHECK(query.step());
  return Stamp{static_cast<std::size_t>(query.integer(0)), query.integer(1)};
}

Result<std::vector<std::int64_t>> all_ids(Vault& vault) {
  auto query = vault.db().prepare("SELECT id" + std::string(kTips) + " ORDER BY id DESC");
  std::vector<std::int64_t> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(query.integer(0));
  }
}

}  // namespace

CaseIndex::CaseIndex(const casework::Scanner& scanner, std::uint64_t seed)
    : scanner_(scanner), seed_(seed), clusters_(seed) {}

void CaseIndex::clear() {
  clusters_ = casework::Clusters(seed_);
  tips_.clear();
  cards_.clear();
  by_message_.clear();
  by_thing_.clear();
  waiting_.clear();
}

Result<void> CaseIndex::look_for_news(Vault& vault) {
  TIP_TRY(const auto stamp, stamp_of(vault));
  std::int64_t sum = 0;
  for (const auto& tip : tips_) sum += tip.message;
  for (const auto id : waiting_) sum += id;
  if (stamp.count == tips_.size() + waiting_.size() && stamp.sum == sum) return {};
  TIP_TRY(waiting_, all_ids(vault));
  const auto known = std::erase_if(waiting_, [this](std::int64_t id) { return by_message_.contains(id); });
  if (known == tips_.size()) return {};
  clear();  // something was erased: it may have been the first of a card
  TIP_TRY(waiting_, all_ids(vault));
  return {};
}

Result<void> CaseIndex::take_in(Vault& vault, std::int64_t message) {
  auto query = vault.db().prepare("SELECT conversation, at, body FROM messages WHERE id = ?");
  TIP_TRY(const bool row, query.bind(message).step());
  if (!row) return {};
  const auto text = as_text(query.blob(2));
  TIP_TRY(auto found, scanner_.scan(text));
  benign_.mark(found.observables);
  IndexedTip tip{message, query.integer(0), static_cast<std::uint64_t>(query.integer(1)), {}, 0, 1};
  const auto place = clusters_.add(tips_.size(), tip.at, casework::plain_form(text, found.observables));
  tip.card = place.card;
  tip.similarity = place.similarity;
  tip.observables = std::move(found.observables);
  if (place.card == cards_.size()) cards_.emplace_back();
  cards_[place.card].push_back(tips_.size());
  for (const auto& one : tip.observables) {
    auto& named = by_thing_[{one.type, one.value}];
    if (named.empty() || named.back() != tips_.size()) named.push_back(tips_.size());
  }
  by_message_[message] = tips_.size();
  tips_.push_back(std::move(tip));
  return {};
}

Result<IndexProgress> CaseIndex::step(Vault& vault, const platform::Clock& clock) {
  TIP_CHECK(look_for_news(vault));
  const auto end = clock.steady_ms() + kStepMs;
  while (!waiting_.empty() && clock.steady_ms() < end) {
    TIP_CHECK(take_in(vault, waiting_.back()));
    waiting_.pop_back();
  }
  return IndexProgress{tips_.size(), tips_.size() + waiting_.size()};
}

const IndexedTip* CaseIndex::find(std::int64_t message) const {
  const auto found = by_message_.find(message);
  return found == by_message_.end() ? nullptr : &tips_[found->second];
}

std::vector<std::int64_t> CaseIndex::naming(const Thing& thing) const {
  std::vector<std::int64_t> out;
  const auto found = by_thing_.find(thing);
  if (found == by_thing_.end()) return out;
  for (const auto at : found->second) out.push_back(tips_[at].conversation);
  std::ranges::sort(out);
  const auto twice = std::ranges::unique(out);
  out.erase(twice.begin(), twice.end());
  return out;
}

std::vector<std::int64_t> CaseIndex::names_kind(casework::Type type) const {
  std::vector<std::int64_t> out;
  for (const auto& tip : tips_)
    if (std::ranges::any_of(tip.observables, [type](const auto& one) { return one.type == type; })) out.push_back(tip.conversation);
  return out;
}

std::map<casework::Type, std::size_t> CaseIndex::kinds() const {
  std::map<casework::Type, std::size_t> out;
  for (const auto& [thing, tips] : by_thing_) ++out[thing.first];
  return out;
}

std::vector<casework::LinkFact> CaseIndex::facts() const {
  std::vector<casework::LinkFact> out;
  for (const auto& tip : tips_)
    for (const auto& one : tip.observables)
      if (one.benign.empty()) out.push_back({tip.conversation, one.type, one.value});
  return out;
}

}  // namespace tipstaff::desk
