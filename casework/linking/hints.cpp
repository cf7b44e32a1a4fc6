#include "casework/linking/hints.h"

#include <algorithm>
#include <array>
#include <set>

#include "casework/linking/names.h"

namespace tipstaff::casework {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(ReasonKind::count_)> kReasons = {
    "thing", "name", "recovery", "series", "same-handle", "target", "text", "picture"};

constexpr std::size_t kContactsMax = 32;   // masked contacts of one text
constexpr std::size_t kMaskMin = 2;        // one asterisk is a footnote
constexpr std::size_t kShownMin = 4;       // letters and digits that a masked contact still shows
constexpr std::size_t kContactBytesMax = 254;  // the longest address of mail; longer is no contact
constexpr std::size_t kHandleMin = 5;      // shorter names are taken on every platform by somebody
constexpr std::size_t kStemMin = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// mask_at is the length of a character that services mask with, or 0.
std::size_t mask_at(std::string_view text, std::size_t at) {
  if (text[at] == '*') return 1;
  for (const std::string_view sign : {"•", "●", "∗"})
    if (text.substr(at).starts_with(sign)) return sign.size();
  return 0;
}

bool in_contact(char c) { return is_letter(c) || is_digit(c) || c == '@' || c == '.' || c == '+' || c == '-' || c == '_'; }

// Contact collects one run of contact characters and masks.
struct Contact {
  std::string value;       // runs of masks as one '*'
  std::size_t masks = 0, shown = 0, end = 0;
};

Contact contact_at(std::string_view text, std::size_t at) {
  Contact out;
  for (out.end = at; out.end < text.size();) {
    const auto mask = mask_at(text, out.end);
    if (mask == 0 && !in_contact(text[out.end])) break;
    if (mask == 0) {
      const char c = text[out.end++];
      out.shown += is_letter(c) || is_digit(c) ? 1 : 0;
      out.value.push_back(lower(c));
      continue;
    }
    ++out.masks;
    if (!out.value.ends_with('*')) out.value.push_back('*');
    out.end += mask;
  }
  while (out.value.ends_with('.')) out.value.pop_back();
  return out;
}

bool looks_masked(const Contact& one) {
  if (one.masks < kMaskMin || one.shown < kShownMin || one.value.size() > kContactBytesMax) return false;
  const bool phone = std::none_of(one.value.begin(), one.value.end(), is_letter);
  return phone || one.value.find('@') != std::string::npos;
}

void find_contacts(std::string_view text, std::vector<OperatorHint>& out) {
  std::set<std::string> found;
  for (std::size_t at = 0; at < text.size() && found.size() < kContactsMax;) {
    const auto one = contact_at(text, at);
    if (looks_masked(one)) found.insert(one.value);
    at = std::max(one.end, at + 1);
  }
  for (const auto& value : found) out.push_back({ReasonKind::recovery, value, {}});
}

bool is_account(Type type) { return (type >= Type::telegram && type <= Type::handle) || type == Type::paypal; }

// handle_of is what an account is called by, without what people put between words; ""
// for numbers and for what is too short to be anybody's own.
std::string handle_of(Type type, std::string_view value) {
  if (type == Type::email) value = value.substr(0, value.find('@'));
  else if (!is_account(type)) return {};
  std::string out;
  for (const char c : value) {
    if (c == '@' && !out.empty()) break;  // the server of a name in the fediverse
    if (is_letter(c) || is_digit(c)) out.push_back(lower(c));
    else if (c != '_' && c != '.' && c != '-' && c != '@') return {};
  }
  const bool letters = std::any_of(out.begin(), out.end(), is_letter);
  return letters && out.size() >= kHandleMin ? out : std::string();
}

// stem_of is a handle without its number: "" when it has none, or too little before it.
std::string stem_of(std::string_view handle) {
  auto stem = handle;
  while (!stem.empty() && is_digit(stem.back())) stem.remove_suffix(1);
  const auto digits = handle.size() - stem.size();
  return digits >= 1 && digits <= 4 && stem.size() >= kStemMin ? std::string(stem) : std::string();
}

// target_of is a page's address without what makes no difference to where it leads.
std::string target_of(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  return url.find('/') == std::string_view::npos ? std::string() : std::string(url);
}

}  // namespace

std::string_view reason_name(ReasonKind kind) {
  return kind < ReasonKind::count_ ? kReasons[static_cast<std::size_t>(kind)] : "";
}

ReasonKind parse_reason(std::string_view name) {
  return static_cast<ReasonKind>(std::find(kReasons.begin(), kReasons.end(), name) - kReasons.begin());
}

std::vector<OperatorHint> hints_in_text(std::string_view text) {
  std::vector<OperatorHint> out;
  for (auto& name : names_in(text)) out.push_back({ReasonKind::name, std::move(name), {}});
  find_contacts(text, out);
  return out;
}

std::vector<OperatorHint> hints_of(Type type, std::string_view value) {
  std::vector<OperatorHint> out;
  if (type == Type::url) {
    if (auto target = target_of(value); !target.empty()) out.push_back({ReasonKind::target, std::move(target), std::string(value)});
    return out;
  }
  const auto handle = handle_of(type, value);
  if (handle.empty()) return out;
  // A bare "@name" has no platform: it may be any.
  out.push_back({ReasonKind::same_handle, handle, std::string(type_name(type))});
  if (auto stem = stem_of(handle); !stem.empty()) out.push_back({ReasonKind::series, std::move(stem), handle});
  return out;
}

}  // namespace tipstaff::casework
