// An acknowledgement: only the post's signature passes, and what passes is written
// again to the same bytes.

#include "fuzz/fuzz.h"
#include "fuzz/world.h"
#include "tipstaff/protocol/ack.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto& vk = world().post.verify_key();
  FUZZ_HOLDS(!protocol::parse_untrusted_ack(input, world().origin_hash, vk) || input.size() == 104);
  const auto fields = sized(input, 40);
  protocol::Ack ack;
  for (std::size_t i = 0; i < 8; ++i) ack.index = ack.index << 8 | fields[i];
  copy_into(ack.com.fill(), ByteView(fields).subspan(8));
  auto bytes = protocol::sign_ack(ack, world().origin_hash, world().post);
  const auto parsed = protocol::parse_untrusted_ack(bytes, world().origin_hash, vk);
  FUZZ_HOLDS(parsed && parsed->index == ack.index && parsed->com == ack.com);
  bytes[input.size() % bytes.size()] ^= 0x40;
  FUZZ_HOLDS(!protocol::parse_untrusted_ack(bytes, world().origin_hash, vk));
}

}  // namespace tipstaff::fuzz
