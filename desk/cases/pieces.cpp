#include "desk/cases/pieces.h"

#include <algorithm>

#include "casework/observables/refang.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

std::string shown(std::string_view text) { return platform::display_text(as_bytes(text)); }

// character_bytes is how long the character at the start is; 1 for a byte that starts none.
std::size_t character_bytes(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return size <= text.size() && valid_utf8(as_bytes(text.substr(0, size))) ? size : 1;
}

// add_plain cuts a stretch between observables where the screen shows something else.
void add_plain(std::string_view text, std::size_t begin, std::size_t end, std::vector<Piece>& out) {
  const auto whole = text.substr(begin, end - begin);
  if (whole.empty()) return;
  if (auto all = shown(whole); all == whole) return void(out.push_back({std::move(all), begin, whole.size()}));
  const auto from = out.size();
  for (std::size_t at = begin; at < end;) {
    const auto character = text.substr(at, std::min(character_bytes(text.substr(at)), end - at));
    const auto form = shown(character);
    const bool as_sent = form == character;
    if (out.size() == from || out.back().as_sent != as_sent) out.push_back({{}, at, 0, as_sent});
    out.back().shown += form;
    out.back().length += character.size();
    at += character.size();
  }
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view text, const std::vector<casework::Observable>& found) {
  std::vector<Piece> out;
  std::size_t done = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto& one = found[i];
    if (one.parent != casework::kNoParent || one.offset < done || one.offset + std::size_t{one.length} > text.size() || one.length == 0)
      continue;
    add_plain(text, done, one.offset, out);
    const auto form = shown(text.substr(one.offset, one.length));
    const bool harmless = one.type == casework::Type::coordinates;
    out.push_back({harmless ? form : casework::defang_written(form), one.offset, one.length, false, static_cast<std::int32_t>(i)});
    done = one.offset + one.length;
  }
  add_plain(text, done, text.size(), out);
  return out;
}

std::string defanged_text(const casework::Scanner& scanner, std::string_view text) {
  const auto found = scanner.scan(text);
  if (!found) return casework::defang(shown(text));
  std::string out;
  for (const auto& piece : pieces_of(text, found->observables)) out += piece.shown;
  return out;
}

}  // namespace tipstaff::desk
