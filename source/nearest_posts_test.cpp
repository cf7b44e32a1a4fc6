#include "source/nearest_posts.h"

#include <gtest/gtest.h>

#include "tipstaff/wire/post_kinds.h"

#include "core/testing/vector_file.h"

namespace tipstaff::source {
namespace {

wire::PostRecord post(std::uint16_t id, const char* country, std::int32_t lat, std::int32_t lon, std::uint32_t langs) {
  wire::PostRecord out;
  out.id = id;
  out.country = {country[0], country[1]};
  out.lat = lat;
  out.lon = lon;
  out.langs = langs;
  out.name = "Post " + std::to_string(id);
  return out;
}

wire::Roster roster() {
  wire::Roster out;
  out.posts = {post(1, "AA", 0, 0, 1), post(2, "BB", 9'000'000, 0, 0), post(3, "CC", 100'000, 100'000, 2),
               post(4, "CC", 0, 100'000, 6)};
  return out;
}
const std::vector<bool> kOpen = {true, false, true, true};

Places places() {
  return *Places::parse_untrusted(testing::VectorFile("places.json").at(0).hex("file"));
}

TEST(NearestPosts, AreListedByDistanceAndThoseWithoutAPlaceLast) {
  EXPECT_EQ(posts_text(roster(), kOpen, {.from = protocol::Place{0, 100'000}, .not_in = {}}),
            "4     0 km      CC  open    pl,uk  Post 4\n"
            "3     111 km    CC  open    pl  Post 3\n"
            "2     10008 km  BB  closed  Post 2\n"
            "1     ?         AA  open    en  Post 1\n");
}

TEST(NearestPosts, KeepTheRostersOrderWithoutATown) {
  EXPECT_EQ(posts_text(roster(), kOpen, {.from = {}, .not_in = "CC"}),
            "1     AA  open    en  Post 1\n"
            "2     BB  closed  Post 2\n");
}

TEST(NearestPosts, AtThePolesOnTheDateLineAndNowhereAreListedAllTheSame) {
  wire::Roster odd;
  odd.posts = {post(1, "AA", 9'000'000, 18'000'000, 1), post(2, "BB", -9'000'000, -18'000'000, 1), post(3, "CC", 100'000, 18'000'000, 1),
               post(4, "DD", 100'000, -18'000'000, 1), post(5, "EE", 0, 0, 1)};
  EXPECT_EQ(posts_text(odd, std::vector<bool>(5, true), {.from = protocol::Place{0, -17'900'000}, .not_in = {}}),
            "3     157 km    CC  open    en  Post 3\n"
            "4     157 km    DD  open    en  Post 4\n"
            "1     10008 km  AA  open    en  Post 1\n"
            "2     10008 km  BB  open    en  Post 2\n"
            "5     ?         EE  open    en  Post 5\n");
}

TEST(NearestPosts, WhatAnOfficePublishesStandsBelowIt) {
  wire::Roster one;
  one.posts = {post(1, "AA", 0, 0, 1)};
  one.posts[0].kind = *wire::parse_post_kind("embassy");
  one.posts[0].address = "Quay Street 1, Port Sel";
  one.posts[0].hours = *wire::parse_hours("Mo-Fr 09:00-16:30");
  EXPECT_EQ(posts_text(one, {true}, {.from = {}, .not_in = {}}),
            "1     AA  open    en  Post 1\n"
            "      embassy\n"
            "      Quay Street 1, Port Sel\n"
            "      Mo-Fr 09:00-16:30 (its own clock)\n");
}

TEST(NearestPosts, APointIsReadOrRefusedWhole) {
  const auto at = parse_at(" -90, 180 ");
  ASSERT_TRUE(at);
  EXPECT_EQ(std::pair(at->lat, at->lon), std::pair(-9'000'000, 18'000'000));
  for (const auto* text : {"", ",", "1", "1,", ",1", "91,0", "0,180.1", "1,2,3", "nan,1", "inf,1", "1e9,0", "1 2,3", "0x1,2"})
    EXPECT_FALSE(parse_at(text)) << text;
}

TEST(NearestPosts, ACountryIsTwoLetters) {
  EXPECT_EQ(parse_country(" pl"), "PL");
  for (const auto* text : {"", "P", "POL", "P1", "ПЛ"}) EXPECT_FALSE(parse_country(text)) << text;
}

TEST(NearestPosts, ATownMayNameItsCountry) {
  const auto list = places();
  EXPECT_EQ(town_text(find_towns(list, "moscow").at(0)), "Moscow, RU");
  EXPECT_EQ(town_text(find_towns(list, "moscow, us").at(0)), "Moscow, US");
  EXPECT_EQ(town_text(find_towns(list, "Варшава").at(0)), "Варшава (Warsaw, PL)");
  EXPECT_EQ(town_text(find_towns(list, "washington, d").at(0)), "Washington, D. C., US");
  EXPECT_TRUE(find_towns(list, "nowhere, PL").empty());
  EXPECT_TRUE(find_towns(list, ", PL").empty());
}

}  // namespace
}  // namespace tipstaff::source
