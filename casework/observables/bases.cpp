// Base 58, base 32 and the checksums that come with them.

#include <array>

#include "casework/observables/checks.h"
#include "casework/observables/classes.h"
#include "casework/observables/keccak.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::casework {
namespace {

constexpr std::string_view kBech32Digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::uint32_t kBech32One = 1, kBech32mOne = 0x2bc830a3;
constexpr std::size_t kBech32Sum = 6, kCashaddrSum = 8;

std::uint32_t bech32_step(std::uint32_t sum, std::uint32_t value) {
  constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  const auto top = sum >> 25;
  sum = (sum & 0x1ffffff) << 5 ^ value;
  for (std::size_t i = 0; i < kGenerator.size(); ++i)
    if ((top >> i & 1) != 0) sum ^= kGenerator[i];
  return sum;
}

std::uint64_t cashaddr_step(std::uint64_t sum, std::uint64_t value) {
  constexpr std::array<std::uint64_t, 5> kGenerator = {0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8, 0x1e4f43e470};
  const auto top = sum >> 35;
  sum = (sum & 0x07ffffffff) << 5 ^ value;
  for (std::size_t i = 0; i < kGenerator.size(); ++i)
    if ((top >> i & 1) != 0) sum ^= kGenerator[i];
  return sum;
}

// The block sizes of Monero's base 58: n bytes are kEncoded[n] characters.
constexpr std::array<std::size_t, 9> kEncoded = {0, 2, 3, 5, 6, 7, 9, 10, 11};
constexpr std::size_t kMoneroBlock = 11, kMoneroChars = 95, kMoneroIntegrated = 106;

// monero_block decodes one block big-endian into exactly `bytes` bytes.
bool monero_block(std::string_view text, std::size_t bytes, Bytes& out) {
  std::uint64_t value = 0;
  for (const char c : text) {
    const auto digit = kBitcoinDigits.find(c);
    if (digit == std::string_view::npos) return false;
    if (__builtin_mul_overflow(value, 58u, &value) || __builtin_add_overflow(value, digit, &value)) return false;
  }
  if (bytes < 8 && value >> (8 * bytes) != 0) return false;
  for (std::size_t i = bytes; i > 0; --i) out.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
  return true;
}

}  // namespace

std::optional<Bytes> base58(std::string_view text, std::string_view alphabet) {
  if (text.size() > kBase58CharsMax) return std::nullopt;
  Bytes little;  // least significant byte first
  std::size_t zeros = 0;
  while (zeros < text.size() && text[zeros] == alphabet[0]) ++zeros;
  for (const char c : text) {
    auto carry = static_cast<std::uint32_t>(alphabet.find(c));
    if (carry >= alphabet.size()) return std::nullopt;
    for (auto& byte : little) {
      carry += byte * 58u;
      byte = static_cast<std::uint8_t>(carry);
      carry >>= 8;
    }
    if (carry > 0) little.push_back(static_cast<std::uint8_t>(carry));
  }
  Bytes out(zeros, 0);
  out.insert(out.end(), little.rbegin(), little.rend());
  return out;
}

std::optional<Bytes> base58check(std::string_view text, std::string_view alphabet) {
  auto bytes = base58(text, alphabet);
  if (!bytes || bytes->size() < 5) return std::nullopt;
  const auto body = ByteView(*bytes).first(bytes->size() - 4);
  const auto sum = crypto::sha256(crypto::sha256(body).view());
  if (!equal_vartime(ByteView(*bytes).last(4), sum.view().first(4))) return std::nullopt;
  bytes->resize(body.size());
  return bytes;
}

std::optional<Bytes> base32(std::string_view text) {
  Bytes out;
  std::uint32_t held = 0, bits = 0;
  for (const char raw : text) {
    const char c = lower(raw);
    if (!is_lower(c) && (c < '2' || c > '7')) return std::nullopt;
    held = held << 5 | static_cast<std::uint32_t>(is_lower(c) ? c - 'a' : c - '2' + 26);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<std::uint8_t>(held >> bits));
  }
  return out;
}

bool bech32_holds(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size() + 1 + kBech32Sum) return false;
  std::uint32_t sum = 1;
  for (const char c : prefix) sum = bech32_step(sum, static_cast<std::uint32_t>(c) >> 5);
  sum = bech32_step(sum, 0);
  for (const char c : prefix) sum = bech32_step(sum, static_cast<std::uint32_t>(c) & 31);
  for (const char c : text.substr(prefix.size() + 1)) {
    const auto digit = kBech32Digits.find(lower(c));
    if (digit == std::string_view::npos) return false;
    sum = bech32_step(sum, static_cast<std::uint32_t>(digit));
  }
  return sum == kBech32One || sum == kBech32mOne;
}

bool cashaddr_holds(std::string_view text) {
  if (text.size() <= kCashaddrSum) return false;
  std::uint64_t sum = 1;
  for (const char c : std::string_view("bitcoincash")) sum = cashaddr_step(sum, static_cast<std::uint64_t>(c) & 31);
  sum = cashaddr_step(sum, 0);
  for (const char c : text) {
    const auto digit = kBech32Digits.find(lower(c));
    if (digit == std::string_view::npos) return false;
    sum = cashaddr_step(sum, digit);
  }
  return sum == 1;
}

std::uint16_t crc16(ByteView bytes) {
  std::uint32_t sum = 0;
  for (const auto byte : bytes) {
    sum ^= static_cast<std::uint32_t>(byte) << 8;
    for (int bit = 0; bit < 8; ++bit) sum = (sum & 0x8000) != 0 ? sum << 1 ^ 0x1021 : sum << 1;
  }
  return static_cast<std::uint16_t>(sum);
}

bool monero_holds(std::string_view text) {
  if (text.size() != kMoneroChars && text.size() != kMoneroIntegrated) return false;
  Bytes bytes;
  while (!text.empty()) {
    const auto chars = std::min(text.size(), kMoneroBlock);
    std::size_t size = 0;
    while (size < kEncoded.size() && kEncoded[size] != chars) ++size;
    if (size == kEncoded.size() || !monero_block(text.substr(0, chars), size, bytes)) return false;
    text.remove_prefix(chars);
  }
  constexpr std::uint8_t kMain = 18, kIntegrated = 19, kSub = 42;
  if (bytes[0] != kMain && bytes[0] != kIntegrated && bytes[0] != kSub) return false;
  const auto body = ByteView(bytes).first(bytes.size() - 4);
  return equal_vartime(ByteView(bytes).last(4), keccak256(body).view().first(4));
}

}  // namespace tipstaff::casework
