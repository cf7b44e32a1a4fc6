#include "desk/cases/document_bytes.h"

#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

using casework::Block;
using casework::Document;

void put(wire::Writer& out, std::string_view text) { out.u32(static_cast<std::uint32_t>(text.size())).raw(as_bytes(text)); }

void put(wire::Writer& out, const Block& block) {
  out.u8(static_cast<std::uint8_t>(block.kind));
  put(out, block.text);
  out.u32(static_cast<std::uint32_t>(block.shares.size()));
  for (const auto share : block.shares) out.u32(share);
  out.u32(static_cast<std::uint32_t>(block.rows.size()));
  for (const auto& row : block.rows) {
    out.u32(static_cast<std::uint32_t>(row.size()));
    for (const auto& cell : row) put(out, cell);
  }
}

Result<std::string> text_of(wire::Reader& in) {
  TIP_TRY(const auto size, in.u32());
  TIP_TRY(const auto bytes, in.take(size));
  return std::string(as_text(bytes));
}

Result<std::vector<std::string>> row_of(wire::Reader& in) {
  TIP_TRY(const auto cells, in.u32());
  std::vector<std::string> out;
  for (std::uint32_t i = 0; i < cells; ++i) {
    TIP_TRY(auto cell, text_of(in));
    out.push_back(std::move(cell));
  }
  return out;
}

Result<Block> block_of(wire::Reader& in) {
  Block out;
  TIP_TRY(const auto kind, in.u8());
  if (kind > static_cast<std::uint8_t>(casework::BlockKind::table)) return fail(Errc::bad_value, "block");
  out.kind = static_cast<casework::BlockKind>(kind);
  TIP_TRY(out.text, text_of(in));
  TIP_TRY(const auto columns, in.u32());
  for (std::uint32_t i = 0; i < columns; ++i) {
    TIP_TRY(const auto share, in.u32());
    out.shares.push_back(share);
  }
  TIP_TRY(const auto rows, in.u32());
  for (std::uint32_t i = 0; i < rows; ++i) {
    TIP_TRY(auto row, row_of(in));
    out.rows.push_back(std::move(row));
  }
  return out;
}

}  // namespace

Bytes document_bytes(const Document& document) {
  wire::Writer out;
  put(out, document.title);
  put(out, document.marking);
  out.u64(document.made_at).u32(static_cast<std::uint32_t>(document.blocks.size()));
  for (const auto& block : document.blocks) put(out, block);
  return out.take();
}

Result<Document> document_of(ByteView bytes) {
  wire::Reader in(bytes);
  Document out;
  TIP_TRY(out.title, text_of(in));
  TIP_TRY(out.marking, text_of(in));
  TIP_TRY(out.made_at, in.u64());
  TIP_TRY(const auto blocks, in.u32());
  for (std::uint32_t i = 0; i < blocks; ++i) {
    TIP_TRY(auto block, block_of(in));
    out.blocks.push_back(std::move(block));
  }
  TIP_CHECK(in.end());
  return out;
}

}  // namespace tipstaff::desk
