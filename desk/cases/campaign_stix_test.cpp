#include "desk/cases/campaign_stix.h"

#include <gtest/gtest.h>

namespace tipstaff::desk {
namespace {

constexpr const char* kCrew = R"({"kind":"crew","crew":4,"surprise":12.4,"stability":0.9,"first":1600000000000,"last":1600000001000,
  "members":[{"account":"a","handle":"Ann","role":"starter","first":1600000000000}]})";

TEST(CampaignStix, TicksGoToTheCrewOfTheirNumber) {
  const auto with = campaign_stix({kCrew}, *parse_techniques({"4:T0049"}), 0);
  EXPECT_NE(with.find("\"uses\""), std::string::npos);
  EXPECT_NE(with.find("Crew 4"), std::string::npos);
  EXPECT_EQ(campaign_stix({kCrew}, *parse_techniques({"1:T0049"}), 0).find("\"uses\""), std::string::npos);
}

TEST(CampaignStix, NumbersOfALiarBreakNothing) {
  for (const auto* lie : {R"({"crew":-1,"surprise":1e308,"stability":-5,"first":-9223372036854775808,"last":9223372036854775807,"members":[{}]})",
                          R"({"crew":1.5,"surprise":"x","members":[1,{"account":7}]})", R"({})", "[]", "", "{"}) {
    const auto text = campaign_stix({lie}, {}, 0);
    EXPECT_TRUE(text.starts_with("{\"type\":\"bundle\"")) << lie;
    EXPECT_EQ(text.find("stability -"), std::string::npos);
  }
  EXPECT_NE(campaign_stix({R"({"last":9223372036854775807})"}, {}, 0).find("9999-12-31T23:59:59.999Z"), std::string::npos);
}

TEST(CampaignStix, WhatIsNoTechniqueIsRefused) {
  for (const auto* word : {"T49", "0:T0049", "T0049\"", ""}) EXPECT_FALSE(parse_techniques({word})) << word;
  EXPECT_FALSE(parse_techniques(std::vector<std::string>(201, "T0049")));
}

}  // namespace
}  // namespace tipstaff::desk
