#pragma once
// Small pictures, well-formed as far as the parser looks, for tests.

#include "tipstaff/wire/writer.h"

namespace tipstaff::council::testing {

inline std::uint32_t crc_of(ByteView bytes) {
  std::uint32_t crc = ~0u;
  for (const auto byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB8'8320u : 0u);
  }
  return ~crc;
}

inline Bytes chunk(std::string_view type, ByteView data) {
  const auto body = concat({as_bytes(type), data});
  wire::Writer out;
  out.u32(static_cast<std::uint32_t>(data.size())).raw(body).u32(crc_of(body));
  return out.take();
}

// png has `pixels` bytes of data that unpack to nothing.
inline Bytes png(std::uint32_t width, std::uint32_t height, ByteView extra = {}, std::size_t pixels = 10) {
  wire::Writer header;
  header.u32(width).u32(height).u8(8).u8(0).u8(0).u8(0).u8(0);
  return concat({as_bytes("\x89PNG\r\n\x1A\n"), chunk("IHDR", header.view()), extra, chunk("IDAT", Bytes(pixels, 7)),
                 chunk("IEND", {})});
}

inline Bytes segment(std::uint8_t marker, ByteView data) {
  wire::Writer out;
  out.u8(0xFF).u8(marker).u16(static_cast<std::uint16_t>(data.size() + 2)).raw(data);
  return out.take();
}

inline Bytes jpeg(std::uint16_t width, std::uint16_t height, ByteView extra = {}) {
  wire::Writer frame;
  frame.u8(8).u16(height).u16(width).u8(1).u8(1).u8(0x11).u8(0);
  const Bytes start = {0xFF, 0xD8};
  const Bytes pixels = {1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9};
  return concat({start, segment(0xE0, as_bytes("JFIF")), extra, segment(0xDB, Bytes(65, 1)),
                 segment(0xC0, frame.view()), segment(0xC4, Bytes(20, 2)), segment(0xDA, Bytes(6, 0)), pixels});
}

}  // namespace tipstaff::council::testing
