#include "tipstaff/bytes/bytes.h"

#include <gtest/gtest.h>

#include "tipstaff/log/merkle.h"
#include "tipstaff/log/tile.h"

namespace tipstaff {
namespace {

TEST(Base64, IsStrict) {
  for (const std::string_view bad : {"A", "A===", "AA=A", "AAA=\n", "AB==", "AAB=", "****"})
    EXPECT_FALSE(from_base64(bad)) << bad;
  for (std::size_t size = 0; size < 40; ++size) {
    const Bytes bytes(size, 0xA5);
    EXPECT_EQ(*from_base64(to_base64(bytes)), bytes);
  }
}

TEST(Utf8, RefusesWhatRfc3629Refuses) {
  EXPECT_TRUE(valid_utf8(as_bytes("za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87 \xF0\x9F\x92\xA1")));
  for (const std::string_view bad : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
                                     "\xF4\x90\x80\x80", "\xC5", "\xE2\x82"})
    EXPECT_FALSE(valid_utf8(as_bytes(bad)));
}

// The recursive definition of RFC 6962 section 2.1, written out as the oracle.
Hash32 mth(std::span<const Hash32> leaves) {
  if (leaves.size() == 1) return leaves[0];
  std::size_t left = 1;
  while (left * 2 < leaves.size()) left *= 2;
  return log::node_hash(mth(leaves.first(left)), mth(leaves.subspan(left)));
}

TEST(Merkle, RootsAndProofsMatchTheDefinition) {
  std::vector<Hash32> leaves;
  for (std::uint8_t i = 0; i < 70; ++i) {
    leaves.push_back(log::leaf_hash(Bytes(1, i)));
    const auto root = mth(leaves);
    EXPECT_EQ(log::tree_hash(leaves), root);
    for (std::size_t at = 0; at < leaves.size(); at += 3) {
      auto path = log::prove_inclusion(leaves, at);
      EXPECT_TRUE(log::verify_inclusion(leaves[at], at, leaves.size(), path, root));
      EXPECT_FALSE(log::verify_inclusion(leaves[at], at + 1, leaves.size(), path, root));
      path.push_back(root);
      EXPECT_FALSE(log::verify_inclusion(leaves[at], at, leaves.size(), path, root));
    }
  }
}

TEST(Merkle, EmptyTreeIsTheHashOfNothing) {
  EXPECT_EQ(to_hex(log::tree_hash({}).view()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Tiles, PathsAreThoseOfC2sp) {
  EXPECT_EQ(log::tile_path(0, 1234067, 256), "tile/0/x001/x234/067");
  EXPECT_EQ(log::tile_path(1, 0, 3), "tile/1/000.p/3");
  EXPECT_EQ(log::entries_path(1000, 256), "tile/entries/x001/000");
}

}  // namespace
}  // namespace tipstaff
