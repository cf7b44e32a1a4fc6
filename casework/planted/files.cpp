#include "casework/planted/files.h"

#include <array>
#include <vector>

namespace tipstaff::planted {
namespace {

std::uint32_t crc32_of(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xEDB88320 & (0 - (crc & 1)));
  }
  return ~crc;
}

std::uint32_t adler32_of(std::string_view bytes) {
  std::uint32_t a = 1, b = 0;
  for (const char c : bytes) a = (a + static_cast<std::uint8_t>(c)) % 65521, b = (b + a) % 65521;
  return b << 16 | a;
}

std::string big(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8), static_cast<char>(value)};
}
std::string little(std::uint32_t value, int bytes) {
  std::string out;
  for (; bytes > 0; --bytes, value >>= 8) out.push_back(static_cast<char>(value));
  return out;
}

// stored is a zlib stream of one block that is not compressed (up to 65535 bytes).
std::string stored(std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  return "\x78\x01\x01" + little(size, 2) + little(~size, 2) + std::string(bytes) + big(adler32_of(bytes));
}

std::string png_chunk(std::string_view type, std::string_view data) {
  const auto body = std::string(type) + std::string(data);
  return big(static_cast<std::uint32_t>(data.size())) + body + big(crc32_of(body));
}

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

// An entry's fields, which its own header and the directory at the end repeat.
std::string zip_fields(const ZipEntry& entry) {
  const auto size = static_cast<std::uint32_t>(entry.bytes.size());
  // Version 2.0, names in UTF-8, stored, 1 January 2024.
  return little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 2) + little(0x5821, 2) + little(crc32_of(entry.bytes), 4) +
         little(size, 4) + little(size, 4) + little(static_cast<std::uint32_t>(entry.name.size()), 2) + little(0, 2);
}

}  // namespace

Bytes png_of(Draw& draw) {
  constexpr std::uint32_t kSide = 32;
  const auto light = draw.chars("\x20\x60\xA0\xE0", 3), dark = draw.chars("\x10\x50\x90\xD0", 3);
  std::string rows;
  for (std::uint32_t y = 0; y < kSide; ++y) {
    rows.push_back('\0');  // no filter
    for (std::uint32_t x = 0; x < kSide; ++x) rows += draw.one_in(2) ? light : dark;
  }
  const auto head = big(kSide) + big(kSide) + std::string("\x08\x02\0\0\0", 5);  // 8 bits, red green blue
  return bytes_of("\x89PNG\r\n\x1a\n" + png_chunk("IHDR", head) + png_chunk("IDAT", stored(rows)) + png_chunk("IEND", ""));
}

Bytes pdf_of(std::string_view text) {
  std::string safe;
  for (const char c : text) safe += c == '(' || c == ')' || c == '\\' ? std::string{'\\', c} : std::string{c};
  const auto stream = "BT /F1 11 Tf 40 760 Td (" + safe + ") Tj ET";
  const std::array<std::string, 5> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream + "\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
  std::string out = "%PDF-1.4\n", table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto at = std::to_string(out.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const auto begin = std::to_string(out.size());
  return bytes_of(out + "xref\n0 6\n" + table + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + begin + "\n%%EOF\n");
}

Bytes eml_of(std::string_view from, std::string_view text) {
  return bytes_of("From: " + std::string(from) + "\r\nTo: undisclosed-recipients:;\r\nSubject: tonight\r\n"
                  "Date: Mon, 13 May 2024 21:04:00 +0300\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: 8bit\r\n\r\n" + std::string(text) + "\r\n");
}

Bytes zip_of(std::span<const ZipEntry> entries) {
  std::string out, directory;
  for (const auto& entry : entries) {
    const auto fields = zip_fields(entry);
    directory += "PK\x01\x02" + little(20, 2) + fields + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                 little(static_cast<std::uint32_t>(out.size()), 4) + std::string(entry.name);
    out += "PK\x03\x04" + fields + std::string(entry.name) + std::string(entry.bytes);
  }
  const auto count = little(static_cast<std::uint32_t>(entries.size()), 2);
  return bytes_of(out + directory + "PK\x05\x06" + little(0, 4) + count + count +
                  little(static_cast<std::uint32_t>(directory.size()), 4) + little(static_cast<std::uint32_t>(out.size()), 4) + little(0, 2));
}

Bytes docx_of(std::string_view text) {
  constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
  const auto types = std::string(kHead) +
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Override PartName=\"/word/document.xml\" ContentType="
      "\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
  const auto links = std::string(kHead) +
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type="
      "\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
  const auto body = std::string(kHead) +
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>" +
      std::string(text) + "</w:t></w:r></w:p></w:body></w:document>";
  const std::array<ZipEntry, 3> entries = {{{"[Content_Types].xml", types}, {"_rels/.rels", links}, {"word/document.xml", body}}};
  return zip_of(entries);
}

}  // namespace tipstaff::planted
