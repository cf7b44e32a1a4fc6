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

AeadKey challenge_key(ByteView shared, ByteView info) {
  return derive<AeadKey>("", shared, info);
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
    const auto key = challenge_key(multiply(r, slot.z).view(), info);
    aead_seal(key, kZeroNonce, {}, slot.id.view(), out.first(32));
    copy_into(out.subspan(32, 32), multiply(r, slot.x).view());
    out = out.subspan(wire::kChallengeBytes);
  }
}

Result<std::vector<ReplyId>> solve_challenges(ByteView challenges, const Scalar& fetch,
                                              const Hash32& origin_hash, std::uint64_t tick) {
  SecretBytes products;
  for (auto rest = challenges; rest.size() >= wire::kChallengeBytes; rest = rest.subspan(wire::kChallengeBytes)) {
    const auto point = Point::parse(rest.subspan(32, 32));
    const auto product = point ? multiply(fetch, *point) : Point();
    products.insert(products.end(), product.view().begin(), product.view().end());
  }
  return open_challenges(challenges, products, origin_hash, tick);
}

Result<std::vector<ReplyId>> open_challenges(ByteView challenges, ByteView products,
                                             const Hash32& origin_hash, std::uint64_t tick) {
  if (challenges.size() % wire::kChallengeBytes != 0 || products.size() * 2 != challenges.size())
    return fail(Errc::wrong_length, "challenges");
  const auto info = challenge_info(origin_hash, tick);
  std::vector<ReplyId> ids;
  for (; !challenges.empty(); challenges = challenges.subspan(wire::kChallengeBytes), products = products.subspan(Point::kBytes)) {
    const auto product = products.first(Point::kBytes);
    if (all_zero(product)) continue;
    const auto id = aead_open(challenge_key(product, info), kZeroNonce, {}, challenges.first(32));
    if (id) ids.push_back(ReplyId::from(*id));
  }
  return ids;
}

}  // namespace tipstaff::protocol
