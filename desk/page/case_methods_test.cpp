#include "desk/page/case_methods.h"

#include <boost/json.hpp>

#include "desk/cases/cases.h"
#include "desk/cases/hypotheses.h"
#include "desk/cases/suspects.h"
#include "desk/page/api_cases.h"
#include "desk/page/json.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

class CaseMethodsTest : public DeskFixture {
 protected:
  // tips takes in one conversation for each text; the source's key makes it one.
  void tips(std::initializer_list<std::string_view> texts) {
    const auto tick = ++tick_;
    EXPECT_TRUE(with([&](Vault& vault) -> Result<void> {
      for (const auto text : texts) {
        ++count_;
        const auto sender = drbg_.draw<Hash32>();
        TIP_CHECK(vault.db().prepare("INSERT INTO conversations(sender, name, wants_answers, apke, fetch, pke) VALUES(?, ?, 0, x'', x'', x'')")
                      .bind(sender.view()).bind(std::string_view("tip " + std::to_string(count_))).run());
        const auto conversation = vault.db().last_row();
        TIP_CHECK(vault.db().prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts, receipt, leaf)"
                                     " VALUES(?, 0, x'', x'', ?, ?, 1, 1, 1, 1, 0, 0)")
                      .bind(conversation).bind(as_bytes(text)).bind(static_cast<std::int64_t>(1000 + tick)).run());
      }
      return {};
    }));
  }
  json::object ask(std::string_view name, const json::object& request = {}) {
    auto answer = api_.call(name, request);
    EXPECT_TRUE(answer) << name << " " << (answer ? "" : errc_name(answer.error().code));
    return answer ? *answer : json::object{};
  }
  std::optional<Errc> refused(std::string_view name, const json::object& request) {
    const auto answer = api_.call(name, request);
    return answer ? std::nullopt : std::optional(answer.error().code);
  }
  json::array rows() {
    ask("index");
    return ask("triage", {{"from", 0}}).at("rows").as_array();
  }

  std::int64_t tick_ = 0;
  int count_ = 0;
  casework::Scanner scanner_;
  CasesApi api_{desk_, scanner_};
};

constexpr std::string_view kFlood = "The minister is a good man and everybody in the town of Port Sel knows that he never took any money at all";

TEST_F(CaseMethodsTest, AFloodIsOneRowAndWhatHidesInItIsShown) {
  tips({kFlood, kFlood, "The drivers meet behind the mill at nine", kFlood});
  tips({std::string(kFlood) + " but ask Orsolya at the harbour"});
  const auto all = rows();
  ASSERT_EQ(all.size(), 2u);
  const auto& row = all[0].as_object();
  EXPECT_EQ(row.at("count").as_uint64(), 4u);
  EXPECT_NE(json::serialize(row.at("least_alike")).find("Orsolya"), std::string::npos);
}

TEST_F(CaseMethodsTest, NotTheSameGetsARowOfItsOwnAndKeepsIt) {
  tips({kFlood, std::string(kFlood) + " but ask Orsolya at the harbour"});
  ASSERT_EQ(rows().size(), 1u);
  ask("not_same", {{"a", 2}, {"b", 1}});
  EXPECT_EQ(rows().size(), 2u);
}

TEST_F(CaseMethodsTest, TheQueueCanBeOfUnreadTipsOnly) {
  tips({"One thing happened at the mill", "Another thing was seen near the bridge of the north"});
  rows();
  ask("tip", {{"id", 1}});
  EXPECT_EQ(ask("triage", {{"from", 0}, {"unread", true}}).at("rows").as_array().size(), 1u);
}

TEST_F(CaseMethodsTest, AnErasedTipLeavesTheIndex) {
  tips({"see http://evil-place.com", "look at http://evil-place.com/ too"});
  rows();
  EXPECT_EQ(ask("named", {{"message", 1}, {"at", 1}}).at("all").as_uint64(), 2u);
  EXPECT_TRUE(with([](Vault& vault) { return erase_conversation(vault, 2); }));
  rows();
  EXPECT_EQ(ask("named", {{"message", 1}, {"at", 1}}).at("all").as_uint64(), 1u);
}

