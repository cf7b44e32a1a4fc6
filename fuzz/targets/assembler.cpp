// The assembler under blocks from a stranger: a good message whose parts come in
// between, in any order, always arrives whole. Input: operations, see below.

#include "fuzz/fuzz.h"
#include "fuzz/parts.h"
#include "tipstaff/protocol/assembler.h"

namespace tipstaff::fuzz {
namespace {

std::vector<SecretBytes> good_parts() {
  wire::Message message;
  message.text.assign(30000, 'x');
  return *wire::split_message(message);
}

wire::Block block_of(const SecretBytes& data, std::size_t part, std::size_t parts) {
  wire::Block block;
  block.type = part == 0 ? wire::BlockType::text : wire::BlockType::part;
  block.part = static_cast<std::uint8_t>(part);
  block.parts = static_cast<std::uint8_t>(parts);
  block.data = data;
  return block;
}

}  // namespace

// Each stranger's part goes in at its turn; part i of the good message after the
// stranger's i-th. The order of both follows from the input's first byte.
void target(ByteView input) {
  static const auto kGood = good_parts();
  if (input.empty()) return;
  auto strange = read_parts(input.subspan(1));
  protocol::Assembler<int> assembler;
  std::size_t arrived = 0;
  const auto add = [&](const wire::Block& block, int who) {
    const auto complete = assembler.add(block, who);
    if (!complete) return;
    for (const auto& one : *complete) arrived += one.tags[0] == 1 && one.message.text.size() == 30000;
  };
  for (std::size_t i = 0; i < std::max(strange.size(), kGood.size()); ++i) {
    const auto turned = (i + input[0]) % kGood.size();
    if (i < strange.size()) add(block_of(strange[strange.size() - 1 - i], strange.size() - 1 - i, strange.size()), 0);
    if (i < kGood.size()) add(block_of(kGood[turned], turned, kGood.size()), 1);
  }
  FUZZ_HOLDS(arrived == 1);
  FUZZ_HOLDS(assembler.heads_waiting() + assembler.parts_waiting() <= strange.size());
}

}  // namespace tipstaff::fuzz
