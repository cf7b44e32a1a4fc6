#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

unsigned sequence_bytes(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if ((lead & 0xF0) == 0xE0) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

char32_t smallest(unsigned bytes) { return bytes == 2 ? 0x80 : bytes == 3 ? 0x800 : 0x10000; }

}  // namespace

Character long_character_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  const unsigned bytes = sequence_bytes(lead);
  if (bytes == 1) return {lead, 1, false};
  if (bytes == 0 || text.size() - at < bytes) return {lead, 1, true};
  char32_t code = lead & (0xFFu >> (bytes + 1));
  for (unsigned i = 1; i < bytes; ++i) {
    const auto next = static_cast<std::uint8_t>(text[at + i]);
    if ((next & 0xC0) != 0x80) return {lead, 1, true};
    code = code << 6 | (next & 0x3F);
  }
  const bool wrong = code < smallest(bytes) || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF;
  if (wrong) return {lead, 1, true};
  return {code, bytes, false};
}

void append_utf8(std::string& out, char32_t code) {
  if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) code = 0xFFFD;
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

}  // namespace tipstaff::casework
