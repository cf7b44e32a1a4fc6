#include "tipstaff/protocol/nearest.h"

#include <gtest/gtest.h>

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <random>

#include "../testing/vector_file.h"
#include "tipstaff/wire/reader.h"

namespace tipstaff::protocol {
namespace {

constexpr double kUnitsADegree = 1e5;

// An ellipsoid, by another implementation.
double geodesic(Place a, Place b) {
  double metres = 0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat / kUnitsADegree, a.lon / kUnitsADegree,
                                           b.lat / kUnitsADegree, b.lon / kUnitsADegree, metres);
  return metres;
}

// Places uniform over the sphere, from a fixed seed.
class Places {
 public:
  Place next() {
    const double sine = std::uniform_real_distribution(-1.0, 1.0)(random_);
    const double lon = std::uniform_real_distribution(-180.0, 180.0)(random_);
    const double lat = std::asin(sine) * 180 / std::numbers::pi;
    return {static_cast<std::int32_t>(std::lround(lat * kUnitsADegree)),
            static_cast<std::int32_t>(std::lround(lon * kUnitsADegree))};
  }

 private:
  std::mt19937_64 random_{20261125};
};

std::vector<std::uint16_t> ids_of(const std::vector<Distance>& distances) {
  std::vector<std::uint16_t> out;
  for (const auto& distance : distances) out.push_back(distance.id);
  return out;
}

TEST(Nearest, DistancesAreWithin0Point6PercentOfTheEllipsoid) {
  Places places;
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const auto a = places.next();
    const auto b = places.next();
    const auto truth = geodesic(a, b);
    worst = std::max(worst, std::abs(metres_between(a, b) - truth) / truth);
  }
  EXPECT_LT(worst, 0.006);
}

TEST(Nearest, ShortDistancesAreWithin0Point6PercentToo) {
  Places places;
  std::mt19937_64 random(7);
  std::uniform_int_distribution near(-200'000, 200'000);  // two degrees
  for (int i = 0; i < 100'000; ++i) {
    const auto a = places.next();
    const Place b{std::clamp(a.lat + near(random), -9'000'000, 9'000'000),
                  std::clamp(a.lon + near(random), -18'000'000, 18'000'000)};
    const auto truth = geodesic(a, b);
    ASSERT_NEAR(metres_between(a, b), truth, truth * 0.006 + 1) << a.lat << ' ' << a.lon;
  }
}

TEST(Nearest, OrderIsThatOfTheEllipsoidWhereDistancesDifferByMoreThanOnePercent) {
  Places places;
  for (int round = 0; round < 200; ++round) {
    std::vector<PlacedPost> posts;
    for (std::uint16_t id = 1; id <= 200; ++id) posts.push_back({id, places.next()});
    const auto from = places.next();
    double farthest = 0;
    for (const auto& distance : by_distance(from, posts)) {
      const auto truth = geodesic(from, *posts[distance.id - 1u].place);
      ASSERT_GT(truth * 1.01, farthest);
      farthest = std::max(farthest, truth);
    }
  }
}

TEST(Nearest, TheDateLineIsNoWall) {
  EXPECT_EQ(metres_between({0, 17'999'000}, {0, -17'999'000}), 2224u);
  EXPECT_EQ(metres_between({0, 18'000'000}, {0, -18'000'000}), 0u);
}

TEST(Nearest, APoleIsOnePlaceWhateverItsLongitude) {
  EXPECT_EQ(metres_between({9'000'000, 0}, {9'000'000, 12'345'678}), 0u);
  EXPECT_EQ(metres_between({-9'000'000, 1}, {9'000'000, -2}), 20'015'114u);
  EXPECT_EQ(metres_between({0, 1}, {0, -17'999'999}), 20'015'114u);
}

TEST(Nearest, CoordinatesBeyondTheRangeCountAsItsEnd) {
  EXPECT_EQ(metres_between({INT32_MAX, INT32_MIN}, {9'000'000, 0}), 0u);
  EXPECT_EQ(metres_between({0, INT32_MAX}, {0, 18'000'000}), 0u);
}

TEST(Nearest, PostsWithoutAPlaceComeLastAndEqualOnesById) {
  const std::vector<PlacedPost> posts = {
      {9, std::nullopt}, {7, Place{1, 1}}, {3, Place{1, 1}}, {2, std::nullopt}, {8, Place{0, 1}}};
  EXPECT_EQ(ids_of(by_distance({0, 0}, posts)), (std::vector<std::uint16_t>{8, 3, 7, 2, 9}));
}

TEST(Nearest, ZeroZeroSaysThatNoPlaceIsPublished) {
  wire::PostRecord post;
  post.id = 4;
  EXPECT_FALSE(placed(post).place);
  post.lon = -1;
  EXPECT_TRUE(placed(post).place);
}

// The same vectors go through WebAssembly: tests/wasm/nearest_test.mjs.
TEST(Nearest, OrdersAsTheVectorsSay) {
  const testing::VectorFile file("nearest.json");
  ASSERT_GT(file.size(), 20u);
  for (std::size_t i = 0; i < file.size(); ++i) {
    const auto one = file.at(i);
    const auto points = one.hex("posts");
    std::vector<PlacedPost> posts;
    for (wire::Reader in(points); !in.rest().empty();) {
      const auto id = *in.u16();
      const auto lat = static_cast<std::int32_t>(*in.u32());
      const auto lon = static_cast<std::int32_t>(*in.u32());
      posts.push_back({id, place_of(lat, lon)});
    }
    const Place from{static_cast<std::int32_t>(one.number("lat")), static_cast<std::int32_t>(one.number("lon"))};
    const auto order = one.hex("order");
    wire::Reader in(order);
    for (const auto& distance : by_distance(from, posts)) {
      ASSERT_EQ(distance.id, *in.u16()) << "vector " << i;
      const bool has_place = *in.u8() == 1;
      const auto metres = *in.u32();
      ASSERT_EQ(distance.metres, has_place ? std::optional(metres) : std::nullopt) << "vector " << i;
    }
    ASSERT_TRUE(in.rest().empty());
  }
}

}  // namespace
}  // namespace tipstaff::protocol
