#include "tipstaff/bytes/bytes.h"

#include <algorithm>

namespace tipstaff {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// digit_of returns the position of `c` in `alphabet`, or -1.
int digit_of(std::string_view alphabet, char c) {
  const auto at = alphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// sequence_bytes returns how many bytes a UTF-8 sequence with this lead has.
std::size_t sequence_bytes(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

// second_byte_fits refuses overlong forms, surrogates and values over U+10FFFF.
bool second_byte_fits(std::uint8_t lead, std::uint8_t second) {
  if (lead == 0xE0) return second >= 0xA0;
  if (lead == 0xED) return second <= 0x9F;
  if (lead == 0xF0) return second >= 0x90;
  if (lead == 0xF4) return second <= 0x8F;
  return true;
}

}  // namespace

Bytes concat(std::initializer_list<ByteView> parts) {
  std::size_t total = 0;
  for (const auto part : parts) total += part.size();
  Bytes out;
  out.reserve(total);
  for (const auto part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

void copy_into(MutableBytes to, ByteView from) {
  TIP_ASSERT(to.size() == from.size());
  std::copy(from.begin(), from.end(), to.begin());
}

bool equal_vartime(ByteView a, ByteView b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}

bool all_zero(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
}

std::string to_hex(ByteView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const auto b : bytes) {
    out.push_back(kHex[b >> 4]);
    out.push_back(kHex[b & 15]);
  }
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return fail(Errc::bad_text, "hex");
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit_of(kHex, text[i]);
    const int low = digit_of(kHex, text[i + 1]);
    if (high < 0 || low < 0) return fail(Errc::bad_text, "hex");
    out.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
  return out;
}

std::string to_base64(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t word = 0;
    for (std::size_t j = 0; j < 3; ++j) word = word << 8 | (j < left ? bytes[i + j] : 0u);
    for (std::size_t j = 0; j < 4; ++j)
      out.push_back(j <= left ? kBase64[word >> (18 - 6 * j) & 63] : '=');
  }
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return fail(Errc::bad_text, "base64");
  std::size_t pads = 0;
  while (pads < 2 && pads < text.size() && text[text.size() - 1 - pads] == '=') ++pads;
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pad = i >= text.size() - pads;
    const int digit = pad ? 0 : digit_of(kBase64, text[i]);
    if (digit < 0) return fail(Errc::bad_text, "base64");
    word = word << 6 | static_cast<std::uint32_t>(digit);
    if (i % 4 != 3) continue;
    for (int shift = 16; shift >= 0; shift -= 8)
      out.push_back(static_cast<std::uint8_t>(word >> shift & 255));
    word = 0;
  }
  for (std::size_t i = 0; i < pads; ++i) {
    if (out.back() != 0) return fail(Errc::bad_text, "base64");
    out.pop_back();
  }
  if (to_base64(out) != text) return fail(Errc::bad_text, "base64");
  return out;
}

bool valid_utf8(ByteView bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = sequence_bytes(bytes[i]);
    if (length == 0 || length > bytes.size() - i) return false;
    for (std::size_t j = 1; j < length; ++j)
      if ((bytes[i + j] & 0xC0) != 0x80) return false;
    if (length > 1 && !second_byte_fits(bytes[i], bytes[i + 1])) return false;
    i += length;
  }
  return true;
}

}  // namespace tipstaff
