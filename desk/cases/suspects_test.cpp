#include "desk/cases/suspects.h"

#include <boost/json.hpp>

#include "desk/cases/hypotheses.h"
#include "desk/page/api.h"
#include "desk/page/json.h"
#include "desk/testing/case_fixture.h"
#include "desk/testing/seated.h"
#include "desk/vault/audit.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

class SuspectsTest : public CaseFixture {
 protected:
  SuspectsTest() {
    const auto conversation = tip("The man with the van pays from 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa at night.");
    EXPECT_TRUE(link(case_, conversation));
    confirmed_ = state(conversation, '1');
    unlikely_ = state(conversation, '5');
    Api::Options options;
    options.idle_ms = 1'000'000;
    options.engine_status = [] { return EngineStatus(); };
    options.wake_engine = [] {};
    api_ = std::make_unique<Api>(desk_, std::move(options), crypto::Drbg(Seed32{}));
  }
  std::int64_t state(std::int64_t message, char credibility) {
    return *with([&](Vault& vault) { return add_statement(vault, case_, {0, "He pays.", 'B', credibility, message, 0, 3, 0}, 6); });
  }
  Suspect man() const {
    Suspect out;
    out.case_id = case_;
    out.name = "Teodor Marsh";
    out.aliases = {"the driver"};
    out.accounts = {{casework::Type::telegram, "tmarsh77"}};
    out.places = {"Port Sel, the harbour"};
    out.times = {"at night"};
    out.note = "Two lines,\nas officers write.";
    out.statements = {confirmed_};
    return out;
  }
  Result<std::int64_t> save(const Suspect& one) { return with([&](Vault& vault) { return save_suspect(vault, one, 7); }); }
  Suspect find(std::int64_t id) { return *with([&](Vault& vault) { return find_suspect(vault, id); }); }
  std::int64_t suppose(std::string_view text) {
    return *with([&](Vault& vault) { return save_hypothesis(vault, {0, case_, 0, std::string(text), 0}, 8); });
  }
  Result<void> mark(std::int64_t statement, std::int64_t hypothesis, Mark one, std::optional<SeenMark> seen = {}) {
    return with([&](Vault& vault) { return set_mark(vault, statement, hypothesis, one, seen, 9); });
  }
  HypothesisTable table() { return *with([&](Vault& vault) { return hypothesis_table(vault, case_); }); }
  unsigned call(const char* name, const std::string& body, json::object* answer = nullptr) {
    const auto response = api_->call(seated(), name, as_bytes(body));
    if (answer) *answer = *parse_json_object(response.body);
    return response.status;
  }

  std::int64_t case_ = open("Van");
  std::int64_t confirmed_ = 0, unlikely_ = 0;
  std::unique_ptr<Api> api_;
};

TEST_F(SuspectsTest, ASuspectIsReadBackAsItWasWritten) {
  const auto id = *save(man());
  const auto back = find(id);
  EXPECT_EQ(back.name, man().name);
  EXPECT_EQ(back.aliases, man().aliases);
  EXPECT_EQ(back.accounts, man().accounts);
  EXPECT_EQ(back.places, man().places);
  EXPECT_EQ(back.times, man().times);
  EXPECT_EQ(back.note, man().note);
  EXPECT_EQ(back.statements, man().statements);
  EXPECT_EQ(audit()->back().action, "suspect");
}

TEST_F(SuspectsTest, WhoWritesOverWhatHeDidNotSeeIsRefused) {
  const auto id = *save(man());
  auto first = find(id), second = first;
  first.aliases.push_back("Theo");
  second.places.clear();
  ASSERT_TRUE(save(first));
  EXPECT_EQ(save(second).error().code, Errc::stale);
  EXPECT_EQ(find(id).aliases.size(), 2u);
  EXPECT_EQ(find(id).places.size(), 1u);
  EXPECT_EQ(with([&](Vault& vault) { return remove_suspect(vault, id, second.edition, 8); }).error().code, Errc::stale);
  EXPECT_TRUE(with([&](Vault& vault) { return remove_suspect(vault, id, find_suspect(vault, id)->edition, 8); }));
}

