#pragma once
// Bytes and views of bytes; nothing here knows what they mean.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tipstaff/bytes/error.h"

namespace tipstaff {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

// as_bytes views text as the bytes that it is made of.
[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// as_text views bytes as text; says nothing about their encoding.
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// concat joins views into one buffer.
[[nodiscard]] Bytes concat(std::initializer_list<ByteView> parts);

// copy_into copies `from` to the start of `to`, which must be exactly as long.
void copy_into(MutableBytes to, ByteView from);

// equal_vartime compares public bytes.
[[nodiscard]] bool equal_vartime(ByteView a, ByteView b);

// all_zero tells whether every byte is zero. Time: variable; for padding only.
[[nodiscard]] bool all_zero(ByteView bytes);

// to_hex writes lower-case hexadecimal; from_hex reads exactly that.
// Errors: bad_text.
[[nodiscard]] std::string to_hex(ByteView bytes);
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

// to_base64 and from_base64: RFC 4648 section 4, padded; decoding is strict
// (no white space, no missing padding, no stray bits). Errors: bad_text.
[[nodiscard]] std::string to_base64(ByteView bytes);
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);

// valid_utf8 tells whether the bytes are well-formed UTF-8 (RFC 3629).
[[nodiscard]] bool valid_utf8(ByteView bytes);

}  // namespace tipstaff
