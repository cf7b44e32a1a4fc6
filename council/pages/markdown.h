#pragma once
// Markdown of calls: CommonMark, of which a small part is taken and the rest is refused.

#include "council/fault.h"
#include "council/pages/markup.h"

namespace tipstaff::council::pages {

// Deeper lists and quotes are a mistake, or meant to break something.
inline constexpr int kMarkdownDepthMax = 12;

// render_untrusted_markdown writes HTML of paragraphs, headings (the first is
// h`first_heading`, and none leaves a level out), lists, quotes, rules, emphasis, code and links. A link is shown as its text
// and its address, and leads nowhere.
// Faults, with the line: bad_value (HTML, a picture, a block of code, an address that is
// not http or https), bad_text (a hidden character, also as an entity), too_large (depth).
[[nodiscard]] Checked<Markup> render_untrusted_markdown(std::string_view text, int first_heading = 2);

// first_paragraph returns the plain words of the first paragraph, or nothing.
[[nodiscard]] std::string first_paragraph(std::string_view text);

}  // namespace tipstaff::council::pages