TEST_F(SuspectsTest, AStatementOfAnotherCaseIsNoGround) {
  auto one = man();
  one.case_id = open("Other");
  EXPECT_EQ(save(one).error().code, Errc::not_found);
  EXPECT_EQ(with([&](Vault& vault) { return list_suspects(vault, one.case_id); })->size(), 0u);
  one.case_id = 99;
  EXPECT_EQ(save(one).error().code, Errc::not_found);
}

TEST_F(SuspectsTest, HostileAndOverlongTextIsRefusedWhole) {
  const auto refused = [&](auto spoil, Errc code) {
    auto one = man();
    spoil(one);
    EXPECT_EQ(save(one).error().code, code);
  };
  refused([](Suspect& one) { one.name = "a\x1b[31m"; }, Errc::bad_text);
  refused([](Suspect& one) { one.name = "\xff"; }, Errc::bad_text);
  refused([](Suspect& one) { one.name.clear(); }, Errc::bad_text);
  refused([](Suspect& one) { one.note = std::string(kNoteBytesMax + 1, 'a'); }, Errc::bad_text);
  refused([](Suspect& one) { one.aliases.assign(kDetailsMax + 1, "a"); }, Errc::too_large);
  refused([](Suspect& one) { one.statements.assign(kDetailsMax + 1, 1); }, Errc::too_large);
  refused([](Suspect& one) { one.accounts = {{casework::Type::count_, "a"}}; }, Errc::bad_value);
  EXPECT_EQ(audit()->back().action, "statement") << "nothing refused leaves a line";
}

TEST_F(SuspectsTest, AMergedCaseBringsItsSuspects) {
  const auto id = *save(man());
  const auto into = open("Bigger");
  ASSERT_TRUE(with([&](Vault& vault) { return merge_case(vault, case_, into, 9); }));
  const auto all = with([&](Vault& vault) { return list_suspects(vault, into); });
  ASSERT_EQ(all->size(), 1u);
  EXPECT_EQ(all->front().id, id);
}

TEST_F(SuspectsTest, TheScoreCountsWhatSpeaksAgainstByItsCredibility) {
  const auto driver = suppose("The driver did it."), mayor = suppose("The mayor did it.");
  ASSERT_TRUE(mark(confirmed_, driver, Mark::very_consistent) && mark(confirmed_, mayor, Mark::very_inconsistent));
  ASSERT_TRUE(mark(unlikely_, driver, Mark::inconsistent) && mark(unlikely_, mayor, Mark::consistent));
  const auto all = table();
  ASSERT_EQ(all.hypotheses.size(), 2u);
  EXPECT_DOUBLE_EQ(all.hypotheses[0].score, 0.2);
  EXPECT_DOUBLE_EQ(all.hypotheses[1].score, 2.0);
  ASSERT_EQ(all.evidence.size(), 2u);
  EXPECT_EQ(all.evidence[0].marks.at(mayor), Mark::very_inconsistent);
}

TEST_F(SuspectsTest, AMarkThatChangedMeanwhileIsNotOverwritten) {
  const auto driver = suppose("The driver did it.");
  ASSERT_TRUE(mark(confirmed_, driver, Mark::consistent, SeenMark{}));
  EXPECT_EQ(mark(confirmed_, driver, Mark::inconsistent, SeenMark{}).error().code, Errc::stale);
  EXPECT_EQ(table().evidence[0].marks.at(driver), Mark::consistent);
  EXPECT_TRUE(mark(confirmed_, driver, Mark::inconsistent, SeenMark{Mark::consistent}));
  EXPECT_EQ(mark(99, driver, Mark::neutral).error().code, Errc::not_found);
  EXPECT_EQ(mark(confirmed_, 99, Mark::neutral).error().code, Errc::not_found);
}

