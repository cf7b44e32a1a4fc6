#include "casework/observables/keccak.h"

#include <bit>

namespace tipstaff::casework {
namespace {

constexpr std::size_t kLanes = 25, kRounds = 24, kRateBytes = 136;
constexpr std::uint8_t kKeccakPad = 0x01, kSha3Pad = 0x06, kLastPad = 0x80;
using State = std::array<std::uint64_t, kLanes>;

// Round constants by the shift register of FIPS 202 section 3.2.5.
constexpr auto kIota = [] {
  std::array<std::uint64_t, kRounds> out{};
  std::uint8_t lfsr = 1;
  for (auto& constant : out)
    for (unsigned j = 0; j < 7; ++j) {
      if ((lfsr & 1) != 0) constant |= std::uint64_t{1} << ((1u << j) - 1);
      lfsr = static_cast<std::uint8_t>((lfsr << 1) ^ ((lfsr >> 7) * 0x71));
    }
  return out;
}();

void theta(State& a) {
  std::array<std::uint64_t, 5> c{};
  for (std::size_t i = 0; i < kLanes; ++i) c[i % 5] ^= a[i];
  for (std::size_t i = 0; i < kLanes; ++i) a[i] ^= c[(i + 4) % 5] ^ std::rotl(c[(i + 1) % 5], 1);
}

// rho and pi walk the lanes once: position (x, y) goes to (y, 2x + 3y).
void rho_pi(State& a) {
  std::size_t x = 1, y = 0;
  auto held = a[1];
  for (unsigned t = 0; t < kRounds; ++t) {
    const auto next_y = (2 * x + 3 * y) % 5;
    x = y, y = next_y;
    std::swap(held, a[x + 5 * y]);
    a[x + 5 * y] = std::rotl(a[x + 5 * y], static_cast<int>((t + 1) * (t + 2) / 2 % 64));
  }
}

void chi(State& a) {
  for (std::size_t y = 0; y < kLanes; y += 5) {
    std::array<std::uint64_t, 5> row{};
    for (std::size_t x = 0; x < 5; ++x) row[x] = a[y + x];
    for (std::size_t x = 0; x < 5; ++x) a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
  }
}

void permute(State& a) {
  for (const auto constant : kIota) {
    theta(a);
    rho_pi(a);
    chi(a);
    a[0] ^= constant;
  }
}

void absorb(State& a, std::span<const std::uint8_t, kRateBytes> block) {
  for (std::size_t i = 0; i < kRateBytes; ++i) a[i / 8] ^= std::uint64_t{block[i]} << (8 * (i % 8));
  permute(a);
}

Hash32 sponge(ByteView bytes, std::uint8_t pad) {
  State a{};
  for (; bytes.size() >= kRateBytes; bytes = bytes.subspan(kRateBytes)) absorb(a, bytes.first<kRateBytes>());
  std::array<std::uint8_t, kRateBytes> last{};
  std::copy(bytes.begin(), bytes.end(), last.begin());
  last[bytes.size()] ^= pad;
  last[kRateBytes - 1] ^= kLastPad;
  absorb(a, last);
  Hash32 out;
  for (std::size_t i = 0; i < Hash32::kBytes; ++i) out.fill()[i] = static_cast<std::uint8_t>(a[i / 8] >> (8 * (i % 8)));
  return out;
}

}  // namespace

Hash32 keccak256(ByteView bytes) { return sponge(bytes, kKeccakPad); }
Hash32 sha3_256(ByteView bytes) { return sponge(bytes, kSha3Pad); }

}  // namespace tipstaff::casework
