#include "tipstaff/log/proof.h"

#include <gtest/gtest.h>

namespace tipstaff::log {
namespace {

constexpr std::string_view kStart = "c2sp.org/tlog-proof@v1\n";

TEST(Proofs, HaveOneSpelling) {
  const Proof proof{{1, 2, 3}, 7, {Hash32{}}, "note\n"};
  EXPECT_EQ(*parse_untrusted_proof(encode_proof(proof)), proof);
  for (const auto* rest : {"extra \nindex 0\n\n", "extra AQID\nindex 00\n\n", "extra AQID\nindex 0\n",
                           "index -1\n\n", "extra AQI\nindex 0\n\n", "index 0\nAQID\n\n"})
    EXPECT_FALSE(parse_untrusted_proof(std::string(kStart) + rest)) << rest;
}

TEST(Proofs, DeeperThanAnyTreeAreRefused) {
  Proof proof{{}, 0, std::vector<Hash32>(64), ""};
  EXPECT_TRUE(parse_untrusted_proof(encode_proof(proof)));
  proof.path.emplace_back();
  EXPECT_EQ(parse_untrusted_proof(encode_proof(proof)).error().code, Errc::too_large);
}

}  // namespace
}  // namespace tipstaff::log
