#pragma once
// Document: a report as blocks, before it is a page of any kind.

#include <cstdint>
#include <string>
#include <vector>

namespace tipstaff::casework {

enum class BlockKind : std::uint8_t {
  title,
  heading,       // of a section
  subheading,
  text,
  quote,         // what a stranger wrote
  caveat,        // what a reader must not overlook
  table,
};

// Block has text, or, as a table, rows of which the first is the head. `shares` are the
// columns' parts of the width, in percent; a column of hashes is set in a fixed width font.
struct Block {
  BlockKind kind = BlockKind::text;
  std::string text;
  std::vector<std::vector<std::string>> rows;
  std::vector<unsigned> shares;
};

// Document: texts are UTF-8 and may have lines; nothing in them is markup.
struct Document {
  std::string title;
  std::string marking;         // on every page: "TLP:RED"
  std::uint64_t made_at = 0;   // unix seconds: of its contents, not of the moment of writing
  std::vector<Block> blocks;
};

}  // namespace tipstaff::casework
