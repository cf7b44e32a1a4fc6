#include "desk/cases/pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "casework/exports/stamps.h"

namespace tipstaff::desk {
namespace {

using casework::Block;
using casework::BlockKind;

// Points: 72 of them are 25.4 mm.
constexpr double kPageWidth = 595.28, kPageHeight = 841.89, kMargin = 56.7, kTextWidth = kPageWidth - 2 * kMargin;
constexpr double kTop = kMargin + 12, kBottom = kPageHeight - kMargin - 8, kCellPad = 3;

struct Look {
  const char* font;
  double before, after, indent;
};

Look look_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::title: return {"Noto Sans, DejaVu Sans, Sans Bold 18", 0, 8, 0};
    case BlockKind::heading: return {"Noto Sans, DejaVu Sans, Sans Bold 13", 16, 5, 0};
    case BlockKind::subheading: return {"Noto Sans, DejaVu Sans, Sans Bold 10", 10, 3, 0};
    case BlockKind::quote: return {"Noto Sans, DejaVu Sans, Sans 10", 2, 6, 18};
    case BlockKind::caveat: return {"Noto Sans, DejaVu Sans, Sans Italic 9", 2, 6, 0};
    case BlockKind::table: return {"Noto Sans, DejaVu Sans, Sans 8", 0, 0, 0};
    default: return {"Noto Sans, DejaVu Sans, Sans 10", 0, 4, 0};
  }
}

