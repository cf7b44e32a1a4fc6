#include "casework/exports/defang_text.h"

#include "casework/observables/refang.h"

namespace tipstaff::casework {
namespace {

// What a program would make a link of. Numbers with a dot in them stay numbers.
bool can_be_followed(Type type) {
  if (type <= Type::email || type == Type::onion || type == Type::i2p || type == Type::magnet || type == Type::file_name) return true;
  return (type >= Type::telegram && type <= Type::truth_social) || type == Type::paypal;
}

bool is_word(char c) {
  const auto byte = static_cast<std::uint8_t>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What the scanner does not know, a program for pages may still make a link of: dots and
// at-signs inside of words, and schemes. Points between digits stay.
void append_between(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool inside = i > 0 && i + 1 < text.size() && is_word(text[i - 1]) && is_word(text[i + 1]);
    const bool number = inside && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (text[i] == '.' && inside && !number) out += "[.]";
    else if (text[i] == '@' && inside) out += "[@]";
    else if (text[i] == ':' && text.substr(i, 3) == "://") out += "[:]";
    else out += text[i];
  }
}

}  // namespace

std::string defang_text(const Scanner& scanner, std::string_view text) {
  const auto found = scanner.scan(text);
  if (!found) return defang(text);
  std::string out;
  std::size_t done = 0;
  for (const auto& one : found->observables) {
    if (one.offset < done || !can_be_followed(one.type)) continue;
    append_between(out, text.substr(done, one.offset - done));
    out += defang_written(text.substr(one.offset, one.length));
    done = one.offset + one.length;
  }
  append_between(out, text.substr(done));
  return out;
}

}  // namespace tipstaff::casework
