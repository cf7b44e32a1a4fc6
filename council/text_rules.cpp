#include "council/text_rules.h"

#include <algorithm>
#include <array>

#include "council/limits.h"
#include "tipstaff/bytes/shown_text.h"

namespace tipstaff::council {
namespace {

Result<void> check_characters(std::string_view text, std::size_t bytes_max, Shown as) {
  if (text.empty()) return fail(Errc::bad_text, "empty text");
  if (text.size() > bytes_max) return fail(Errc::too_large, "text");
  return check_shown(text, as);
}

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return lower(c) || upper(c); }

bool good_host(std::string_view host) {
  const auto colon = host.find(':');
  const auto name = host.substr(0, colon);
  const bool port = colon == std::string_view::npos ||
                    (host.size() > colon + 1 && host.size() <= colon + 6 &&
                     std::ranges::all_of(host.substr(colon + 1), digit));
  const bool dots = name.find("..") == std::string_view::npos && !name.starts_with('.');
  return !name.empty() && port && dots && letter(name.back()) + digit(name.back()) == 1 &&
         std::ranges::all_of(name, [](char c) { return letter(c) || digit(c) || c == '.' || c == '-'; });
}

}  // namespace

Result<void> check_line(std::string_view text, std::size_t bytes_max) {
  return check_characters(text, bytes_max, Shown::name);
}

Result<void> check_text(std::string_view text, std::size_t bytes_max) {
  return check_characters(text, bytes_max, Shown::text);
}

Result<void> check_link(std::string_view link) {
  constexpr std::string_view kEnding = "\"'<>`\\^{}|";
  if (link.size() > kLinkBytesMax) return fail(Errc::too_large, "link");
  const auto rest = link.starts_with("https://")  ? link.substr(8)
                    : link.starts_with("http://") ? link.substr(7)
                                                  : std::string_view();
  const bool printable = std::ranges::all_of(link, [&](char c) {
    return c > 0x20 && c < 0x7F && kEnding.find(c) == std::string_view::npos;
  });
  if (!printable || !good_host(rest.substr(0, rest.find_first_of("/?#"))))
    return fail(Errc::bad_value, "link");
  return {};
}

Result<void> check_id(std::string_view id) {
  const bool fine = id.size() >= kIdBytesMin && id.size() <= kIdBytesMax && !id.starts_with('-') &&
                    !id.ends_with('-') && std::ranges::all_of(id, [](char c) {
                      return lower(c) || digit(c) || c == '-';
                    });
  return fine ? Result<void>{} : fail(Errc::bad_value, "id of the call");
}

Result<void> check_language(std::string_view tag) {
  const auto first = tag.substr(0, tag.find('-'));
  bool fine = tag.size() <= kLanguageBytesMax && (first.size() == 2 || first.size() == 3) &&
              std::ranges::all_of(first, lower);
  for (auto rest = tag.substr(first.size()); fine && !rest.empty();) {
    rest.remove_prefix(1);
    const auto part = rest.substr(0, rest.find('-'));
    fine = part.size() >= 2 && part.size() <= 8 &&
           std::ranges::all_of(part, [](char c) { return letter(c) || digit(c); });
    rest.remove_prefix(part.size());
  }
  return fine ? Result<void>{} : fail(Errc::bad_value, "language");
}

bool right_to_left(std::string_view tag) {
  constexpr std::array<std::string_view, 8> kTags = {"ar", "ckb", "dv", "fa", "he", "ps", "ur", "yi"};
  return std::ranges::find(kTags, tag.substr(0, tag.find('-'))) != kTags.end();
}

}  // namespace tipstaff::council
