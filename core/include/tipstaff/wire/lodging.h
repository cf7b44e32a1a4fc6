#pragma once
// A lodging: stamp 32 || entry 48 || envelope 16 384 (PROTOCOL.md 4.4).

#include <optional>

#include "tipstaff/wire/bulletin.h"

namespace tipstaff::wire {

using Entry = FixedBytes<kEntryBytes, struct EntryTag>;  // loc 16 || com 32
using EnvelopeBytes = FixedBytes<kEnvelopeBytes, struct EnvelopeBytesTag>;

enum class StampKind : std::uint8_t { effort = 1, pass = 2 };

// Stamp admits one lodging. hold: ticks to wait before the pool.
struct Stamp {
  StampKind kind = StampKind::effort;
  std::uint8_t bits = 0;
  std::uint32_t hold = 0;
  std::uint64_t tick = 0;
  FixedBytes<16, struct StampNonceTag> nonce;

  friend bool operator==(const Stamp&, const Stamp&) = default;
};

[[nodiscard]] Bytes encode_stamp(const Stamp& stamp);
// Errors: wrong_length, bad_value (kind, hold above 144, bits above 32), bad_padding.
[[nodiscard]] Result<Stamp> parse_untrusted_stamp(ByteView bytes);

// check_stamp_age: now-6 <= stamp.tick <= now. Errors: stale.
[[nodiscard]] Result<void> check_stamp_age(const Stamp& stamp, std::uint64_t tick_now);

// effort_bits returns the leading zero bits of the stamp's Argon2id digest over
// entry and envelope, with the seed of the stamp's tick; for kind effort.
// Nothing when the machine does not give 16 MiB.
[[nodiscard]] std::optional<unsigned> effort_bits(ByteView stamp, ByteView entry,
                                                  ByteView envelope, ByteView seed);

struct Lodging {
  Stamp stamp;
  ByteView stamp_bytes;
  ByteView entry;
  ByteView envelope;
  ByteView body;  // entry || envelope
};

// parse_untrusted_lodging views the three parts of exactly 16 464 bytes and
// refuses envelopes whose hint is not two canonical points.
// Errors: those of parse_untrusted_stamp, bad_point.
[[nodiscard]] Result<Lodging> parse_untrusted_lodging(ByteView bytes);

}  // namespace tipstaff::wire
