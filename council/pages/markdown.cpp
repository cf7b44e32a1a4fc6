#include "council/pages/markdown.h"

#include <cmark.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "council/limits.h"
#include "council/text_rules.h"

namespace tipstaff::council::pages {
namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIter {
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};
using Node = std::unique_ptr<cmark_node, FreeNode>;
using Iter = std::unique_ptr<cmark_iter, FreeIter>;

Node parse(std::string_view text) {
  return Node(cmark_parse_document(text.data(), text.size(), CMARK_OPT_SAFE | CMARK_OPT_VALIDATE_UTF8));
}

std::string_view or_empty(const char* text) { return text == nullptr ? std::string_view() : text; }

// line_of: inline nodes of cmark know no lines, so the block around them tells.
unsigned line_of(cmark_node* node) {
  for (; node != nullptr; node = cmark_node_parent(node))
    if (const int line = cmark_node_get_start_line(node); line > 0) return static_cast<unsigned>(line);
  return 0;
}

std::unexpected<Fault> refuse(Errc code, std::string_view where, cmark_node* node) {
  return fault(code, where, line_of(node));
}

// Nodes that hold others are left again; the others are not.
bool holds_others(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_THEMATIC_BREAK: case CMARK_NODE_TEXT: case CMARK_NODE_CODE:
    case CMARK_NODE_SOFTBREAK: case CMARK_NODE_LINEBREAK: return false;
    default: return true;
  }
}

// In a tight list, paragraphs are not set apart.
bool in_tight_list(cmark_node* paragraph) {
  auto* list = cmark_node_parent(cmark_node_parent(paragraph));
  return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0;
}

std::string list_tag(cmark_node* node) { return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "ol" : "ul"; }

std::string heading_tag(cmark_node* node) { return "h" + std::to_string(cmark_node_get_heading_level(node)); }

// rank_headings gives headings the levels of their page: none goes more than one deeper
// than the one before, however many # were written, so that a screen reader can jump.
void rank_headings(cmark_node* document, int first) {
  constexpr int kDeepest = 6;
  std::vector<int> open;
  const Iter iter(cmark_iter_new(document));
  for (auto event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter.get())) {
    auto* node = cmark_iter_get_node(iter.get());
    if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_HEADING) continue;
    const int level = cmark_node_get_heading_level(node);
    while (!open.empty() && open.back() >= level) open.pop_back();
    open.push_back(level);
    cmark_node_set_heading_level(node, std::min(first + static_cast<int>(open.size()) - 1, kDeepest));
  }
}

Markup open_tag(std::string_view name) { return Markup::trusted("<" + std::string(name) + ">"); }
Markup close_tag(std::string_view name) { return Markup::trusted("</" + std::string(name) + ">"); }

Markup open_list(cmark_node* node) {
  const int start = cmark_node_get_list_start(node);
  if (list_tag(node) == "ul" || start == 1) return open_tag(list_tag(node));
  return Markup::trusted("<ol start=\"" + std::to_string(start) + "\">");
}

// only_address tells whether a link's text is its address.
bool only_address(cmark_node* node) {
  auto* only = cmark_node_first_child(node);
  return only != nullptr && cmark_node_next(only) == nullptr &&
         or_empty(cmark_node_get_literal(only)) == or_empty(cmark_node_get_url(node));
}

Result<Markup> open_link(cmark_node* node) {
  TIP_CHECK(check_link(or_empty(cmark_node_get_url(node))));
  return only_address(node) ? "<span class=\"address\" dir=\"ltr\">"_m : "<span>"_m;
}

Markup close_link(cmark_node* node) {
  if (only_address(node)) return "</span>"_m;
  return " <span class=\"address\" dir=\"ltr\">"_m + plain(or_empty(cmark_node_get_url(node))) + "</span></span>"_m;
}

Checked<Markup> words(cmark_node* node) {
  const auto text = or_empty(cmark_node_get_literal(node));
  if (!text.empty() && !check_text(text, kTextBytesMax)) return refuse(Errc::bad_text, "a character that cannot be seen", node);
  return plain(text);
}