struct Free {
  void operator()(cairo_surface_t* it) const { cairo_surface_destroy(it); }
  void operator()(cairo_t* it) const { cairo_destroy(it); }
  void operator()(PangoLayout* it) const { g_object_unref(it); }
  void operator()(PangoAttrList* it) const { pango_attr_list_unref(it); }
  void operator()(PangoFontDescription* it) const { pango_font_description_free(it); }
  void operator()(PangoLayoutIter* it) const { pango_layout_iter_free(it); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// Cell is a text in its column, drawn line by line, so that it can go on over a page.
struct Cell {
  Owned<PangoLayout> layout;
  Owned<PangoLayoutIter> line;
  double x = 0;
  bool done = false;

  [[nodiscard]] double height_of_line() const {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(line.get(), nullptr, &logical);
    return static_cast<double>(logical.height) / PANGO_SCALE;
  }
  [[nodiscard]] double height() const {
    int out = 0;
    pango_layout_get_size(layout.get(), nullptr, &out);
    return static_cast<double>(out) / PANGO_SCALE;
  }
};

class Pages {
 public:
  Pages(cairo_t* cairo, const casework::Document& document) : cairo_(cairo), document_(document) { begin_page(); }

  void draw(const Block& block) {
    if (block.kind == BlockKind::table) return draw_table(block);
    const auto look = look_of(block.kind);
    y_ += y_ > kTop ? look.before : 0;
    std::vector<Cell> row;
    row.push_back(cell(block.text, look.font, kMargin + look.indent, kTextWidth - 2 * look.indent));
    const bool leads = block.kind == BlockKind::heading || block.kind == BlockKind::subheading;
    if (leads && y_ + row[0].height() + kStaysWith > kBottom) next_page();
    draw_row(row, block.kind == BlockKind::quote ? Frame::bar : Frame::none);
    y_ += look.after;
  }
  void end() { cairo_show_page(cairo_); }
  [[nodiscard]] std::size_t undrawn() const { return undrawn_; }

 private:
  enum class Frame { none, bar, boxes };
  static constexpr double kStaysWith = 40;  // a heading is not the last thing on a page

  Cell cell(const std::string& text, const char* font, double x, double width) {
    Cell out;
    out.layout.reset(pango_cairo_create_layout(cairo_));
    const Owned<PangoFontDescription> description(pango_font_description_from_string(font));
    pango_layout_set_font_description(out.layout.get(), description.get());
    pango_layout_set_width(out.layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(out.layout.get(), PANGO_WRAP_WORD_CHAR);
    // A hyphen that pango put into a hash would be read as part of it.
    const Owned<PangoAttrList> attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(out.layout.get(), attributes.get());
    pango_layout_set_text(out.layout.get(), text.data(), static_cast<int>(std::min<std::size_t>(text.size(), kTextBytesMax)));
    undrawn_ += static_cast<std::size_t>(pango_layout_get_unknown_glyphs_count(out.layout.get()));
    out.line.reset(pango_layout_get_iter(out.layout.get()));
    out.x = x;
    return out;
  }
  static constexpr std::size_t kTextBytesMax = std::size_t{1} << 20;

  // As many lines of a cell as there is room for; returns where they end.
  double draw_lines(Cell& one, double top) {
    auto y = top;
    while (!one.done && (y + one.height_of_line() <= kBottom || y == top_)) {
      PangoRectangle logical;
      pango_layout_iter_get_line_extents(one.line.get(), nullptr, &logical);
      const double baseline = static_cast<double>(pango_layout_iter_get_baseline(one.line.get()) - logical.y) / PANGO_SCALE;
      cairo_move_to(cairo_, one.x + static_cast<double>(logical.x) / PANGO_SCALE, y + baseline);
      pango_cairo_show_layout_line(cairo_, pango_layout_iter_get_line_readonly(one.line.get()));
      y += one.height_of_line();
      one.done = pango_layout_iter_next_line(one.line.get()) == FALSE;
    }
    return y;
  }

  void draw_row(std::vector<Cell>& row, Frame frame) {
    double tallest = 0;
    for (const auto& one : row) tallest = std::max(tallest, one.height());
    if (y_ + tallest > kBottom && y_ > top_ && tallest < kBottom - top_) next_page();
    while (true) {
      double bottom = y_;
      for (auto& one : row) bottom = std::max(bottom, draw_lines(one, y_));
      draw_frame(row, frame, bottom);
      y_ = bottom;
      if (std::ranges::all_of(row, &Cell::done)) return;
      next_page();
    }
  }

  void draw_frame(const std::vector<Cell>& row, Frame frame, double bottom) {
    if (frame == Frame::none) return;
    cairo_set_line_width(cairo_, frame == Frame::bar ? 2 : 0.4);
    cairo_set_source_rgb(cairo_, 0.5, 0.5, 0.5);
    if (frame == Frame::bar) {
      cairo_move_to(cairo_, row[0].x - 8, y_);
      cairo_line_to(cairo_, row[0].x - 8, bottom);
    } else {
      cairo_rectangle(cairo_, kMargin, y_, kTextWidth, bottom - y_);
      for (std::size_t i = 1; i < row.size(); ++i) {
        cairo_move_to(cairo_, row[i].x - kCellPad, y_);
        cairo_line_to(cairo_, row[i].x - kCellPad, bottom);
      }
    }
    cairo_stroke(cairo_);
    cairo_set_source_rgb(cairo_, 0, 0, 0);
  }

  std::vector<Cell> table_row(const Block& block, const std::vector<std::string>& texts, const char* font) {
    unsigned whole = 0;
    for (const auto share : block.shares) whole += share;
    std::vector<Cell> out;
    double x = kMargin;
    for (std::size_t i = 0; i < texts.size() && i < block.shares.size(); ++i) {
      const auto width = kTextWidth * block.shares[i] / std::max(whole, 1U);
      out.push_back(cell(texts[i], font, x + kCellPad, std::max(width - 2 * kCellPad, 10.0)));
      x += width;
    }
    return out;
  }

  static constexpr const char* kHeadFont = "Noto Sans, DejaVu Sans, Sans Bold 8";
  // A head that takes more of a page is not drawn again: there must be room for a row.
  static constexpr double kHeadHeightMax = 120;

  void draw_table(const Block& block) {
    y_ += 2;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      auto row = table_row(block, block.rows[i], i == 0 ? kHeadFont : look_of(BlockKind::table).font);
      if (!row.empty()) draw_row(row, Frame::boxes);
      open_table_ = &block;
    }
    open_table_ = nullptr;
    y_ += 6;
  }

  // A table that goes on has its head on each page.
  void draw_head_again(const Block& table) {
    const auto undrawn = undrawn_;  // its boxes are counted where it stands first
    auto row = table_row(table, table.rows[0], kHeadFont);
    double tallest = 0;
    for (const auto& one : row) tallest = std::max(tallest, one.height());
    if (!row.empty() && tallest <= kHeadHeightMax) draw_row(row, Frame::boxes);
    undrawn_ = undrawn;
  }

  void draw_margin(const std::string& text, double y) {
    auto one = cell(text, "Noto Sans, DejaVu Sans, Sans 8", kMargin, kTextWidth);
    pango_layout_set_height(one.layout.get(), -1);
    pango_layout_set_ellipsize(one.layout.get(), PANGO_ELLIPSIZE_END);
    cairo_move_to(cairo_, kMargin, y);
    pango_cairo_show_layout(cairo_, one.layout.get());
  }

  void begin_page() {
    ++page_;
    draw_margin(document_.marking + "   " + document_.title, kMargin - 18);
    draw_margin(document_.marking + ", page " + std::to_string(page_), kPageHeight - kMargin + 6);
    y_ = top_ = kTop;
  }
  void next_page() {
    cairo_show_page(cairo_);
    begin_page();
    if (const auto* table = std::exchange(open_table_, nullptr)) {
      draw_head_again(*table);
      open_table_ = table;
      top_ = y_;
    }
  }

  cairo_t* cairo_;
  const casework::Document& document_;
  double y_ = kTop;
  double top_ = kTop;                    // where a page's text begins, below a head that is drawn again
  const Block* open_table_ = nullptr;    // one whose head stands already
  unsigned page_ = 0;
  std::size_t undrawn_ = 0;
};

cairo_status_t append(void* to, const unsigned char* data, unsigned size) {
  auto& bytes = *static_cast<Bytes*>(to);
  bytes.insert(bytes.end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

void set_metadata(cairo_surface_t* surface, const casework::Document& document) {
  const auto made = casework::write_iso(static_cast<std::int64_t>(document.made_at) * 1000);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Tipstaff");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
}

bool has_fonts() {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
  g_free(families);
  return count > 0;
}

}  // namespace

Result<Pdf> write_pdf(const casework::Document& document) {
  if (!has_fonts()) return fail(Errc::wrong_state, "PDF: no font is installed");
  Pdf out;
  {
    const Owned<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(append, &out.bytes, kPageWidth, kPageHeight));
    set_metadata(surface.get(), document);
    const Owned<cairo_t> cairo(cairo_create(surface.get()));
    Pages pages(cairo.get(), document);
    for (const auto& block : document.blocks) pages.draw(block);
    pages.end();
    cairo_surface_finish(surface.get());
    if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS || cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
      return fail(Errc::wrong_state, "PDF");
    out.undrawn = pages.undrawn();
  }
  return out;
}

}  // namespace tipstaff::desk
