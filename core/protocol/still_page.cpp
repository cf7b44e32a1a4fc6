#include "tipstaff/protocol/still_page.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace tipstaff::protocol {
namespace {

using View = std::string_view;

constexpr std::array<View, 46> kElements = {
    "a", "article", "bdi", "blockquote", "body", "br", "code", "dd", "div", "dl", "dt", "em", "figcaption", "figure", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "img", "li", "link", "main", "meta", "nav", "ol", "p", "pre",
    "script", "section", "span", "strong", "table", "tbody", "td", "th", "thead", "time", "title", "tr", "ul"};
constexpr std::array<View, 20> kTexts = {  // attributes whose value only says something
    "alt", "aria-current", "aria-label", "charset", "class", "content", "data-closed", "data-from", "data-until", "datetime",
    "dir", "height", "hreflang", "id", "lang", "start", "tabindex", "title", "type", "width"};
constexpr std::array<View, 2> kMetaNames = {"viewport", "color-scheme"};
constexpr View kDoctype = "<!doctype html>";

template <std::size_t N>
bool among(const std::array<View, N>& names, View name) { return std::ranges::find(names, name) != names.end(); }

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

// in_folder: a file of the page's own folder, perhaps at a place in it.
bool in_folder(View address) {
  return !address.empty() && std::ranges::all_of(address, [](char c) { return is_name(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '#'; });
}

struct Tag {
  View name;
  std::vector<std::pair<View, View>> attributes;

  [[nodiscard]] View value(View wanted) const {
    for (const auto& [key, text] : attributes)
      if (key == wanted) return text;
    return {};
  }
};

// Reader takes a page apart; ours have one spelling, and nothing else is taken.
class Reader {
 public:
  explicit Reader(View text) : left_(text) {}

  bool skip(View text) {
    if (!left_.starts_with(text)) return false;
    left_.remove_prefix(text.size());
    return true;
  }
  // to_tag drops text up to the next tag; false at the end.
  bool to_tag() {
    const auto at = left_.find('<');
    left_.remove_prefix(std::min(at, left_.size()));
    return at != View::npos;
  }
  View name() {
    const auto end = static_cast<std::size_t>(std::ranges::find_if_not(left_, is_name) - left_.begin());
    const auto out = left_.substr(0, end);
    left_.remove_prefix(end);
    return out;
  }
  std::optional<View> quoted() {
    const auto end = left_.size() > 1 && left_[0] == '"' ? left_.find('"', 1) : View::npos;
    if (end == View::npos) return std::nullopt;
    const auto out = left_.substr(1, end - 1);
    left_.remove_prefix(end + 1);
    return out.find_first_of("<>") == View::npos ? std::optional(out) : std::nullopt;
  }

 private:
  View left_;
};

std::optional<Tag> open_tag(Reader& reader) {
  Tag out{reader.name(), {}};
  while (reader.skip(" ")) {
    const auto name = reader.name();
    if (name.empty()) break;  // <hr />
    const auto value = reader.skip("=") ? reader.quoted() : std::optional<View>("");
    if (!value || !out.value(name).empty()) return std::nullopt;
    out.attributes.emplace_back(name, *value);
  }
  reader.skip("/");
  return reader.skip(">") ? std::optional(std::move(out)) : std::nullopt;
}

bool harmless_link(View address) {
  return address == "/" || in_folder(address) || address.starts_with("https://") || address.starts_with("http://");
}

// loads_ours: what <link> and <script> may name.
bool loads_ours(const Tag& tag) {
  const auto href = tag.value("href"), rel = tag.value("rel");
  if (tag.name == "script") return tag.value("src") == "/app.js";
  if (rel == "stylesheet") return href == "/style.css" || href == "calls.css";
  return (rel == "icon" && href == "data:,") || (rel == "alternate" && in_folder(href));
}

bool fine(const Tag& tag, View name, View value) {
  if (among(kTexts, name)) return true;
  if (name == "href" || name == "rel") return tag.name == "link" || (tag.name == "a" && (name == "rel" || harmless_link(value)));
  if (name == "src") return tag.name == "script" || (tag.name == "img" && in_folder(value));
  if (name == "name") return tag.name == "meta" && (among(kMetaNames, value) || (value == "referrer" && tag.value("content") == "no-referrer"));
  return name == "defer" && tag.name == "script" && value.empty();
}

bool fine(const Tag& tag) {
  if (!among(kElements, tag.name)) return false;
  if ((tag.name == "link" || tag.name == "script") && !loads_ours(tag)) return false;
  return std::ranges::all_of(tag.attributes, [&](const auto& one) { return fine(tag, one.first, one.second); });
}

}  // namespace

Result<std::vector<std::string>> still_page_links(ByteView html) {
  Reader reader(as_text(html));
  std::vector<std::string> out;
  if (!reader.skip(kDoctype)) return fail(Errc::bad_value, "page");
  while (reader.to_tag()) {
    if (reader.skip("</")) {
      if (!among(kElements, reader.name()) || !reader.skip(">")) return fail(Errc::bad_value, "page");
      continue;
    }
    reader.skip("<");
    const auto tag = open_tag(reader);
    if (!tag || !fine(*tag)) return fail(Errc::bad_value, "page");
    if (tag->name == "script" && !reader.skip("</script>")) return fail(Errc::bad_value, "page");  // nothing is written in it
    const auto link = tag->name == "a" ? tag->value("href") : View();
    if (in_folder(link) && link.ends_with(".html")) out.emplace_back(link);
  }
  return out;
}

}  // namespace tipstaff::protocol
