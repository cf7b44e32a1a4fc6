#include "desk/cases/suggestions.h"

#include <algorithm>
#include <map>
#include <set>

#include "desk/cases/cases.h"

namespace tipstaff::desk {
namespace {

// CaseMates knows which conversations stand in one case already.
class CaseMates {
 public:
  explicit CaseMates(const std::vector<CaseInfo>& cases) {
    for (const auto& one : cases)
      for (const auto conversation : one.conversations) cases_[conversation].insert(one.id);
  }
  [[nodiscard]] bool are(std::int64_t a, std::int64_t b) const {
    const auto of_a = cases_.find(a), of_b = cases_.find(b);
    if (of_a == cases_.end() || of_b == cases_.end()) return false;
    return std::any_of(of_a->second.begin(), of_a->second.end(), [&](std::int64_t id) { return of_b->second.contains(id); });
  }

 private:
  std::map<std::int64_t, std::set<std::int64_t>> cases_;
};

}  // namespace

Result<Suggestions::State> Suggestions::state_of(Vault& vault) {
  TIP_TRY(const auto generation, scan_generation(vault));
  auto query = vault.db().prepare("SELECT count FROM link_changes");
  TIP_CHECK(query.step());
  return State{generation, query.integer(0)};
}

Result<void> Suggestions::begin(Vault& vault, const State& state) {
  auto query = vault.db().prepare("SELECT (SELECT count(*) FROM scanned) + (SELECT count(*) FROM named)");
  TIP_CHECK(query.step());
  rows_ = static_cast<std::size_t>(query.integer(0));
  looking_ = state;
  reader_.emplace();
  return {};
}

Result<void> Suggestions::compare(Vault& vault) {
  TIP_TRY(auto denied, denied_pairs(vault));
  auto texts = reader_->take();
  reader_.reset();
  const auto policy = texts.facts.size() <= kFactsAtOnce ? std::launch::deferred : std::launch::async;
  comparing_ = std::async(policy, [texts = std::move(texts), denied = std::move(denied)]() mutable {
    return casework::suggest(std::move(texts.facts), denied, texts.near);
  });
  return {};
}

bool Suggestions::settle() {
  if (comparing_.wait_for(std::chrono::seconds(0)) == std::future_status::timeout) return false;
  known_ = comparing_.get();
  state_ = looking_;
  return true;
}

Result<std::variant<LookProgress, Suggestions::Found>> Suggestions::step(Vault& vault, const casework::Scanner& scanner) {
  if (comparing_.valid() && !settle()) return LookProgress{};
  TIP_TRY(const auto scan, scan_new(vault, scanner, kScannedAStep));
  TIP_TRY(const auto state, state_of(vault));
  if (!scan.complete) return LookProgress{0, 1};
  if (state_ != state) {
    if (!reader_ || looking_ != state) TIP_CHECK(begin(vault, state));
    auto rows = kRowsAStep;
    TIP_CHECK(reader_->step(vault, rows));
    if (!reader_->done()) return LookProgress{std::min(reader_->read(), rows_), rows_};
    TIP_CHECK(compare(vault));
    if (!settle()) return LookProgress{};
  }
  TIP_TRY(const auto cases, list_cases(vault));
  auto out = known_;
  std::erase_if(out, [mates = CaseMates(cases)](const casework::Suggestion& one) { return mates.are(one.a, one.b); });
  return out;
}

Result<Suggestions::Found> Suggestions::all(Vault& vault, const casework::Scanner& scanner) {
  TIP_CHECK(scan_new(vault, scanner));
  while (true) {
    TIP_TRY(auto now, step(vault, scanner));
    if (auto* found = std::get_if<Found>(&now)) return std::move(*found);
    if (comparing_.valid()) comparing_.wait();
  }
}

Result<std::vector<casework::Suggestion>> suggest_links(Vault& vault, const casework::Scanner& scanner) {
  return Suggestions().all(vault, scanner);
}

}  // namespace tipstaff::desk
