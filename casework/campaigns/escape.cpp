#include "casework/campaigns/findings.h"
#include "casework/campaigns/number_text.h"

namespace tipstaff::campaigns {

std::string escape_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) out += c == '\t' || c == '\n' ? " " : "\xef\xbf\xbd";
        else out += c;
    }
  }
  return out;
}

std::string escape_json(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') (out += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20) out += "\\u" + hex16(static_cast<unsigned char>(c)).substr(12);
    else out += c;
  }
  return out;
}

}  // namespace tipstaff::campaigns
