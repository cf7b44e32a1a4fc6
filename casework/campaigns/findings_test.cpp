#include "casework/campaigns/findings.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <map>

#include "casework/campaigns/edge_text.h"

namespace tipstaff::campaigns {
namespace {

// One crew of four whose first account is named to break documents; others are noise.
struct World {
  Shares shares;
  World() {
    const std::array<std::string, 4> crew = {"=cmd|'/c calc'!A0", "<script>\"&", "b", "c"};
    for (int object = 0; object < 12; ++object)
      for (std::size_t who = 0; who < crew.size(); ++who) add("own" + std::to_string(object), crew[who], 1'629'000'000'000 + object * 86'400'000LL + static_cast<int>(who) * 1'500);
    for (int i = 0; i < 4'000; ++i) add("all" + std::to_string(i % 300), "other" + std::to_string(i % 1'000), 1'629'000'000'000 + i * 600'000LL);
  }
  void add(const std::string& object, const std::string& account, std::int64_t time) {
    const auto who = shares.accounts.intern(account).id, what = shares.contents.intern("post" + std::to_string(shares.rows())).id;
    EXPECT_TRUE(shares.add(Trace::link, object, who, what, time));
  }
};

struct Found {
  World world;
  ShareIndex index{world.shares};
  Surprise surprise = find_surprise(index, {});
  std::vector<Crew> crews = *find_crews(index, surprise, {.runs = 5});
  Findings findings{index, surprise, crews, {}, "reading", static_cast<std::uint32_t>(world.shares.accounts.size())};
};

TEST(Crews, MembersRolesObjectsAndDoubts) {
  const Found f;
  ASSERT_EQ(f.crews.size(), 1U);
  const auto& crew = f.crews[0];
  ASSERT_EQ(crew.members.size(), 4U);
  EXPECT_EQ(crew.members[0].account, 0U);
  EXPECT_EQ(crew.members[0].role, Role::starter);
  EXPECT_EQ(crew.members[0].starts, 12U);
  EXPECT_EQ(crew.members[1].role, Role::amplifier);
  EXPECT_EQ(crew.edges.size(), 6U);
  EXPECT_EQ(crew.objects.size(), 12U);
  EXPECT_EQ(crew.usual_gap_ms, 1'500);
  EXPECT_EQ(crew.first_ms, 1'629'000'000'000);
  EXPECT_DOUBLE_EQ(crew.stability, 1);
  ASSERT_EQ(crew.doubts.size(), 3U);
  EXPECT_FALSE(crew.doubts[0].stands);
}

TEST(Exports, SpreadsheetsRunNothing) {
  const Found f;
  const auto members = write_members_csv(f.findings);
  EXPECT_NE(members.find("\"'=cmd|'/c calc'!A0\""), std::string::npos);
  EXPECT_EQ(members.find("\n1,=cmd"), std::string::npos);
  EXPECT_EQ(csv_field("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csv_field("plain"), "plain");
}

TEST(Exports, EvidenceHasARowForEveryMeeting) {
  const Found f;
  const auto evidence = write_evidence_csv(f.findings);
  EXPECT_EQ(std::ranges::count(evidence, '\n'), 1 + 6 * 12);
}

TEST(Exports, DocumentsEscapeNames) {
  const Found f;
  for (const auto& document : {write_graphml(f.findings), write_gexf(f.findings), write_report(f.findings, 1'700'000'000'000)}) {
    EXPECT_EQ(document.find("<script"), std::string::npos);
    EXPECT_NE(document.find("&lt;script&gt;&quot;&amp;"), std::string::npos);
  }
}

TEST(Exports, StixIsABundleOfItsKinds) {
  const Found f;
  const std::vector<std::string> techniques = {"T0049.001"};
  const auto text = write_stix(f.findings, techniques, 1'700'000'000'000);
  ASSERT_TRUE(text);
  const auto bundle = boost::json::parse(*text);
  std::map<std::string, int> kinds;
  for (const auto& object : bundle.at("objects").as_array()) {
    ++kinds[std::string(object.at("type").as_string())];
    EXPECT_EQ(object.at("spec_version").as_string(), "2.1");
  }
  EXPECT_EQ(kinds, (std::map<std::string, int>{{"attack-pattern", 1}, {"campaign", 1}, {"relationship", 5}, {"user-account", 4}}));
  EXPECT_EQ(*text, *write_stix(f.findings, techniques, 1'700'000'000'000));
  const std::vector<std::string> wrong = {"T49\",\"x"};
  EXPECT_EQ(write_stix(f.findings, wrong, 0).error().code, Errc::bad_value);
}

}  // namespace
}  // namespace tipstaff::campaigns
