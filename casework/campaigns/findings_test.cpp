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
  EXPECT_FALSE(crew.doubts.news.stands);
  EXPECT_EQ(crew.doubts.button.links, 12U);
  EXPECT_DOUBLE_EQ(crew.doubts.fans.tied, 1);
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
  Found f;
  // Ticked twice, and once for a crew that is not there.
  f.findings.techniques = {{0, "T0049.001"}, {1, "T0049.001"}, {2, "T0001"}};
  const auto text = write_stix(f.findings, 1'700'000'000'000);
  const auto bundle = boost::json::parse(text);
  std::map<std::string, int> kinds;
  for (const auto& object : bundle.at("objects").as_array()) {
    ++kinds[std::string(object.at("type").as_string())];
    EXPECT_EQ(object.at("spec_version").as_string(), "2.1");
  }
  EXPECT_EQ(kinds, (std::map<std::string, int>{{"attack-pattern", 1}, {"campaign", 1}, {"relationship", 5}, {"user-account", 4}}));
  EXPECT_EQ(text, write_stix(f.findings, 1'700'000'000'000));
  EXPECT_NE(write_report(f.findings, 0).find("T0049.001"), std::string::npos);
}

TEST(Exports, SequencesOfHashtagsAreShownAsPeopleWriteThem) {
  Found f;
  ASSERT_TRUE(f.world.shares.add(Trace::tag_sequence, "one\x1ftwo\x1fthree", 0, 0, 0));
  EXPECT_EQ(f.findings.shown_object(f.world.shares.object.back()), "#one #two #three");
  EXPECT_EQ(f.findings.shown_object(0), "own0");
}

TEST(Technique, IsOfDisarmsFormOrNothing) {
  EXPECT_EQ(parse_technique("T0049")->crew, 0U);
  EXPECT_EQ(parse_technique("12:T0049.001")->crew, 12U);
  for (const auto* wrong : {"T49\",\"x", "0:T0049", ":T0049", "x:T0049", "1:", "99999999999999999999:T0049", "T0049.0011", ""}) EXPECT_FALSE(parse_technique(wrong)) << wrong;
}

// Members who all post with a program that hardly anybody else has: an app may do it.
TEST(Crews, OneProgramOfTheirOwnIsADoubt) {
  Found f;
  Names words;
  std::vector<Profile> profiles(f.world.shares.accounts.size());
  for (std::uint32_t account = 0; account < profiles.size(); ++account) profiles[account].client = words.intern(account < 4 ? "Poster 2" : "Web").id;
  const auto crews = find_crews(f.index, f.surprise, {.runs = 1}, {&profiles, &words});
  ASSERT_EQ(crews->size(), 1U);
  const auto& button = (*crews)[0].doubts.button;
  EXPECT_TRUE(button.stands);
  EXPECT_EQ(button.program, "Poster 2");
  EXPECT_NE(doubt_texts((*crews)[0].doubts)[1].test.find("100 % of the members post with Poster 2"), std::string::npos);
  EXPECT_TRUE(f.crews[0].doubts.button.program.empty());
}

TEST(Crews, TimeLineHasEveryAct) {
  const Found f;
  const auto& line = f.crews[0].line;
  EXPECT_EQ(line.step_ms, 21'600'000);  // eleven days in steps of six hours fit on the page
  EXPECT_EQ(line.acts.size(), 45U);
  EXPECT_EQ(std::ranges::count(line.acts, 4U), 12);
  EXPECT_EQ(std::ranges::count(line.acts, 0U), 33);
}

}  // namespace
}  // namespace tipstaff::campaigns
