#include "tests/peel/files.h"

#include <archive.h>
#include <archive_entry.h>
#include <qrencode.h>
#include <webp/encode.h>
#include <zlib.h>

#include <cstdio>
#include <exiv2/exiv2.hpp>
#include <memory>

namespace tipstaff::testing {
namespace {

void put_entry(archive* out, const Packed& one) {
  const std::unique_ptr<archive_entry, decltype(&::archive_entry_free)> entry(::archive_entry_new(), &::archive_entry_free);
  ::archive_entry_set_pathname(entry.get(), one.name.c_str());
  ::archive_entry_set_perm(entry.get(), 0644);
  ::archive_entry_set_filetype(entry.get(), one.link.empty() ? AE_IFREG : AE_IFLNK);
  if (!one.link.empty()) ::archive_entry_set_symlink(entry.get(), one.link.c_str());
  ::archive_entry_set_size(entry.get(), static_cast<la_int64_t>(one.bytes.size()));
  ::archive_write_header(out, entry.get());
  ::archive_write_data(out, one.bytes.data(), one.bytes.size());
}

void set_packing(archive* out, Packing packing) {
  switch (packing) {
    case Packing::zip: ::archive_write_set_format_zip(out); break;
    case Packing::seven_zip: ::archive_write_set_format_7zip(out); break;
    case Packing::tar_gz: ::archive_write_add_filter_gzip(out); [[fallthrough]];
    case Packing::tar: ::archive_write_set_format_pax_restricted(out); break;
  }
}

Bytes number(std::size_t value) {
  Bytes out;
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
  return out;
}

Bytes chunk(std::string_view type, const Bytes& body) {
  const auto typed = concat({as_bytes(type), body});
  return concat({number(body.size()), typed, number(::crc32(0, typed.data(), static_cast<uInt>(typed.size())))});
}

Bytes deflated(const Bytes& bytes) {
  auto size = ::compressBound(bytes.size());
  Bytes out(size);
  (void)::compress(out.data(), &size, bytes.data(), bytes.size());
  out.resize(size);
  return out;
}

}  // namespace

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Bytes archive_of(Packing packing, const std::vector<Packed>& entries) {
  std::size_t size = 1 << 20, used = 0;
  for (const auto& one : entries) size += one.bytes.size() + 4096;
  Bytes out(size);
  auto* writer = ::archive_write_new();
  set_packing(writer, packing);
  ::archive_write_set_bytes_in_last_block(writer, 1);
  ::archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const auto& one : entries) put_entry(writer, one);
  ::archive_write_close(writer);
  ::archive_write_free(writer);
  out.resize(used);
  return out;
}

Bytes gzip_of(ByteView bytes) {
  z_stream stream{};
  (void)::deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  Bytes out(::deflateBound(&stream, bytes.size()));
  stream.next_in = const_cast<std::uint8_t*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  (void)::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  (void)::deflateEnd(&stream);
  return out;
}

Bytes nested_zip(int levels, ByteView core) {
  Bytes out(core.begin(), core.end());
  for (int i = 1; i <= levels; ++i) out = archive_of(Packing::zip, {{i == 1 ? "core.txt" : "deeper.zip", out}});
  return out;
}

Bytes pdf_of(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.7\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char line[32];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", out.size());
    table += line;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const auto at = std::to_string(out.size()), count = std::to_string(objects.size() + 1);
  out += "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer<</Size " + count +
         "/Root 1 0 R/Info 5 0 R>>\nstartxref\n" + at + "\n%%EOF\n";
  return bytes_of(out);
}

Bytes pdf_page(const std::string& line, const std::string& catalogue, const std::string& page) {
  const auto content = "BT /F1 24 Tf 72 700 Td (" + line + ") Tj ET";
  return pdf_of({"<</Type/Catalog/Pages 2 0 R " + catalogue + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font"
                 "/Subtype/Type1/BaseFont/Helvetica>>>>>>" + page + ">>",
                 "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream",
                 "<</Author(Ada Quill)/Creator(Scribe 3)/CreationDate(D:20240102030405+03'00')>>"});
}

