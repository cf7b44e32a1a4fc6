#include "tipstaff/wire/bulletin.h"

#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {
namespace {

constexpr std::string_view kMagic = "TSB1";
constexpr std::uint8_t kBitsMax = 32;
// Epochs are 32 bits, and some are reckoned ahead; also keeps tick times seconds
// within 64 bits.
constexpr std::uint64_t kTickMax = (0xFFFF'FFFFu - 2 * kEpochsAheadMax) * std::uint64_t{kEpochTicks};

bool leaves_known(std::uint16_t leaves) {
  return leaves == 32 || leaves == 256 || leaves == 4096;
}

Result<void> check(const Bulletin& bulletin) {
  if (bulletin.tick > kTickMax) return fail(Errc::bad_value, "bulletin tick");
  if (bulletin.epoch != epoch_of(bulletin.tick)) return fail(Errc::bad_value, "bulletin epoch");
  if (!leaves_known(bulletin.leaves)) return fail(Errc::bad_value, "bulletin K");
  if (bulletin.reply_slots == 0 || bulletin.reply_slots > kReplySlots)
    return fail(Errc::bad_value, "bulletin N");
  if (bulletin.min_bits > kBitsMax) return fail(Errc::bad_value, "bulletin min_bits");
  if (bulletin.flags != 0) return fail(Errc::bad_value, "bulletin flags");
  return {};
}

}  // namespace

Bytes encode_bulletin(const Bulletin& bulletin) {
  Writer out;
  out.raw(as_bytes(kMagic)).u64(bulletin.tick).u32(bulletin.epoch).u16(bulletin.leaves);
  out.u16(bulletin.reply_slots).u8(bulletin.min_bits).u8(bulletin.flags).u16(0);
  out.raw(bulletin.roster_hash.view()).raw(bulletin.keys_hash.view());
  out.raw(bulletin.keys_next_hash.view()).raw(bulletin.challenges_hash.view());
  out.raw(bulletin.bag_root.view()).raw(bulletin.seed.view()).zeros_to(kBulletinBytes);
  return out.take();
}

Result<Bulletin> parse_untrusted_bulletin(ByteView bytes) {
  if (bytes.size() != kBulletinBytes) return fail(Errc::wrong_length, "bulletin");
  Reader in(bytes);
  TIP_TRY(const auto magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return fail(Errc::bad_magic, "bulletin");
  Bulletin out;
  TIP_TRY(out.tick, in.u64());
  TIP_TRY(out.epoch, in.u32());
  TIP_TRY(out.leaves, in.u16());
  TIP_TRY(out.reply_slots, in.u16());
  TIP_TRY(out.min_bits, in.u8());
  TIP_TRY(out.flags, in.u8());
  TIP_CHECK(in.zeros(2));
  for (auto* hash : {&out.roster_hash, &out.keys_hash, &out.keys_next_hash, &out.challenges_hash,
                     &out.bag_root}) {
    TIP_TRY(*hash, in.fixed<Hash32>());
  }
  TIP_TRY(const auto seed, in.take(32));
  copy_into(out.seed.fill(), seed);
  TIP_CHECK(in.zeros(in.rest().size()));
  TIP_CHECK(check(out));
  return out;
}

}  // namespace tipstaff::wire