TEST_F(SuspectsTest, ThePageWritesAndReadsASuspectAndNoLiveValueComesBack) {
  json::object answer;
  const auto body = [&](const std::string& more) {
    return R"({"case":)" + std::to_string(case_) + R"(,"name":"Teodor Marsh","aliases":["Theo"],"accounts":[{"type":"email",)"
           R"("value":"boss@qzxyharbour.org"}],"statements":[)" + std::to_string(confirmed_) + "]" + more + "}";
  };
  ASSERT_EQ(call("suspect", body(""), &answer), 200u);
  const auto id = std::to_string(answer["id"].as_int64());
  ASSERT_EQ(call("suspects", R"({"case":)" + std::to_string(case_) + "}", &answer), 200u);
  const auto one = answer["suspects"].as_array().at(0).as_object();
  const auto value = one.at("accounts").as_array().at(0).as_object().at("value").as_string();
  EXPECT_EQ(value.find("boss@"), std::string::npos);
  // What came back can be sent back: the value is read in its defanged spelling.
  const auto again = json::serialize(one.at("accounts"));
  ASSERT_EQ(call("suspect", R"({"id":)" + id + R"(,"edition":1,"name":"T. Marsh","accounts":)" + again + "}"), 200u);
  EXPECT_EQ(find(answer["suspects"].as_array().at(0).as_object().at("id").as_int64()).accounts.front().value, "boss@qzxyharbour.org");
  EXPECT_EQ(call("suspect", R"({"id":)" + id + R"(,"edition":1,"name":"Lost"})", &answer), 409u);
  EXPECT_EQ(answer["error"].as_string(), "stale");
  EXPECT_EQ(call("suspect", body(R"(,"accounts":[{"type":"nonsense","value":"a"}])")), 400u);
  EXPECT_EQ(call("suspect", R"({"id":)" + id + R"(,"edition":2,"remove":true})"), 200u);
}

TEST_F(SuspectsTest, ThePageFillsTheTable) {
  json::object answer;
  const auto in_case = R"({"case":)" + std::to_string(case_);
  ASSERT_EQ(call("hypothesis", in_case + R"(,"text":"The driver did it."})", &answer), 200u);
  const auto id = std::to_string(answer["id"].as_int64());
  const auto marks = [&](const std::string& more) {
    return R"({"statement":)" + std::to_string(confirmed_) + R"(,"hypothesis":)" + id + "," + more + "}";
  };
  EXPECT_EQ(call("mark", marks(R"("mark":"II","was":"")")), 200u);
  EXPECT_EQ(call("mark", marks(R"("mark":"C","was":"")")), 409u);
  EXPECT_EQ(call("mark", marks(R"("mark":"III")")), 400u);
  ASSERT_EQ(call("hypotheses", in_case + "}", &answer), 200u);
  EXPECT_DOUBLE_EQ(answer["hypotheses"].as_array().at(0).as_object().at("score").as_double(), 2.0);
  EXPECT_EQ(answer["evidence"].as_array().at(0).as_object().at("marks").as_object().at(id).as_string(), "II");
  EXPECT_EQ(call("hypothesis", R"({"id":)" + id + R"(,"edition":1,"remove":true})"), 200u);
}

// Two programs at one vault, as the running desk and the command line are.
TEST_F(SuspectsTest, TwoOfficersAtOneCaseLoseNothing) {
  const auto id = *save(man());
  Desk other(scratch_.path() / "desk", clock_);
  ASSERT_TRUE(other.unlock(as_bytes(kTestPassphrase)));
  constexpr int kRounds = 20;
  std::atomic<int> written = 0;
  const auto add_aliases = [&](Desk& desk, const char* name) {
    for (int done = 0; done < kRounds;) {
      auto one = *desk.with([&](Vault& vault) { return find_suspect(vault, id); });
      one.aliases.push_back(name + std::to_string(done));
      const auto saved = desk.with([&](Vault& vault) { return save_suspect(vault, one, 9); });
      if (saved) ++done, ++written;
      else ASSERT_EQ(saved.error().code, Errc::stale) << saved.error().where;
    }
  };
  std::jthread second([&] { add_aliases(other, "second "); });
  add_aliases(desk_, "first ");
  second.join();
  EXPECT_EQ(find(id).aliases.size(), 1u + static_cast<std::size_t>(written));
  EXPECT_TRUE(audit()) << "and the chain of both holds";
}

}  // namespace
}  // namespace tipstaff::desk
