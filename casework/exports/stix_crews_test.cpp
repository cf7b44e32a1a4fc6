#include "casework/exports/stix_crews.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

std::size_t count(const std::string& text, std::string_view words) {
  std::size_t out = 0;
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++out;
  return out;
}

std::vector<StixCrew> two_crews() {
  return {{1, 120, 1, 1'600'000'000'000, 1'600'000'060'000, {{"a", "Ann", "starter", 1'600'000'000'000}, {"b", "\",\"type\":\"malware", "amplifier", 1'600'000'001'000}}},
          {2, 40, 0.625, 1'600'000'000'000, 1'600'000'000'000, {{"c", "c", "starter", 1'600'000'000'000}}}};
}

TEST(StixCrews, ATechniqueOfOneCrewIsNotSaidOfAnother) {
  const auto text = write_stix_crews(two_crews(), {{2, "T0049"}, {0, "T0118"}, {3, "T0002"}}, 1'700'000'000'000);
  EXPECT_EQ(count(text, "\"type\":\"attack-pattern\""), 2U);
  EXPECT_EQ(count(text, "\"relationship_type\":\"uses\""), 3U);
  EXPECT_EQ(count(text, "T0002"), 0U);
  EXPECT_EQ(count(text, "\"type\":\"user-account\""), 3U);
  EXPECT_NE(text.find("stability 0.63"), std::string::npos);
}

TEST(StixCrews, ANameOfAnAccountAddsNoObject) {
  EXPECT_EQ(count(write_stix_crews(two_crews(), {}, 0), "\"type\":\"malware"), 0U);
}

TEST(StixCrews, TheSameCrewsAreTheSameBytes) {
  EXPECT_EQ(write_stix_crews(two_crews(), {{0, "T0049"}, {0, "T0049"}}, 5), write_stix_crews(two_crews(), {{0, "T0049"}}, 5));
}

}  // namespace
}  // namespace tipstaff::casework
