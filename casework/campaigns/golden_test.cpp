// The peers' own edges, to the last byte.

#include "casework/campaigns/edge_text.h"
#include "casework/campaigns/testing/golden.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::campaigns {
namespace {

const Shares& russian() {
  static const Shares shares = shares_of_csv(unpack("russian_coord_tweets.csv.gz"));
  return shares;
}
const Shares& german_domains() {
  static const Shares shares = shares_of_csv(unpack("german_elections_domain.csv.gz"));
  return shares;
}

std::string sum_of(const std::string& text) { return to_hex(crypto::sha256(as_bytes(text)).view()); }

struct CoorTweetRow {
  const Shares& shares;
  std::int64_t window_ms;
  std::uint64_t pairs;
  std::uint32_t vertices;
  std::size_t edges;
  std::uint32_t max_weight;
  const char* sum;
};

void expect_equal(const CoorTweetRow& row) {
  const auto network = coortweet_network(row.shares, {.window_ms = row.window_ms, .min_participation = 2});
  EXPECT_EQ(network.pairs, row.pairs);
  EXPECT_EQ(network.vertices, row.vertices);
  EXPECT_EQ(network.edges.size(), row.edges);
  EXPECT_EQ(network.max_weight, row.max_weight);
  EXPECT_EQ(sum_of(write_edges(network, row.shares)), row.sum);
}

TEST(Golden, TablesAreWhole) {
  EXPECT_EQ(russian().rows(), 35'125U);
  EXPECT_EQ(russian().accounts.size(), 9'509U);
  EXPECT_EQ(russian().objects.size(), 7'285U);
  EXPECT_EQ(german_domains().rows(), 63'529U);
}

TEST(Golden, CoorTweetInTenSeconds) {
  expect_equal({russian(), 10'000, 447, 525, 442, 3, "09cca91c667e2733d4914c089e5eda5f8706aed5324bb2f139aee7ebc6a7bb6e"});
}
TEST(Golden, CoorTweetInAMinute) {
  expect_equal({russian(), 60'000, 3'791, 2'110, 3'721, 4, "2f731312dc579bdfd868e1fdb386afc991e5e4c0b3b6c454c3b4f2745899238f"});
}
TEST(Golden, CoorTweetInAnHour) {
  expect_equal({russian(), 3'600'000, 183'379, 4'099, 169'781, 17, "6f5113e42da1a8192f9e4b5b21ade21eccff8b532cf41ecca09ae4033520e595"});
}
TEST(Golden, CoorTweetOnDomains) {
  expect_equal({german_domains(), 60'000, 7'415, 989, 2'174, 363, "81cb4eaba428ebe2c516155b58b3bd66dd80553ec02b17b3d99c8e0c5e914aa8"});
}

void expect_toolkit(const Shares& shares, std::int64_t window_ms, ToolkitKey key, std::uint64_t undirected, const char* sum) {
  const auto network = toolkit_network(shares, {.window_ms = window_ms, .min_edge_weight = 1, .key = key});
  EXPECT_EQ(network.undirected, undirected);
  EXPECT_EQ(sum_of(write_edges(network, shares)), sum);
}

TEST(Golden, ToolkitReposts) {
  expect_toolkit(russian(), 10'000, ToolkitKey::message, 1'092, "814a9823d49a04b1d36a050a7f111db20d0234f0f322f6a105d5862a1fcc1520");
  expect_toolkit(russian(), 60'000, ToolkitKey::message, 6'206, "b8ae8b902b91f0e4728e80eb91938553691ec7f4ba195cd0e4e685f37f3ddc0e");
  expect_toolkit(russian(), 3'600'000, ToolkitKey::message, 276'975, "381370b06bb2423f134eb10c57c35114cd2a6bc00d71e131a3a809439cc0f246");
}

TEST(Golden, ToolkitLinks) {
  expect_toolkit(german_domains(), 60'000, ToolkitKey::message_and_object, 3'841,
                 "c63eca5f4cf7f46834a5fe9d2d3012e9e67e4ff13dc7acbe5175680636d05e1c");
}

TEST(Golden, ThreadsDoNotChangeTheResult) {
  const Runner backwards = [](std::size_t jobs, const std::function<void(std::size_t)>& job) {
    for (std::size_t i = jobs; i > 0; --i) job(i - 1);
  };
  const auto network = coortweet_network(russian(), {.window_ms = 60'000, .min_participation = 2}, backwards);
  EXPECT_EQ(sum_of(write_edges(network, russian())), "2f731312dc579bdfd868e1fdb386afc991e5e4c0b3b6c454c3b4f2745899238f");
}

TEST(Quantile, TypeSevenAsInR) {
  EXPECT_DOUBLE_EQ(quantile_type7({1, 2, 3, 4}, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile_type7({4, 1, 3, 2, 10}, 0.9), 7.6);
  EXPECT_DOUBLE_EQ(quantile_type7({5}, 0.3), 5);
}

}  // namespace
}  // namespace tipstaff::campaigns
