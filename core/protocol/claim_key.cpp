#include "tipstaff/protocol/claim_key.h"

#include "tipstaff/crypto/hash.h"
#include "tipstaff/crypto/kdf.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::protocol {
namespace {

constexpr std::string_view kClaimSalt = "tipstaff-claim-v1";
constexpr std::size_t kLocBytes = 16;

Bytes labelled(std::string_view label, std::uint64_t tick, std::uint8_t draw) {
  return wire::Writer().raw(as_bytes(label)).u64(tick).u8(draw).take();
}

}  // namespace

std::optional<ClaimKey> derive_claim_key(const MailboxKey& mk, ByteView row,
                                         const Hash32& origin_hash) {
  const auto salt = crypto::derive<Secret<16, struct ClaimSalt16Tag>>(
      "tipstaff-source-v1", mk.expose(), concat({as_bytes("claim-salt"), origin_hash.view()}));
  ClaimKey ck;
  if (!crypto::argon2id(row, salt.expose(), {wire::kClaimMemoryKib, wire::kClaimPasses},
                        ck.fill()))
    return std::nullopt;
  return ck;
}

TickClaim tick_claim(const ClaimKey& ck, std::uint64_t stamp_tick, std::uint8_t draw) {
  TIP_ASSERT(draw < wire::kClaimDraws);
  TickClaim out;
  out.seed = crypto::derive<crypto::SignSeed>(kClaimSalt, ck.expose(),
                                              labelled("key", stamp_tick, draw));
  out.cpk = crypto::SignKey(out.seed).verify_key();
  out.salt = crypto::derive<wire::ClaimSalt>(kClaimSalt, ck.expose(),
                                             labelled("salt", stamp_tick, draw));
  return out;
}

wire::Entry entry_of(const Hash32& origin_hash, const crypto::VerifyKey& cpk,
                     const wire::ClaimSalt& salt, ByteView data) {
  const auto loc = crypto::sha256({as_bytes("tipstaff-loc-v1"), origin_hash.view(), cpk.view()});
  const auto com = crypto::sha256({as_bytes("tipstaff-com-v1"), origin_hash.view(), cpk.view(),
                                   salt.view(), crypto::sha256(data).view()});
  return wire::Entry::from(concat({loc.view().first(kLocBytes), com.view()}));
}

}  // namespace tipstaff::protocol
