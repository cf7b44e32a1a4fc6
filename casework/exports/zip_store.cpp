#include "casework/exports/zip_store.h"

#include <array>

namespace tipstaff::casework {
namespace {

constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
  std::array<std::uint32_t, 256> out{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value & 1 ? value >> 1 ^ 0xEDB88320U : value >> 1;
    out[i] = value;
  }
  return out;
}();

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) crc = kCrcTable[(crc ^ static_cast<std::uint8_t>(c)) & 0xFF] ^ crc >> 8;
  return ~crc;
}

class Little {
 public:
  Little& u16(std::size_t value) { return number(value, 2); }
  Little& u32(std::size_t value) { return number(value, 4); }
  Little& text(std::string_view text) {
    bytes.insert(bytes.end(), text.begin(), text.end());
    return *this;
  }
  Bytes bytes;

 private:
  Little& number(std::size_t value, int size) {
    for (int i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    return *this;
  }
};

constexpr std::size_t kVersion = 10, kMidnight = 0, kNewYear1980 = 0x21;

// What a local header and the directory say alike.
void common(Little& out, const ZipEntry& one) {
  out.u16(kVersion).u16(0).u16(0).u16(kMidnight).u16(kNewYear1980);
  out.u32(crc32(one.bytes)).u32(one.bytes.size()).u32(one.bytes.size()).u16(one.name.size()).u16(0);
}

}  // namespace

Bytes zip_stored(std::span<const ZipEntry> entries) {
  Little out, directory;
  for (const auto& one : entries) {
    directory.u32(0x02014B50).u16(kVersion);
    common(directory, one);
    directory.u16(0).u16(0).u16(0).u32(0).u32(out.bytes.size()).text(one.name);
    out.u32(0x04034B50);
    common(out, one);
    out.text(one.name).text(one.bytes);
  }
  const auto begin = out.bytes.size();
  out.text(as_text(directory.bytes));
  out.u32(0x06054B50).u16(0).u16(0).u16(entries.size()).u16(entries.size()).u32(directory.bytes.size()).u32(begin).u16(0);
  return std::move(out.bytes);
}

}  // namespace tipstaff::casework
