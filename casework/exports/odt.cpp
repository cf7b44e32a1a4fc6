#include "casework/exports/odt.h"

#include <array>

#include "casework/exports/escape.h"
#include "casework/exports/stamps.h"
#include "casework/exports/zip_store.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"  // literals join at compile time
constexpr std::string_view kSpaces =
    " xmlns:office=\"" OASIS "office:1.0\" xmlns:text=\"" OASIS "text:1.0\" xmlns:table=\"" OASIS "table:1.0\" xmlns:style=\"" OASIS
    "style:1.0\" xmlns:fo=\"" OASIS "xsl-fo-compatible:1.0\" xmlns:meta=\"" OASIS "meta:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.2\">";

// Lines, tabs and runs of spaces, which XML would lose.
std::string inline_text(std::string_view text) {
  std::string out, plain;
  const auto flush = [&] { out += escape_xml(plain), plain.clear(); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool again = text[i] == ' ' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n');
    if (text[i] != '\n' && text[i] != '\t' && !again) {
      plain += text[i];
      continue;
    }
    flush();
    out += text[i] == '\n' ? "<text:line-break/>" : text[i] == '\t' ? "<text:tab/>" : "<text:s/>";
  }
  flush();
  return out;
}

struct Look {
  std::string_view style;
  std::string_view properties;       // of the letters
  std::string_view paragraph;
};

constexpr std::array<Look, 7> kLooks = {
    Look{"Title", "fo:font-size=\"20pt\" fo:font-weight=\"bold\"", "fo:margin-bottom=\"4mm\""},
    Look{"Heading", "fo:font-size=\"14pt\" fo:font-weight=\"bold\"", "fo:margin-top=\"6mm\" fo:margin-bottom=\"2mm\" fo:keep-with-next=\"always\""},
    Look{"Subheading", "fo:font-size=\"11pt\" fo:font-weight=\"bold\"", "fo:margin-top=\"4mm\" fo:margin-bottom=\"1mm\" fo:keep-with-next=\"always\""},
    Look{"Body", "fo:font-size=\"10pt\"", "fo:margin-bottom=\"1.5mm\""},
    Look{"Quote", "fo:font-size=\"10pt\"", "fo:margin-left=\"8mm\" fo:margin-right=\"8mm\" fo:margin-bottom=\"1.5mm\" fo:border-left=\"1pt solid #808080\" fo:padding=\"2mm\""},
    Look{"Caveat", "fo:font-size=\"9pt\" fo:font-style=\"italic\"", "fo:margin-bottom=\"2mm\""},
    Look{"Cell", "fo:font-size=\"8pt\"", ""},
};

std::string style_of(BlockKind kind, bool left) { return std::string(kLooks[static_cast<std::size_t>(kind)].style) + (left ? "Left" : ""); }

std::string paragraph(BlockKind kind, std::string_view text) {
  const auto style = style_of(kind, runs_left(text));
  const bool heading = kind == BlockKind::heading || kind == BlockKind::subheading;
  if (!heading) return "<text:p text:style-name=\"" + style + "\">" + inline_text(text) + "</text:p>\n";
  const std::string level = kind == BlockKind::heading ? "1" : "2";
  return "<text:h text:style-name=\"" + style + "\" text:outline-level=\"" + level + "\">" + inline_text(text) + "</text:h>\n";
}

std::string column_style(std::size_t table, std::size_t column) { return "T" + std::to_string(table) + "." + std::to_string(column); }

std::string row_of(const std::vector<std::string>& row) {
  std::string out = "<table:table-row>";
  for (const auto& cell : row)
    out += "<table:table-cell table:style-name=\"Box\" office:value-type=\"string\">" + paragraph(BlockKind::table, cell) + "</table:table-cell>";
  return out + "</table:table-row>\n";
}

std::string table_of(const Block& block, std::size_t number) {
  std::string out = "<table:table table:name=\"T" + std::to_string(number) + "\" table:style-name=\"Wide\">\n";
  for (std::size_t i = 0; i < block.shares.size(); ++i) out += "<table:table-column table:style-name=\"" + column_style(number, i) + "\"/>";
  for (std::size_t i = 0; i < block.rows.size(); ++i)
    out += i == 0 ? "<table:table-header-rows>" + row_of(block.rows[i]) + "</table:table-header-rows>" : row_of(block.rows[i]);
  return out + "</table:table>\n";
}

