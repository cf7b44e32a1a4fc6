#include "casework/exports/escape.h"

#include <algorithm>

#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_xml(char32_t code) { return code >= 0x20 && code != 0xFFFE && code != 0xFFFF; }

void append_xml(std::string& out, char32_t code) {
  switch (code) {
    case '&': out += "&amp;"; break;
    case '<': out += "&lt;"; break;
    case '>': out += "&gt;"; break;
    case '"': out += "&quot;"; break;
    case '\'': out += "&#39;"; break;
    case '\t': case '\n': case '\r': out += ' '; break;
    default: append_utf8(out, is_xml(code) ? code : kReplacement);
  }
}

void append_json(std::string& out, char32_t code) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (code) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\t': out += "\\t"; break;
    case '\n': out += "\\n"; break;
    case '\f': out += "\\f"; break;
    case '\r': out += "\\r"; break;
    default:
      if (code < 0x20) ((out += "\\u00") += kHex[code >> 4]) += kHex[code & 15];
      else append_utf8(out, code);
  }
}

template <class Append>
std::string escaped(std::string_view text, Append append) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    at += c.bytes;
    append(out, c.broken ? kReplacement : c.code);
  }
  return out;
}

}  // namespace

std::string escape_xml(std::string_view text) { return escaped(text, append_xml); }
std::string escape_json(std::string_view text) { return escaped(text, append_json); }

// The wide forms begin a formula where people write in them.
std::string csv_cell(std::string_view text) {
  constexpr std::string_view kBeginnings[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  const bool formula = std::ranges::any_of(kBeginnings, [text](auto one) { return text.starts_with(one); });
  std::string out = formula ? "\"'" : "\"";
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

}  // namespace tipstaff::casework
