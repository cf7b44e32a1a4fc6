// HTML, through Gumbo: the text and where its links lead. Nothing runs, nothing is
// fetched: Gumbo only makes a tree.

#include <gumbo.h>

#include <algorithm>

#include "peel/charset.h"
#include "peel/peeler.h"

namespace tipstaff::peel {
namespace {

constexpr std::size_t kHtmlBytesMax = 4 << 20;
constexpr std::size_t kLinksBytesMax = 256 << 10;

const GumboVector* children_of(const GumboNode& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE ? &node.v.element.children : nullptr;
}

bool is_silent(GumboTag tag) { return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE; }

// What a browser begins a new line for.
bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P: case GUMBO_TAG_DIV: case GUMBO_TAG_BR: case GUMBO_TAG_LI: case GUMBO_TAG_TR: case GUMBO_TAG_H1:
    case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_TABLE: case GUMBO_TAG_UL: case GUMBO_TAG_OL:
    case GUMBO_TAG_TITLE: case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_PRE: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE:
      return true;
    default: return false;
  }
}

void add_links(const GumboElement& element, std::string& links) {
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& one = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name = one.name, value = one.value;
    constexpr std::string_view kLinks[] = {"href", "src", "action", "data", "poster", "srcset", "background", "formaction", "xlink:href"};
    const bool refresh = name == "content" && value.find("url=") != std::string_view::npos;
    if (!refresh && std::find(std::begin(kLinks), std::end(kLinks), name) == std::end(kLinks)) continue;
    if (value.empty() || value.starts_with('#') || value.starts_with("data:")) continue;
    if (links.size() + value.size() < kLinksBytesMax) links += std::string(value) + "\n";
  }
}

void add_space(std::string& text, char c) {
  if (!text.empty() && text.back() != '\n' && text.back() != c) text += c;
}

void add_words(std::string& text, std::string_view words) {
  for (const char c : words) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      add_space(text, ' ');
    } else {
      text += c;
    }
  }
}

void enter(const GumboNode& node, std::string& text, std::string& links) {
  switch (node.type) {
    case GUMBO_NODE_ELEMENT: case GUMBO_NODE_TEMPLATE:
      if (is_block(node.v.element.tag)) add_space(text, '\n');
      return add_links(node.v.element, links);
    case GUMBO_NODE_TEXT: case GUMBO_NODE_CDATA: return add_words(text, node.v.text.text);
    case GUMBO_NODE_WHITESPACE: return add_space(text, ' ');
    default: return;
  }
}

}  // namespace

std::string html_text(std::string_view html, std::string& links) {
  html = html.substr(0, kHtmlBytesMax);
  auto options = kGumboDefaultOptions;
  options.max_errors = 0;
  // The tree is never given back: that would recurse as deep as the page nests, and the
  // process soon ends anyway.
  const auto* tree = ::gumbo_parse_with_options(&options, html.data(), html.size());
  std::string text;
  const GumboNode* node = tree->document;
  while (node != nullptr) {
    enter(*node, text, links);
    const auto* children = children_of(*node);
    const bool silent = node->type == GUMBO_NODE_ELEMENT && is_silent(node->v.element.tag);
    if (children != nullptr && children->length > 0 && !silent) {
      node = static_cast<const GumboNode*>(children->data[0]);
      continue;
    }
    while (node != nullptr) {
      if (node->type == GUMBO_NODE_ELEMENT && is_block(node->v.element.tag)) add_space(text, '\n');
      const auto* parent = node->parent;
      const auto next = node->index_within_parent + 1;
      const auto* siblings = parent == nullptr ? nullptr : children_of(*parent);
      node = siblings != nullptr && next < siblings->length ? static_cast<const GumboNode*>(siblings->data[next]) : nullptr;
      if (node != nullptr) break;
      node = parent;
    }
  }
  return text;
}

void peel_html(Peeler& peeler, const Item& item) {
  std::string links;
  const auto read = guess_text(item.bytes);
  peeler.findings().text(item.path, "from HTML", html_text(read.text, links));
  if (!links.empty()) peeler.findings().text(item.path, "links", links);
}

}  // namespace tipstaff::peel
