// Markdown of calls: whatever is rendered holds the tags of the subset and nothing else.

#include <algorithm>
#include <array>

#include "council/pages/markdown.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {
namespace {

// known_tag takes what stands between < and >.
bool known_tag(std::string_view tag) {
  constexpr std::array<std::string_view, 15> kTags = {
      "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "em", "strong", "code", "br", "span",
      "span class=\"address\" dir=\"ltr\""};
  if (tag.starts_with('/')) tag.remove_prefix(1);
  if (tag.starts_with("ol start=\"")) return tag.ends_with('"') && tag.find_first_not_of("0123456789", 10) == tag.size() - 1;
  return !tag.empty() && std::ranges::find(kTags, tag) != kTags.end();
}

}  // namespace

void target(ByteView input) {
  const auto html = council::pages::render_untrusted_markdown(as_text(input));
  (void)council::pages::first_paragraph(as_text(input));
  if (!html) return;
  for (std::string_view rest = html->str(); !rest.empty();) {
    const auto from = rest.find('<');
    if (from == std::string_view::npos) break;
    const auto to = rest.find('>', from);
    FUZZ_HOLDS(to != std::string_view::npos && known_tag(rest.substr(from + 1, to - from - 1)));
    rest.remove_prefix(to + 1);
  }
}

}  // namespace tipstaff::fuzz
