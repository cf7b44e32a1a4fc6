#pragma once
// Files of every kind that is opened, small ones, made by code; and hostile ones.

#include <string>
#include <vector>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::testing {

struct Packed {
  std::string name;
  Bytes bytes;
  std::string link = {};  // not empty: a symbolic link to there
};

enum class Packing : std::uint8_t { zip, tar, tar_gz, seven_zip };
[[nodiscard]] Bytes archive_of(Packing packing, const std::vector<Packed>& entries);
[[nodiscard]] Bytes gzip_of(ByteView bytes);
// nested_zip is a zip in a zip ..., `levels` deep, around `core`.
[[nodiscard]] Bytes nested_zip(int levels, ByteView core);

[[nodiscard]] Bytes bytes_of(std::string_view text);

// pdf_of makes a document of these objects: 1 is the catalogue, 5 the information.
[[nodiscard]] Bytes pdf_of(const std::vector<std::string>& objects);
// A page that says `line`, with `catalogue` and `page` put into those dictionaries.
[[nodiscard]] Bytes pdf_page(const std::string& line, const std::string& catalogue = {}, const std::string& page = {});

// docx_of packs a document's XML with properties, comments and settings.
[[nodiscard]] Bytes docx_of(const std::string& document);

// png_of makes a grey PNG of rows of pixels.
[[nodiscard]] Bytes png_of(std::size_t width, const Bytes& pixels);
// qr_png is a code that says `text`.
[[nodiscard]] Bytes qr_png(const std::string& text);
// photo is a WebP picture that says where, when and by which camera it was taken.
[[nodiscard]] Bytes photo();
// jpeg_with_exif is the frame of a JPEG around this EXIF block, without a picture.
[[nodiscard]] Bytes jpeg_with_exif(const Bytes& tiff);

}  // namespace tipstaff::testing
