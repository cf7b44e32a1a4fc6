#include "council/pages/markup.h"

#include "council/text_rules.h"

namespace tipstaff::council::pages {

Markup plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return Markup::trusted(std::move(out));
}

Markup element(std::string_view name, const Markup& attributes, const Markup& content) {
  const std::string tag(name);
  return Markup::trusted("<" + tag + attributes.str() + ">" + content.str() + "</" + tag + ">");
}

Markup attribute(std::string_view name, std::string_view value) {
  return Markup::trusted(" " + std::string(name) + "=\"" + plain(value).str() + "\"");
}

Markup in_language(std::string_view tag) {
  return attribute("lang", tag) + attribute("dir", right_to_left(tag) ? "rtl" : "ltr");
}

}  // namespace tipstaff::council::pages
