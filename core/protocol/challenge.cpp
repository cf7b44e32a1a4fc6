#include "tipstaff/protocol/challenge.h"

#include "tipstaff/crypto/aead.h"
#include "tipstaff/crypto/kdf.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::protocol {
namespace {

using namespace crypto;

constexpr AeadNonce kZeroNonce{};  // every key is used once

Point draw_point(Drbg& drbg) {
  std::array<std::uint8_t, 64> uniform{};
  drbg.fill(uniform);
  return Point::from_uniform(uniform);
}

// challenge_info = "tipstaff-fetch-v1" || O || tick
Bytes challenge_info(const Hash32& origin_hash, std::uint64_t tick) {
  return wire::Writer().raw(as_bytes("tipstaff-fetch-v1")).raw(origin_hash.view()).u64(tick).take();
}

AeadKey challenge_key(const Point& shared, ByteView info) {
  return derive<AeadKey>("", shared.view(), info);
}

}  // namespace

ReplySlot draw_empty_slot(Drbg& drbg) {
  return {draw_point(drbg), draw_point(drbg), drbg.draw<ReplyId>()};
}

void challenge_slots(std::span<const ReplySlot> slots, const Hash32& origin_hash,
                     std::uint64_t tick, Drbg& drbg, MutableBytes out) {
  TIP_ASSERT(out.size() == slots.size() * wire::kChallengeBytes);
  const auto info = challenge_info(origin_hash, tick);
  for (const auto& slot : slots) {
    const auto r = reduce_scalar(drbg.draw<UniformScalar>());
    const auto key = challenge_key(multiply(r, slot.z), info);
    aead_seal(key, kZeroNonce, {}, slot.id.view(), out.first(32));
    copy_into(out.subspan(32, 32), multiply(r, slot.x).view());
    out = out.subspan(wire::kChallengeBytes);
  }
}

Result<std::vector<ReplyId>> solve_challenges(ByteView challenges, const Scalar& fetch,
                                              const Hash32& origin_hash, std::uint64_t tick) {
  if (challenges.size() % wire::kChallengeBytes != 0)
    return fail(Errc::wrong_length, "challenges");
  const auto info = challenge_info(origin_hash, tick);
  std::vector<ReplyId> ids;
  for (; !challenges.empty(); challenges = challenges.subspan(wire::kChallengeBytes)) {
    const auto point = Point::parse(challenges.subspan(32, 32));
    if (!point) continue;
    const auto key = challenge_key(multiply(fetch, *point), info);
    const auto id = aead_open(key, kZeroNonce, {}, challenges.first(32));
    if (id) ids.push_back(ReplyId::from(*id));
  }
  return ids;
}

}  // namespace tipstaff::protocol
