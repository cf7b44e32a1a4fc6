#include "desk/cases/campaign_answer.h"

#include <gtest/gtest.h>

namespace tipstaff::desk {
namespace {

const std::string kEnd = "{\"kind\":\"end\"}\n";
const std::string kCampaign = R"({"kind":"campaign","shares":9,"accounts":3,"pairs":1,"acquitted":0,"crews":1,"windows_ms":[1,2,3,4,5,6]})" "\n";

const std::string kDoubts = R"({"news":{"part":0.5,"met":9,"by_chance":0.1,"stands":false},"button":{"links":0,"one_site":0,"gap":3,"program":"","members":0,"others":0,"stands":false},"fans":{"tied":1,"objects":3,"more":false}})";

std::string crew(std::string_view edge) {
  std::string week = "0";
  for (int i = 1; i < 168; ++i) week += ",0";
  std::string member = R"({"account":"a","handle":"a","role":"starter","ties":1,"acts":1,"starts":1,"first":1,"last":2})";
  return R"({"kind":"crew","crew":1,"surprise":1.5,"stability":1,"windows_held":1,"first":1,"last":2,"usual_gap":3,"languages":[],"active":1,"zone":[],"week":[)" + week +
         R"(],"line":{"begin":0,"step":1,"acts":[1]},"members":[)" + member + "," + member + R"(],"objects":[],"doubts":)" + kDoubts + R"(,"edges":[)" + std::string(edge) + "]}\n";
}

bool taken(const std::string& text) { return parse_untrusted_campaign(as_bytes(text)).has_value(); }

TEST(CampaignAnswer, AWholeOneIsTaken) {
  const auto edge = R"({"a":0,"b":1,"strength":3.5,"best":1,"held":3,"met":[1,2,3,4,5,6]})";
  const auto parts = parse_untrusted_campaign(as_bytes(kCampaign + crew(edge) + kEnd));
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[1].crew, 1);
}

TEST(CampaignAnswer, ACutAnswerOrOneThatGoesOnIsRefused) {
  EXPECT_FALSE(taken(""));
  EXPECT_FALSE(taken(kCampaign));
  EXPECT_FALSE(taken(kCampaign + "{\"kind\":\"end\"}"));
  EXPECT_FALSE(taken(kEnd + kCampaign));
  EXPECT_FALSE(taken(kCampaign + kCampaign + kEnd));
}

TEST(CampaignAnswer, AnEdgeToNobodyIsRefused) {
  EXPECT_FALSE(taken(kCampaign + crew(R"({"a":0,"b":2,"strength":3,"best":1,"held":3,"met":[1,2,3,4,5,6]})") + kEnd));
  EXPECT_FALSE(taken(kCampaign + crew(R"({"a":-1,"b":1,"strength":3,"best":1,"held":3,"met":[1,2,3,4,5,6]})") + kEnd));
  EXPECT_FALSE(taken(kCampaign + crew(R"({"a":0.5,"b":1,"strength":3,"best":1,"held":3,"met":[1,2,3,4,5,6]})") + kEnd));
  EXPECT_FALSE(taken(kCampaign + crew(R"({"a":0,"b":1,"strength":3,"best":9,"held":3,"met":[1]})") + kEnd));
}

TEST(CampaignAnswer, ATextThatIsTooLongOrThereTwiceIsRefused) {
  const auto text = [](std::size_t number, std::size_t bytes) {
    return R"({"kind":"text","number":)" + std::to_string(number) + R"(,"bytes":9,"text":")" + std::string(bytes, 'a') + "\"}\n";
  };
  EXPECT_TRUE(taken(text(1, kCampaignTextBytesMax) + text(2, 3) + kEnd));
  EXPECT_FALSE(taken(text(1, kCampaignTextBytesMax + 1) + kEnd));
  EXPECT_FALSE(taken(text(1, 3) + text(1, 4) + kEnd));
  EXPECT_FALSE(taken(R"({"kind":"text","number":0.5,"bytes":9,"text":""})" "\n" + kEnd));
}

TEST(CampaignAnswer, AFileOfAnotherNameIsRefused) {
  EXPECT_TRUE(taken("{\"kind\":\"file\",\"name\":\"members.csv\",\"text\":\"\"}\n" + kEnd));
  EXPECT_FALSE(taken("{\"kind\":\"file\",\"name\":\"../vault.key\",\"text\":\"\"}\n" + kEnd));
}

}  // namespace
}  // namespace tipstaff::desk
