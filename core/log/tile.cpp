#include "tipstaff/log/tile.h"

#include <algorithm>

#include "tipstaff/wire/reader.h"

namespace tipstaff::log {
namespace {

std::string three_digits(std::uint64_t value) {
  const auto digits = std::to_string(value);
  return std::string(3 - digits.size(), '0') + digits;
}

// index_path writes 1234067 as "x001/x234/067".
std::string index_path(std::uint64_t index) {
  std::string out = three_digits(index % 1000);
  for (index /= 1000; index > 0; index /= 1000) out = "x" + three_digits(index % 1000) + "/" + out;
  return out;
}

std::string named(std::string_view folder, std::uint64_t index, std::uint64_t width) {
  auto out = "tile/" + std::string(folder) + "/" + index_path(index);
  if (width < kTileWidth) out += ".p/" + std::to_string(width);
  return out;
}

}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, std::uint64_t width) {
  return named(std::to_string(level), index, width);
}

std::string entries_path(std::uint64_t index, std::uint64_t width) {
  return named("entries", index, width);
}

void append_entry(Bytes& bundle, ByteView leaf) {
  TIP_ASSERT(leaf.size() <= 0xFFFF);
  bundle.push_back(static_cast<std::uint8_t>(leaf.size() >> 8));
  bundle.push_back(static_cast<std::uint8_t>(leaf.size()));
  bundle.insert(bundle.end(), leaf.begin(), leaf.end());
}

Result<std::vector<ByteView>> parse_untrusted_bundle(ByteView bundle) {
  wire::Reader in(bundle);
  std::vector<ByteView> leaves;
  while (!in.rest().empty()) {
    TIP_TRY(const auto length, in.u16());
    TIP_TRY(const auto leaf, in.take(length));
    leaves.push_back(leaf);
  }
  return leaves;
}

TileSpan tile_span(std::uint64_t first, std::uint64_t size) {
  const std::uint64_t index = first / kTileWidth;
  return {index, std::min(kTileWidth, size - index * kTileWidth),
          static_cast<std::size_t>(first % kTileWidth)};
}

}  // namespace tipstaff::log
