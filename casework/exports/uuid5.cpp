#include "casework/exports/uuid5.h"

#include <array>
#include <bit>

namespace tipstaff::casework {
namespace {

using Words = std::array<std::uint32_t, 5>;

// One block of SHA-1 (FIPS 180-4, 6.1.2).
void sha1_block(Words& h, ByteView block) {
  std::array<std::uint32_t, 80> w;
  for (std::size_t i = 0; i < 16; ++i)
    w[i] = static_cast<std::uint32_t>(block[4 * i]) << 24 | static_cast<std::uint32_t>(block[4 * i + 1]) << 16 |
           static_cast<std::uint32_t>(block[4 * i + 2]) << 8 | block[4 * i + 3];
  for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  auto [a, b, c, d, e] = h;
  for (std::size_t i = 0; i < 80; ++i) {
    const std::uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 ? b ^ c ^ d : i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    constexpr std::array<std::uint32_t, 4> kAdd = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
    const std::uint32_t next = std::rotl(a, 5) + f + e + kAdd[i / 20] + w[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e};
}

Bytes sha1(Bytes message) {
  Words h = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  const std::uint64_t bits = message.size() * 8;
  message.push_back(0x80);
  while (message.size() % 64 != 56) message.push_back(0);
  for (int shift = 56; shift >= 0; shift -= 8) message.push_back(static_cast<std::uint8_t>(bits >> shift));
  for (std::size_t at = 0; at < message.size(); at += 64) sha1_block(h, ByteView(message).subspan(at, 64));
  Bytes out;
  for (const auto word : h)
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(word >> shift));
  return out;
}

// Drawn at random once: 1170e5b4-411e-45a0-a155-7dfc0e6d993a.
constexpr std::array<std::uint8_t, 16> kOwnSpace = {0x11, 0x70, 0xe5, 0xb4, 0x41, 0x1e, 0x45, 0xa0, 0xa1, 0x55, 0x7d, 0xfc, 0x0e, 0x6d, 0x99, 0x3a};

}  // namespace

std::string own_uuid(std::string_view name) { return uuid5(kOwnSpace, name); }

std::string uuid5(ByteView name_space, std::string_view name) {
  auto hash = sha1(concat({name_space, as_bytes(name)}));
  hash.resize(16);
  hash[6] = static_cast<std::uint8_t>((hash[6] & 0x0f) | 0x50);
  hash[8] = static_cast<std::uint8_t>((hash[8] & 0x3f) | 0x80);
  auto hex = to_hex(hash);
  for (const std::size_t at : {20UL, 16UL, 12UL, 8UL}) hex.insert(at, "-");
  return hex;
}

}  // namespace tipstaff::casework
