#pragma once
// Tiles and entry bundles (C2SP tlog-tiles): names and contents of log files.

#include "tipstaff/log/merkle.h"

namespace tipstaff::log {

inline constexpr std::uint64_t kTileWidth = 256;

// tile_path: "tile/<L>/<N>[.p/<W>]"; width 256 is a full tile.
[[nodiscard]] std::string tile_path(unsigned level, std::uint64_t index, std::uint64_t width);
// entries_path: "tile/entries/<N>[.p/<W>]".
[[nodiscard]] std::string entries_path(std::uint64_t index, std::uint64_t width);

// append_entry adds `u16 length || leaf` to a bundle.
void append_entry(Bytes& bundle, ByteView leaf);
// parse_untrusted_bundle splits a bundle into its leaves. Errors: wrong_length.
[[nodiscard]] Result<std::vector<ByteView>> parse_untrusted_bundle(ByteView bundle);

// TileSpan names the bundle that holds a batch: [first, first + count) of a tree
// of `size` leaves. A batch never crosses a bundle, because K divides 256 or 256 K.
struct TileSpan {
  std::uint64_t index;   // of the tile
  std::uint64_t width;   // of the tile in a tree of this size
  std::size_t offset;    // of the first leaf in the tile
};
[[nodiscard]] TileSpan tile_span(std::uint64_t first, std::uint64_t size);

}  // namespace tipstaff::log
