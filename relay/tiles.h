#pragma once
// Tiles: the log's files that one batch of leaves adds (C2SP tlog-tiles).

#include <functional>

#include "tipstaff/log/tile.h"

namespace tipstaff::relay {

struct TileFile {
  std::string path;       // "tile/..."
  Bytes bytes;
  bool complete = false;  // a full tile stays for ever
};

// read returns the bytes of an earlier file of the log.
using ReadTile = std::function<Result<Bytes>(const std::string& path)>;

// extend_tiles returns the files of a tree of `before` leaves once `leaves` are
// appended: the entries bundle and one hash tile for each level that grew.
// Errors: those of `read`, wrong_length (an earlier file is damaged).
[[nodiscard]] Result<std::vector<TileFile>> extend_tiles(std::uint64_t before,
                                                         std::span<const Bytes> leaves,
                                                         const ReadTile& read);

}  // namespace tipstaff::relay