Bytes docx_of(const std::string& document) {
  return archive_of(Packing::zip, {
      {"[Content_Types].xml", bytes_of("<Types/>")},
      {"word/document.xml", bytes_of(document)},
      {"word/comments.xml", bytes_of("<w:comments><w:comment w:author=\"Eve\" w:date=\"2024-02-02T00:00:00Z\"><w:p><w:r>"
                                     "<w:t>ask the ferryman</w:t></w:r></w:p></w:comment></w:comments>")},
      {"docProps/core.xml", bytes_of("<cp:coreProperties><dc:creator>Ada Quill</dc:creator><dcterms:created>"
                                     "2024-01-01T00:00:00Z</dcterms:created></cp:coreProperties>")},
      {"word/_rels/settings.xml.rels", bytes_of("<Relationships><Relationship Target=\"http://template.example/t.dotm\""
                                                " TargetMode=\"External\"/></Relationships>")},
      {"word/vbaProject.bin", bytes_of("Sub AutoOpen()")}});
}

Bytes png_of(std::size_t width, const Bytes& pixels) {
  const auto height = pixels.size() / width;
  Bytes rows;
  for (std::size_t y = 0; y < height; ++y) {
    rows.push_back(0);
    rows.insert(rows.end(), pixels.begin() + static_cast<std::ptrdiff_t>(y * width),
                pixels.begin() + static_cast<std::ptrdiff_t>((y + 1) * width));
  }
  const Bytes signature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, rest = {8, 0, 0, 0, 0};
  return concat({signature, chunk("IHDR", concat({number(width), number(height), rest})), chunk("IDAT", deflated(rows)),
                 chunk("IEND", {})});
}

Bytes qr_png(const std::string& text) {
  constexpr std::size_t kScale = 6, kMargin = 4;
  const std::unique_ptr<QRcode, decltype(&::QRcode_free)> code(
      ::QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &::QRcode_free);
  const auto modules = static_cast<std::size_t>(code->width), side = (modules + 2 * kMargin) * kScale;
  Bytes pixels(side * side, 255);
  for (std::size_t y = 0; y < modules * kScale; ++y)
    for (std::size_t x = 0; x < modules * kScale; ++x)
      if ((code->data[y / kScale * modules + x / kScale] & 1) != 0)
        pixels[(y + kMargin * kScale) * side + x + kMargin * kScale] = 0;
  return png_of(side, pixels);
}

Bytes photo() {
  const Bytes pixels(std::size_t{64} * 48 * 3, 120);
  std::uint8_t* webp = nullptr;
  const auto size = ::WebPEncodeRGB(pixels.data(), 64, 48, 64 * 3, 80, &webp);
  const auto image = Exiv2::ImageFactory::open(webp, static_cast<long>(size));
  Exiv2::ExifData exif;
  exif["Exif.Image.Make"] = "Lumen";
  exif["Exif.Image.Model"] = "Pocket 2";
  exif["Exif.Image.Software"] = "Darkroom 1.4";
  exif["Exif.Photo.DateTimeOriginal"] = "2024:05:06 07:08:09";
  exif["Exif.Photo.BodySerialNumber"] = "LP2-0042";
  exif["Exif.GPSInfo.GPSLatitude"] = "59/1 54/1 5004/100";
  exif["Exif.GPSInfo.GPSLatitudeRef"] = "N";
  exif["Exif.GPSInfo.GPSLongitude"] = "10/1 45/1 792/100";
  exif["Exif.GPSInfo.GPSLongitudeRef"] = "W";
  image->setExifData(exif);
  image->writeMetadata();
  ::WebPFree(webp);
  image->io().seek(0, Exiv2::BasicIo::beg);
  const auto all = image->io().read(static_cast<long>(image->io().size()));
  return {all.pData_, all.pData_ + all.size_};
}

Bytes jpeg_with_exif(const Bytes& tiff) {
  const auto length = tiff.size() + 8;
  const Bytes head = {0xFF, 0xD8, 0xFF, 0xE1, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length),
                      'E', 'x', 'i', 'f', 0, 0};
  return concat({head, tiff, Bytes{0xFF, 0xD9}});
}

}  // namespace tipstaff::testing
