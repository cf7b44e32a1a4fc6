#include "tipstaff/crypto/drbg.h"

#include <sodium.h>

#include <algorithm>

namespace tipstaff::crypto {
namespace {

// The first 64-byte block makes the next key; output starts at block 1, and one
// fill is cut into pieces that stay far below the 2^32 blocks of a nonce.
constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
constexpr unsigned char kNonce[crypto_stream_chacha20_ietf_NONCEBYTES] = {};

}  // namespace

void Drbg::fill(MutableBytes out) {
  do {
    const auto piece = out.first(std::min(out.size(), kPieceBytes));
    const Seed32 current = std::move(key_);
    Secret<64, struct BlockTag> first;
    crypto_stream_chacha20_ietf(first.fill().data(), 64, kNonce, current.expose().data());
    key_ = Seed32::from(ByteView(first.expose()).first(32));
    std::fill(piece.begin(), piece.end(), std::uint8_t{0});
    crypto_stream_chacha20_ietf_xor_ic(piece.data(), piece.data(), piece.size(), kNonce, 1,
                                       current.expose().data());
    out = out.subspan(piece.size());
  } while (!out.empty());
}

Drbg Drbg::split() { return Drbg(draw<Seed32>()); }

std::uint64_t Drbg::below(std::uint64_t bound) {
  TIP_ASSERT(bound > 0);
  // Values under 2^64 mod bound are drawn again, so that none is favoured.
  const std::uint64_t reject_below = (0 - bound) % bound;
  for (;;) {
    std::array<std::uint8_t, 8> raw{};
    fill(raw);
    std::uint64_t value = 0;
    for (const auto byte : raw) value = value << 8 | byte;
    if (value >= reject_below) return value % bound;
  }
}

}  // namespace tipstaff::crypto