Checked<Markup> enter(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT: return Markup();
    case CMARK_NODE_BLOCK_QUOTE: return "<blockquote>"_m;
    case CMARK_NODE_LIST: return open_list(node);
    case CMARK_NODE_ITEM: return "<li>"_m;
    case CMARK_NODE_PARAGRAPH: return in_tight_list(node) ? Markup() : "<p>"_m;
    case CMARK_NODE_HEADING: return open_tag(heading_tag(node));
    case CMARK_NODE_THEMATIC_BREAK: return "<hr>"_m;
    case CMARK_NODE_TEXT: return words(node);
    case CMARK_NODE_CODE: {
      auto text = words(node);
      return text ? Checked<Markup>("<code>"_m + *text + "</code>"_m) : text;
    }
    case CMARK_NODE_SOFTBREAK: return "\n"_m;
    case CMARK_NODE_LINEBREAK: return "<br>"_m;
    case CMARK_NODE_EMPH: return "<em>"_m;
    case CMARK_NODE_STRONG: return "<strong>"_m;
    case CMARK_NODE_LINK: {
      auto opened = open_link(node);
      if (!opened) return refuse(Errc::bad_value, "a link that is not http:// or https://", node);
      return std::move(*opened);
    }
    case CMARK_NODE_IMAGE: return refuse(Errc::bad_value, "a picture in the text; pictures belong to a [person]", node);
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE: return refuse(Errc::bad_value, "HTML in the text", node);
    case CMARK_NODE_CODE_BLOCK: return refuse(Errc::bad_value, "a block of code, or a line that begins with four spaces", node);
    default: return refuse(Errc::bad_value, "a form that calls do not have", node);
  }
}

Markup leave(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE: return "</blockquote>\n"_m;
    case CMARK_NODE_LIST: return close_tag(list_tag(node)) + "\n"_m;
    case CMARK_NODE_ITEM: return "</li>\n"_m;
    case CMARK_NODE_PARAGRAPH: return in_tight_list(node) ? Markup() : "</p>\n"_m;
    case CMARK_NODE_HEADING: return close_tag(heading_tag(node)) + "\n"_m;
    case CMARK_NODE_EMPH: return "</em>"_m;
    case CMARK_NODE_STRONG: return "</strong>"_m;
    case CMARK_NODE_LINK: return close_link(node);
    default: return {};
  }
}

}  // namespace

Checked<Markup> render_untrusted_markdown(std::string_view text, int first_heading) {
  if (const auto fine = check_text(text, kTextBytesMax); !fine) return std::unexpected(Fault{fine.error(), 0});
  const auto document = parse(text);
  rank_headings(document.get(), first_heading);
  const Iter iter(cmark_iter_new(document.get()));
  Markup out;
  int depth = 0;
  for (auto event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter.get())) {
    auto* node = cmark_iter_get_node(iter.get());
    if (event == CMARK_EVENT_EXIT) {
      out += leave(node);
      --depth;
      continue;
    }
    const auto opened = enter(node);
    if (!opened) return opened;
    out += *opened;
    if (holds_others(node) && ++depth > kMarkdownDepthMax)
      return refuse(Errc::too_large, "depth of lists and quotes", node);
  }
  return out;
}

std::string first_paragraph(std::string_view text) {
  const auto document = parse(text);
  auto* node = cmark_node_first_child(document.get());
  while (node != nullptr && cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH) node = cmark_node_next(node);
  std::string out;
  if (node == nullptr) return out;
  const Iter iter(cmark_iter_new(node));
  for (auto event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter.get())) {
    auto* part = cmark_iter_get_node(iter.get());
    const auto type = cmark_node_get_type(part);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) out += ' ';
    out += event == CMARK_EVENT_ENTER ? or_empty(cmark_node_get_literal(part)) : std::string_view();
  }
  return out;
}

}  // namespace tipstaff::council::pages