TEST_F(CaseMethodsTest, NothingLiveLeavesExceptByCopyLiveWhichIsAudited) {
  tips({"pay at http://evil-place.com or boss@evil-place.com", "http://evil-place.com and boss@evil-place.com again"});
  rows();
  const auto id = ask("case_open", {{"name", "Ballots"}}).at("id").as_int64();
  ask("case_link", {{"case", id}, {"conversation", 1}});
  ask("statement", {{"case", id}, {"text", "see http://evil-place.com"}, {"code", "B2"}, {"message", 1}, {"begin", 4}, {"length", 24}});
  for (const auto& [name, request] : std::map<std::string, json::object>{
           {"triage", {{"from", 0}}}, {"tip", {{"id", 1}}}, {"named", {{"message", 1}, {"at", 0}}}, {"find", {}}, {"case", {{"id", id}}},
           {"suggest", {}}, {"graph", {}}}) {
    const auto text = json::serialize(ask(name, request));
    EXPECT_EQ(text.find("evil-place.com"), std::string::npos) << name << ": " << text;
    EXPECT_NE(text.find("evil-place[.]com"), std::string::npos) << name << ": " << text;
  }
  EXPECT_EQ(ask("copy_live", {{"message", 1}, {"at", 0}}).at("value").as_string(), "http://evil-place.com");
  EXPECT_EQ(ask("audit").at("lines").as_array().at(0).at("action").as_string(), "copy live");
  EXPECT_EQ(refused("copy_live", {{"message", 1}, {"at", 99}}), Errc::not_found);
  EXPECT_EQ(refused("copy_live", {{"message", 1}, {"at", -1}}), Errc::not_found);
}

TEST_F(CaseMethodsTest, ACaseShowsItsQuotesAndItsMergesAreReversible) {
  tips({"Zażółć: the van is the mayor's", "the mayor's van again"});
  const auto a = ask("case_open", {{"name", "One"}}).at("id").as_int64(), b = ask("case_open", {{"name", "Two"}}).at("id").as_int64();
  ask("case_link", {{"case", a}, {"conversation", 1}});
  ask("case_link", {{"case", b}, {"conversation", 2}});
  ask("statement", {{"case", a}, {"text", "A van"}, {"code", "C3"}, {"message", 1}, {"begin", 12}, {"length", 7}});
  ask("case_merge", {{"from", b}, {"into", a}});
  auto shown = ask("case", {{"id", a}});
  EXPECT_EQ(shown.at("conversations").as_array().size(), 2u);
  EXPECT_FALSE(shown.at("conversations").at(1).at("own").as_bool());
  EXPECT_EQ(shown.at("statements").at(0).at("quote").as_string(), "the van");
  EXPECT_EQ(shown.at("exhibits").as_array().size(), 2u);
  ask("case_unmerge", {{"case", b}});
  shown = ask("case", {{"id", a}});
  EXPECT_EQ(shown.at("conversations").as_array().size(), 1u);
  EXPECT_EQ(shown.at("log").at(0).at("action").as_string(), "unmerge");
  EXPECT_EQ(shown.at("log").at(1).at("action").as_string(), "merge");
}

TEST_F(CaseMethodsTest, TheLogOfACaseHasWhoIsSuspectedAndWhatWasWeighed) {
  tips({"the van is the mayor's"});
  const auto id = ask("case_open", {{"name", "One"}}).at("id").as_int64();
  ask("case_link", {{"case", id}, {"conversation", 1}});
  const auto statement = ask("statement", {{"case", id}, {"text", "A van"}, {"code", "C3"}, {"message", 1}, {"begin", 4}, {"length", 3}}).at("id").as_int64();
  EXPECT_TRUE(with([&](Vault& vault) -> Result<void> {
    Suspect suspect;
    suspect.case_id = id;
    suspect.name = "The mayor";
    TIP_CHECK(save_suspect(vault, suspect, 7));
    Hypothesis hypothesis;
    hypothesis.case_id = id;
    hypothesis.text = "It was the mayor";
    TIP_TRY(const auto row, save_hypothesis(vault, hypothesis, 8));
    return set_mark(vault, statement, row, Mark::consistent, std::nullopt, 9);
  }));
  const auto shown = ask("case", {{"id", id}});
  EXPECT_EQ(shown.at("log").at(0).at("action").as_string(), "mark");
  EXPECT_EQ(shown.at("log").at(1).at("action").as_string(), "hypothesis");
  EXPECT_EQ(shown.at("log").at(2).at("action").as_string(), "suspect");
}

TEST_F(CaseMethodsTest, TipsThatOthersAgreeWithCanBeLookedAtAlone) {
  tips({"pay http://evil-place.com", "nothing to see", "they use http://evil-place.com"});
  rows();
  EXPECT_EQ(ask("triage", {{"from", 0}, {"shared", true}}).at("rows").as_array().size(), 2u);
  EXPECT_EQ(ask("suggest", {{"tip", 1}}).at("suggestions").as_array().size(), 1u);
  EXPECT_EQ(ask("suggest", {{"tip", 2}}).at("suggestions").as_array().size(), 0u);
}

