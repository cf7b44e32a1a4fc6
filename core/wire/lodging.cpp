#include "tipstaff/wire/lodging.h"

#include <bit>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/crypto/kdf.h"
#include "tipstaff/crypto/ristretto.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {
namespace {

constexpr std::uint8_t kBitsMax = 32;

}  // namespace

Bytes encode_stamp(const Stamp& stamp) {
  Writer out;
  out.u8(static_cast<std::uint8_t>(stamp.kind)).u8(stamp.bits).u16(0).u32(stamp.hold);
  out.u64(stamp.tick).raw(stamp.nonce.view());
  return out.take();
}

Result<Stamp> parse_untrusted_stamp(ByteView bytes) {
  if (bytes.size() != kStampBytes) return fail(Errc::wrong_length, "stamp");
  Reader in(bytes);
  Stamp out;
  TIP_TRY(const auto kind, in.u8());
  if (kind != 1 && kind != 2) return fail(Errc::bad_value, "stamp kind");
  out.kind = static_cast<StampKind>(kind);
  TIP_TRY(out.bits, in.u8());
  TIP_CHECK(in.zeros(2));
  TIP_TRY(out.hold, in.u32());
  TIP_TRY(out.tick, in.u64());
  copy_into(out.nonce.fill(), in.rest());
  if (out.bits > kBitsMax) return fail(Errc::bad_value, "stamp bits");
  if (out.hold > kHoldTicksMax) return fail(Errc::bad_value, "stamp hold");
  return out;
}

Result<void> check_stamp_age(const Stamp& stamp, std::uint64_t tick_now) {
  if (stamp.tick > tick_now || tick_now - stamp.tick > kStampAgeTicks)
    return fail(Errc::stale, "stamp");
  return {};
}

std::optional<unsigned> effort_bits(ByteView stamp, ByteView entry, ByteView envelope,
                                    ByteView seed) {
  const auto body = crypto::sha256({entry, envelope});
  const auto password = concat({as_bytes("tipstaff-stamp-v1"), stamp, body.view()});
  std::array<std::uint8_t, 32> digest{};
  TIP_ASSERT(seed.size() >= 16);
  const auto salt = std::span<const std::uint8_t, 16>(seed.data(), 16);
  if (!crypto::argon2id(password, salt, {kStampMemoryKib, kStampPasses}, digest))
    return std::nullopt;
  unsigned bits = 0;
  for (const auto byte : digest) {
    bits += static_cast<unsigned>(std::countl_zero(byte));
    if (byte != 0) break;
  }
  return bits;
}

Result<Lodging> parse_untrusted_lodging(ByteView bytes) {
  if (bytes.size() != kLodgingBytes) return fail(Errc::wrong_length, "lodging");
  Reader in(bytes);
  Lodging out;
  TIP_TRY(out.stamp_bytes, in.take(kStampBytes));
  out.body = in.rest();
  TIP_TRY(out.entry, in.take(kEntryBytes));
  out.envelope = in.rest();
  TIP_TRY(out.stamp, parse_untrusted_stamp(out.stamp_bytes));
  TIP_CHECK(crypto::Point::parse(out.envelope.first(32)));
  TIP_CHECK(crypto::Point::parse(out.envelope.subspan(32, 32)));
  return out;
}

}  // namespace tipstaff::wire
