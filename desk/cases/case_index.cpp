#include "desk/cases/case_index.h"

#include <algorithm>
#include <cstring>

#include "desk/cases/named.h"

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

void CaseIndex::clear() {
  clusters_ = casework::Clusters(0);
  tips_.clear();
  cards_.clear();
  by_message_.clear();
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
  auto query = vault.db().prepare("SELECT m.conversation, m.at, s.sketch FROM messages m JOIN scanned s ON s.message = m.id WHERE m.id = ?");
  TIP_TRY(const bool row, query.bind(message).step());
  if (!row) return {};  // it was erased since
  casework::Sketch sketch{};
  const auto blob = query.blob(2);
  if (blob.size() != sizeof sketch) return fail(Errc::wrong_length, "sketch");
  std::memcpy(sketch.data(), blob.data(), sizeof sketch);
  const auto at = static_cast<std::uint64_t>(query.integer(1));
  const auto place = clusters_.add(tips_.size(), at, sketch);
  if (place.card == cards_.size()) cards_.emplace_back();
  cards_[place.card].push_back(tips_.size());
  by_message_[message] = tips_.size();
  tips_.push_back({message, query.integer(0), at, place.card, place.similarity});
  return {};
}

Result<IndexProgress> CaseIndex::step(Vault& vault, const platform::Clock& clock) {
  constexpr std::size_t kScannedAtOnce = 50;
  TIP_CHECK(look_for_news(vault));
  const auto end = clock.steady_ms() + kStepMs;
  ScanProgress scan{0, waiting_.empty()};
  while (!scan.complete && clock.steady_ms() < end) { TIP_TRY(scan, scan_new(vault, scanner_, kScannedAtOnce)); }
  while (scan.complete && !waiting_.empty() && clock.steady_ms() < end) {
    TIP_CHECK(take_in(vault, waiting_.back()));
    waiting_.pop_back();
  }
  const auto all = tips_.size() + waiting_.size();
  if (waiting_.empty()) return IndexProgress{all, all};
  // Scanning is most of the work: it is counted until it is done.
  auto query = vault.db().prepare("SELECT count(*) FROM scanned");
  TIP_CHECK(query.step());
  const auto scanned = static_cast<std::size_t>(query.integer(0));
  return IndexProgress{std::min(scan.complete ? tips_.size() : scanned, all - 1), all};
}

const IndexedTip* CaseIndex::find(std::int64_t message) const {
  const auto found = by_message_.find(message);
  return found == by_message_.end() ? nullptr : &tips_[found->second];
}

}  // namespace tipstaff::desk
