#pragma once
// Small real files for made-up tips: each opens in the program that people open it with.

#include <span>

#include "casework/planted/draw.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::planted {

// A picture of 32 by 32 points in colours of its own.
[[nodiscard]] Bytes png_of(Draw& draw);
// One page with a line of text (ASCII).
[[nodiscard]] Bytes pdf_of(std::string_view text);
// A mail with a text part.
[[nodiscard]] Bytes eml_of(std::string_view from, std::string_view text);

struct ZipEntry {
  std::string_view name;
  std::string_view bytes;
};
// An archive whose entries are stored as they are.
[[nodiscard]] Bytes zip_of(std::span<const ZipEntry> entries);
// A text document of one paragraph (Office Open XML). `text` has no markup characters.
[[nodiscard]] Bytes docx_of(std::string_view text);

}  // namespace tipstaff::planted
