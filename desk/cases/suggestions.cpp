#include "desk/cases/suggestions.h"

#include <algorithm>
#include <map>
#include <set>

#include "desk/cases/cases.h"
#include "desk/cases/named.h"

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
  auto query = vault.db().prepare("SELECT (SELECT count(*) FROM scanned), (SELECT count(*) FROM not_same)");
  TIP_CHECK(query.step());
  return State{generation, query.integer(0), query.integer(1)};
}

Result<std::vector<casework::Suggestion>> Suggestions::all(Vault& vault, const casework::Scanner& scanner) {
  TIP_CHECK(scan_new(vault, scanner));
  TIP_TRY(const auto state, state_of(vault));
  if (state_ != state) {
    TIP_TRY(auto texts, load_link_texts(vault));
    TIP_TRY(const auto denied, denied_pairs(vault));
    known_ = casework::suggest(std::move(texts.facts), denied, texts.near);
    state_ = state;
  }
  TIP_TRY(const auto cases, list_cases(vault));
  auto out = known_;
  std::erase_if(out, [mates = CaseMates(cases)](const casework::Suggestion& one) { return mates.are(one.a, one.b); });
  return out;
}

Result<std::vector<casework::Suggestion>> suggest_links(Vault& vault, const casework::Scanner& scanner) {
  return Suggestions().all(vault, scanner);
}

}  // namespace tipstaff::desk
