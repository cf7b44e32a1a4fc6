// A page of a call: what is taken holds no script but the source's, and stays taken with
// blanks behind it, as the relay pads it.

#include "fuzz/fuzz.h"
#include "tipstaff/protocol/still_page.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto links = protocol::still_page_links(input);
  if (!links) return;
  const auto text = as_text(input);
  constexpr std::string_view kScript = "<script", kOurs = "=\"/app.js\"";
  for (auto at = text.find(kScript); at != std::string_view::npos; at = text.find(kScript, at + 1))
    FUZZ_HOLDS(text.substr(at, text.find('>', at) - at).find(kOurs) != std::string_view::npos);
  const auto padded = protocol::still_page_links(concat({input, as_bytes("  ")}));
  FUZZ_HOLDS(padded && *padded == *links);
}

}  // namespace tipstaff::fuzz
