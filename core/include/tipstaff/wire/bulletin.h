#pragma once
// The bulletin: what one tick says (PROTOCOL.md 4.3). Exactly 256 bytes.

#include "tipstaff/bytes/fixed.h"
#include "tipstaff/wire/limits.h"

namespace tipstaff::wire {

struct Bulletin {
  std::uint64_t tick = 0;
  std::uint32_t epoch = 0;
  std::uint16_t leaves = kLeavesClassS;      // K
  std::uint16_t reply_slots = kReplySlots;   // N
  std::uint8_t min_bits = 0;
  std::uint8_t flags = 0;
  Hash32 roster_hash;
  Hash32 keys_hash;        // of this epoch
  Hash32 keys_next_hash;   // of the next one, zero until it is frozen
  Hash32 challenges_hash;
  Hash32 bag_root;         // MTH over the K-1 envelopes
  FixedBytes<32, struct StampSeedTag> seed;

  friend bool operator==(const Bulletin&, const Bulletin&) = default;
};

[[nodiscard]] Bytes encode_bulletin(const Bulletin& bulletin);
// Errors: wrong_length, bad_magic, bad_value (epoch not of this tick, K or N out
// of range, min_bits above 32, unknown flags), bad_padding.
[[nodiscard]] Result<Bulletin> parse_untrusted_bulletin(ByteView bytes);

}  // namespace tipstaff::wire