std::string column_styles(const Document& document) {
  std::string out;
  for (std::size_t number = 0; number < document.blocks.size(); ++number)
    for (std::size_t i = 0; i < document.blocks[number].shares.size(); ++i)
      out += "<style:style style:name=\"" + column_style(number, i) + "\" style:family=\"table-column\"><style:table-column-properties style:rel-column-width=\"" +
             std::to_string(document.blocks[number].shares[i]) + "*\"/></style:style>";
  return out;
}

std::string content_of(const Document& document) {
  auto out = std::string(kHead) + "<office:document-content" + std::string(kSpaces) + "<office:automatic-styles>"
             "<style:style style:name=\"Wide\" style:family=\"table\"><style:table-properties style:width=\"170mm\" table:align=\"margins\"/></style:style>"
             "<style:style style:name=\"Box\" style:family=\"table-cell\"><style:table-cell-properties fo:border=\"0.5pt solid #808080\" fo:padding=\"1mm\"/></style:style>" +
             column_styles(document) + "</office:automatic-styles><office:body><office:text>\n";
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const auto& block = document.blocks[i];
    out += block.kind == BlockKind::table ? table_of(block, i) : paragraph(block.kind, block.text);
  }
  return out + "</office:text></office:body></office:document-content>\n";
}

std::string styles_of(const Document& document) {
  auto out = std::string(kHead) + "<office:document-styles" + std::string(kSpaces) + "<office:styles>";
  for (const auto& look : kLooks)
    for (const bool left : {false, true})
      out += "<style:style style:name=\"" + std::string(look.style) + (left ? "Left" : "") + "\" style:family=\"paragraph\"><style:paragraph-properties " +
             std::string(look.paragraph) + (left ? " style:writing-mode=\"rl-tb\" fo:text-align=\"end\"" : "") + "/><style:text-properties " +
             std::string(look.properties) + "/></style:style>";
  out += "</office:styles><office:automatic-styles><style:page-layout style:name=\"A4\"><style:page-layout-properties fo:page-width=\"210mm\" fo:page-height=\"297mm\""
         " fo:margin=\"20mm\"/><style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles><office:master-styles>"
         "<style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\"><style:header><text:p text:style-name=\"Caveat\">" +
         inline_text(document.marking + "   " + document.title) + "</text:p></style:header><style:footer><text:p text:style-name=\"Caveat\">" +
         inline_text(document.marking) + ", page <text:page-number/></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>\n";
  return out;
}

std::string meta_of(const Document& document) {
  return std::string(kHead) + "<office:document-meta" + std::string(kSpaces) + "<office:meta><meta:generator>Tipstaff</meta:generator><dc:title>" +
         escape_xml(document.title) + "</dc:title><meta:creation-date>" + write_iso(static_cast<std::int64_t>(document.made_at) * 1000) +
         "</meta:creation-date></office:meta></office:document-meta>\n";
}

std::string manifest() {
  std::string out = std::string(kHead) + "<manifest:manifest xmlns:manifest=\"" OASIS "manifest:1.0\" manifest:version=\"1.2\">"
                    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>";
  for (const std::string name : {"content.xml", "styles.xml", "meta.xml"})
    out += "<manifest:file-entry manifest:full-path=\"" + name + "\" manifest:media-type=\"text/xml\"/>";
  return out + "</manifest:manifest>\n";
}

constexpr std::array<std::pair<char32_t, char32_t>, 4> kLeftward = {
    std::pair{U'\u0590', U'\u08FF'}, std::pair{U'\uFB1D', U'\uFDFF'}, std::pair{U'\uFE70', U'\uFEFE'}, std::pair{U'\U00010800', U'\U00010FFF'}};

}  // namespace

bool runs_left(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    at += c.bytes;
    if (c.broken) continue;
    for (const auto& [first, last] : kLeftward)
      if (c.code >= first && c.code <= last) return true;
    const bool latin = (c.code | 0x20) >= 'a' && (c.code | 0x20) <= 'z';
    if (latin || (c.code >= 0xC0 && c.code < 0x2000) || c.code >= 0x2E80) return false;
  }
  return false;
}

Bytes write_odt(const Document& document) {
  const std::array entries = {ZipEntry{"mimetype", "application/vnd.oasis.opendocument.text"}, ZipEntry{"content.xml", content_of(document)},
                              ZipEntry{"styles.xml", styles_of(document)}, ZipEntry{"meta.xml", meta_of(document)},
                              ZipEntry{"META-INF/manifest.xml", manifest()}};
  return zip_stored(entries);
}

}  // namespace tipstaff::casework