TEST_F(CaseMethodsTest, SearchKeepsToItsFilters) {
  tips({"call +48 22 555 01 23 about the van", "the van at http://evil-place.com"});
  tips({"nothing to see"});
  rows();
  const auto count = [&](const json::object& filter) { return ask("find", filter).at("conversations").as_array().size(); };
  EXPECT_EQ(count({}), 3u);
  EXPECT_EQ(count({{"kind", "url"}}), 1u);
  EXPECT_EQ(count({{"kind", "btc"}}), 0u);
  EXPECT_EQ(count({{"since", 1002}}), 1u);
  EXPECT_EQ(count({{"until", 1002}}), 2u);
  const auto id = ask("case_open", {{"name", "Vans"}}).at("id").as_int64();
  ask("case_link", {{"case", id}, {"conversation", 2}});
  EXPECT_EQ(count({{"case", id}}), 1u);
  EXPECT_EQ(ask("find", {{"words", "vans"}}).at("cases").as_array().size(), 1u);
  EXPECT_EQ(refused("find", {{"kind", "no such kind"}}), Errc::bad_value);
}

TEST_F(CaseMethodsTest, TheGraphJoinsWhatIsNamedTwice) {
  tips({"http://evil-place.com/a", "http://evil-place.com/a too", "http://other-place.com"});
  rows();
  const auto all = ask("graph");
  EXPECT_EQ(all.at("nodes").as_array().size(), 4u);  // two conversations, the URL and its host
  EXPECT_EQ(all.at("edges").as_array().size(), 8u);
  const auto id = ask("case_open", {{"name", "Places"}}).at("id").as_int64();
  EXPECT_TRUE(ask("graph", {{"case", id}}).at("nodes").as_array().empty());
  ask("case_link", {{"case", id}, {"conversation", 3}});
  EXPECT_EQ(ask("graph", {{"case", id}}).at("nodes").as_array().size(), 3u);
}

TEST_F(CaseMethodsTest, ATextThatNamesOneThingVeryOftenIsListedInPart) {
  std::string often;
  for (int i = 0; i < 5000; ++i) often += "http://evil-place.com ";
  tips({often, "http://evil-place.com", "http://evil-place.com too"});
  rows();
  const auto message = ask("tip", {{"id", 1}}).at("messages").at(0).as_object();
  EXPECT_EQ(message.at("observables").as_array().size(), 1000u);
  EXPECT_EQ(message.at("unlisted").as_uint64(), 9000u);  // an address and its host, each time
  EXPECT_EQ(message.at("observables").at(999).at("tips").as_uint64(), 3u);
  EXPECT_EQ(json::serialize(message).find("evil-place.com"), std::string::npos) << "what is not listed is defanged all the same";
  EXPECT_EQ(ask("copy_live", {{"message", 1}, {"at", 9998}}).at("value").as_string(), "http://evil-place.com");
}

TEST_F(CaseMethodsTest, AFloodOfThingsIsCountedAndNotDrawn) {
  tips({"one", "two"});
  rows();
  EXPECT_TRUE(with([](Vault& vault) {
    return vault.db().execute("INSERT INTO named WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                              " SELECT 'host', 'h' || i || '.example', m.id, m.id, 0 FROM n, messages m");
  }));
  const auto drawn = ask("graph");
  EXPECT_EQ(drawn.at("nodes").as_array().size() - 2 + drawn.at("left_out").as_uint64(), 20'000u);
}

TEST_F(CaseMethodsTest, NoRequestBreaksIt) {
  tips({"one"});
  rows();
  for (const auto* name : {"index", "kinds", "triage", "tip", "named", "copy_live", "find", "cases", "case", "case_open", "case_link", "case_unlink",
                           "case_merge", "case_unmerge", "not_same", "statement", "suggest", "audit", "graph"})
    for (const auto* text : {"{}", R"({"id":-1,"from":-1,"case":-1,"message":-1,"at":-1})", R"({"id":"x","case":1.5,"from":null})",
                             R"({"case":1,"code":"B2","text":"x","message":1,"begin":-1,"length":-1,"name":""})",
                             R"({"from":9223372036854775807,"since":-5,"until":9223372036854775807})"}) {
      const auto answer = api_.call(name, *parse_json_object(as_bytes(text)));
      if (!answer) {
        EXPECT_TRUE(answer.error().code == Errc::bad_value || answer.error().code == Errc::not_found || answer.error().code == Errc::bad_text) << name;
      }
    }
}

TEST_F(CaseMethodsTest, LockedItForgetsAndAnswersNothing) {
  tips({"see http://evil-place.com"});
  rows();
  desk_.lock();
  api_.forget();
  EXPECT_EQ(refused("triage", {{"from", 0}}), Errc::closed);
}

}  // namespace
}  // namespace tipstaff::desk
