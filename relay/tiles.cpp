#include "relay/tiles.h"

namespace tipstaff::relay {
namespace {

// grow_hashes appends `hashes` to level `level`, whose width was `before`, and
// carries the roots of tiles that became full one level up.
Result<void> grow_hashes(unsigned level, std::uint64_t before, std::span<const Hash32> hashes,
                         const ReadTile& read, std::vector<TileFile>& out) {
  while (!hashes.empty()) {
    const auto index = before / log::kTileWidth;
    const auto had = before % log::kTileWidth;
    const auto add = std::min<std::uint64_t>(log::kTileWidth - had, hashes.size());
    Bytes tile;
    if (had > 0) {
      TIP_TRY(tile, read(log::tile_path(level, index, had)));
    }
    if (tile.size() != had * 32) return fail(Errc::wrong_length, "hash tile");
    for (const auto& hash : hashes.first(add))
      tile.insert(tile.end(), hash.view().begin(), hash.view().end());
    const bool full = had + add == log::kTileWidth;
    std::vector<Hash32> whole;
    if (full)
      for (std::size_t at = 0; at < tile.size(); at += 32)
        whole.push_back(Hash32::from(ByteView(tile).subspan(at, 32)));
    out.push_back({log::tile_path(level, index, had + add), std::move(tile), full});
    if (full) {
      const Hash32 root = log::tree_hash(whole);
      TIP_CHECK(grow_hashes(level + 1, index, {&root, 1}, read, out));
    }
    before += add;
    hashes = hashes.subspan(add);
  }
  return {};
}

Result<void> grow_entries(std::uint64_t before, std::span<const Bytes> leaves,
                          const ReadTile& read, std::vector<TileFile>& out) {
  while (!leaves.empty()) {
    const auto index = before / log::kTileWidth;
    const auto had = before % log::kTileWidth;
    const auto add = std::min<std::uint64_t>(log::kTileWidth - had, leaves.size());
    Bytes bundle;
    if (had > 0) {
      TIP_TRY(bundle, read(log::entries_path(index, had)));
    }
    for (const auto& leaf : leaves.first(add)) log::append_entry(bundle, leaf);
    out.push_back({log::entries_path(index, had + add), std::move(bundle),
                   had + add == log::kTileWidth});
    before += add;
    leaves = leaves.subspan(add);
  }
  return {};
}

}  // namespace

Result<std::vector<TileFile>> extend_tiles(std::uint64_t before, std::span<const Bytes> leaves,
                                           const ReadTile& read) {
  std::vector<Hash32> hashes;
  for (const auto& leaf : leaves) hashes.push_back(log::leaf_hash(leaf));
  std::vector<TileFile> out;
  TIP_CHECK(grow_entries(before, leaves, read, out));
  TIP_CHECK(grow_hashes(0, before, hashes, read, out));
  return out;
}

}  // namespace tipstaff::relay
