#include "tipstaff/protocol/assembler.h"

#include <gtest/gtest.h>

namespace tipstaff::protocol {
namespace {

wire::Block block_of(const SecretBytes& data, bool head, std::size_t parts) {
  wire::Block block;
  block.type = head ? wire::BlockType::text : wire::BlockType::part;
  block.parts = static_cast<std::uint8_t>(parts);
  block.data = data;
  return block;
}

std::vector<SecretBytes> long_message() {
  wire::Message message;
  message.text.assign(20000, 'x');
  return *wire::split_message(message);
}

TEST(Assembler, TakesPartsInAnyOrder) {
  const auto parts = long_message();
  ASSERT_EQ(parts.size(), 2u);
  for (const bool head_first : {true, false}) {
    Assembler<int> assembler;
    EXPECT_TRUE(assembler.add(block_of(parts[head_first ? 0 : 1], head_first, 2), 1)->empty());
    const auto complete = assembler.add(block_of(parts[head_first ? 1 : 0], !head_first, 2), 2);
    ASSERT_EQ(complete->size(), 1u);
    EXPECT_EQ((*complete)[0].message.text.size(), 20000u);
    EXPECT_EQ(assembler.heads_waiting() + assembler.parts_waiting(), 0u);
  }
}

// A second head names the same part and lies about its length: the first message
// arrives all the same, whichever of the two is looked at first.
TEST(Assembler, LyingHeadDoesNotTakeAGoodMessageWithIt) {
  const auto parts = long_message();
  for (int variant = 0; variant < 32; ++variant) {
    auto liar = parts[0];
    liar.resize(liar.size() - 1 - static_cast<std::size_t>(variant));
    Assembler<int> assembler;
    ASSERT_TRUE(assembler.add(block_of(parts[0], true, 2), 1));
    ASSERT_TRUE(assembler.add(block_of(liar, true, 2), 2));
    const auto complete = assembler.add(block_of(parts[1], false, 2), 3);
    ASSERT_TRUE(complete);
    ASSERT_EQ(complete->size(), 1u);
    EXPECT_EQ((*complete)[0].message.text.size(), 20000u);
  }
}

}  // namespace
}  // namespace tipstaff::protocol
