#include "tipstaff/wire/block.h"

#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {
namespace {

constexpr std::uint8_t kVersion = 1;

}  // namespace

SecretBytes encode_block(const Block& block) {
  TIP_ASSERT(block.data.size() <= kBlockDataBytesMax);
  SecretWriter out;
  out.u8(kVersion).u8(static_cast<std::uint8_t>(block.type)).u8(block.part).u8(block.parts);
  out.u32(static_cast<std::uint32_t>(block.data.size()));
  out.raw(block.cpk.view()).raw(block.salt.view()).raw(block.data).zeros_to(kBlockBytes);
  return out.take();
}

Result<Block> parse_untrusted_block(ByteView bytes) {
  if (bytes.size() != kBlockBytes) return fail(Errc::wrong_length, "block");
  Reader in(bytes);
  TIP_TRY(const auto version, in.u8());
  if (version != kVersion) return fail(Errc::bad_version, "block");
  Block out;
  TIP_TRY(const auto type, in.u8());
  if (type > static_cast<std::uint8_t>(BlockType::referral)) return fail(Errc::bad_value, "block type");
  out.type = static_cast<BlockType>(type);
  TIP_TRY(out.part, in.u8());
  TIP_TRY(out.parts, in.u8());
  if (out.parts == 0 || out.parts > kPartsMax || out.part >= out.parts)
    return fail(Errc::bad_value, "block parts");
  TIP_TRY(const auto length, in.u32());
  if (length > kBlockDataBytesMax) return fail(Errc::too_large, "block data");
  TIP_TRY(out.cpk, in.fixed<crypto::VerifyKey>());
  TIP_TRY(out.salt, in.fixed<ClaimSalt>());
  TIP_TRY(const auto data, in.take(length));
  out.data.assign(data.begin(), data.end());
  TIP_CHECK(in.zeros(in.rest().size()));
  return out;
}

}  // namespace tipstaff::wire
