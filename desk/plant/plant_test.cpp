// How much of a planted conspiracy the desk's suggestions recover, and how far it is from
// the queue to the suspect.

#include "desk/plant/plant.h"

#include <sys/resource.h>

#include "desk/cases/cases.h"
#include "desk/cases/suggestions.h"
#include "desk/testing/case_fixture.h"

namespace tipstaff::desk {
namespace {

std::string plain_type(ByteView) { return "application/octet-stream"; }

// PlantTest knows which conversation came of which tip.
class PlantTest : public CaseFixture {
 protected:
  void plant_heap(const planted::Options& options) {
    heap_ = planted::conspire(options);
    ASSERT_EQ(with([&](Vault& vault) { return plant(vault, heap_, plain_type); }), heap_.tips.size());
    auto messages = *with([](Vault& vault) -> Result<std::vector<std::int64_t>> {
      auto query = vault.db().prepare("SELECT conversation FROM messages ORDER BY id");
      std::vector<std::int64_t> out;
      while (true) {
        TIP_TRY(const bool row, query.step());
        if (!row) return out;
        out.push_back(query.integer(0));
      }
    });
    for (std::size_t i = 0; i < messages.size(); ++i) tips_of_[messages[i]].push_back(&heap_.tips[i]);
  }
  using Pair = std::pair<std::int64_t, std::int64_t>;
  // pairs lists pairs of conversations of which any tips are so.
  template <class Test>
  std::set<Pair> pairs(Test test) const {
    std::map<std::uint32_t, std::set<std::int64_t>> by_group;
    for (const auto& [conversation, tips] : tips_of_)
      for (const auto* tip : tips)
        for (const auto group : tip->about) by_group[group].insert(conversation);
    std::set<Pair> out;
    for (const auto& [group, conversations] : by_group)
      for (auto a = conversations.begin(); a != conversations.end(); ++a)
        for (auto b = std::next(a); b != conversations.end(); ++b)
          if (any(*a, *b, [&](const auto& one, const auto& other) { return test(one, other, heap_.groups[group]); })) out.insert({*a, *b});
    return out;
  }
  template <class Test>
  bool any(std::int64_t a, std::int64_t b, Test test) const {
    for (const auto* one : tips_of_.at(a))
      for (const auto* other : tips_of_.at(b))
        if (test(*one, *other)) return true;
    return false;
  }
  bool right(const casework::Suggestion& one) const { return any(one.a, one.b, planted::same_group); }
  // wrong_by says what kinds of tips were put together and by what.
  std::string wrong_by(const casework::Suggestion& one) const {
    std::set<std::string> roles;
    for (const auto id : {one.a, one.b}) roles.insert(std::string(planted::role_name(tips_of_.at(id).front()->role)));
    std::string out(casework::reason_name(one.reasons.front().kind));
    for (const auto& role : roles) out += " " + role;
    return out;
  }
  bool names_suspect(std::int64_t conversation) const {
    return std::any_of(tips_of_.at(conversation).begin(), tips_of_.at(conversation).end(),
                       [](const auto* tip) { return tip->names_the_suspect; });
  }

  planted::Conspiracy heap_;
  std::map<std::int64_t, std::vector<const planted::Tip*>> tips_of_;
};

bool of_crew(const planted::Group& group) { return group.kind == planted::Group::Kind::crew; }

double share(std::size_t part, std::size_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }

// steps_to_suspect opens a tip, then whatever is suggested best with one that was opened
// and leads to a new one, until a tip names the suspect. 0: the suggestions ended before.
template <class Names>
std::size_t steps_to_suspect(std::int64_t from, const std::vector<casework::Suggestion>& suggestions, Names names) {
  std::set<std::int64_t> opened = {from};
  for (std::size_t steps = 1;; ++steps) {
    if (names(from)) return steps;
    const auto next = std::find_if(suggestions.begin(), suggestions.end(), [&](const auto& one) {
      return opened.contains(one.a) != opened.contains(one.b);
    });
    if (next == suggestions.end()) return 0;
    from = opened.contains(next->a) ? next->b : next->a;
    opened.insert(from);
  }
}

TEST_F(PlantTest, SuggestionsRecoverThePlantedCrewsFromTenThousandTips) {
  plant_heap({});
  const auto found = *with([&](Vault& vault) { return suggest_links(vault, scanner_); });
  const auto all = pairs([](const auto&, const auto&, const auto& group) { return of_crew(group); });
  const auto told = pairs([](const auto& a, const auto& b, const auto& group) { return of_crew(group) && planted::may_tell(a, b); });
  std::size_t good = 0, of_told = 0, of_all = 0;
  std::map<std::string, std::size_t> wrong;
  for (const auto& one : found) {
    good += right(one) ? 1 : 0;
    if (!right(one)) ++wrong[wrong_by(one)];
    of_told += told.contains({one.a, one.b}) ? 1 : 0;
    of_all += all.contains({one.a, one.b}) ? 1 : 0;
  }
  std::printf("suggested %zu; precision %.4f; recall %.4f of %zu crew pairs that could tell, %.4f of all %zu\n", found.size(),
              share(good, found.size()), share(of_told, told.size()), told.size(), share(of_all, all.size()), all.size());
  for (const auto& [kind, count] : wrong)
    std::printf("  wrong by %s: %zu\n", kind.c_str(), count);
  EXPECT_GE(share(good, found.size()), 0.95);
  EXPECT_GE(share(of_told, told.size()), 0.85);

  // From the first tip of each crew in the queue.
  std::vector<std::size_t> steps;
  for (std::uint32_t group = 0; group < heap_.groups.size() && of_crew(heap_.groups[group]); ++group) {
    const auto first = std::find_if(tips_of_.begin(), tips_of_.end(), [&](const auto& one) { return one.second.front()->about.contains(group); });
    steps.push_back(steps_to_suspect(first->first, found, [this](auto conversation) { return names_suspect(conversation); }));
  }
  std::sort(steps.begin(), steps.end());
  const auto lost = static_cast<std::size_t>(std::count(steps.begin(), steps.end(), 0u));
  std::printf("steps from the queue to the suspect: median %zu, most %zu, never %zu of %zu\n", steps[steps.size() / 2], steps.back(), lost,
              steps.size());
  EXPECT_LE(lost, steps.size() / 5);
  EXPECT_LE(steps[steps.size() / 2], 6u);
}

TEST_F(PlantTest, ADiskThatFillsUpInTheMiddleLeavesAWholeVault) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  ::signal(SIGXFSZ, SIG_IGN);
  heap_ = planted::conspire({5, 2000, 3});
  const rlimit small{2u << 20, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto refused = with([&](Vault& vault) { return plant(vault, heap_, plain_type); });
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::wrong_state);
  const auto count = [&](const char* sql) {
    return *with([&](Vault& vault) -> Result<std::int64_t> {
      auto query = vault.db().prepare(sql);
      TIP_CHECK(query.step());
      return query.integer(0);
    });
  };
  EXPECT_EQ(count("SELECT count(*) FROM messages") % 1000, 0) << "a batch is there whole or not at all";
  EXPECT_EQ(count("SELECT count(*) FROM pragma_integrity_check() WHERE integrity_check <> 'ok'"), 0);
  // With room again the same import goes on; what came before is not there twice.
  ASSERT_TRUE(with([&](Vault& vault) { return plant(vault, heap_, plain_type); }));
  EXPECT_EQ(count("SELECT count(*) FROM messages"), 2000);
}

}  // namespace
}  // namespace tipstaff::desk
