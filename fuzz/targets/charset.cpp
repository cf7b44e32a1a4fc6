// Text in any character set, or in none: what comes out is UTF-8, and a name that is not
// known opens nothing.

#include "fuzz/fuzz.h"
#include "peel/charset.h"

namespace tipstaff::fuzz {
namespace {

constexpr std::string_view kNames[] = {"", "koi8-r", "windows-1256", "GB18030", "ISO-2022-JP", "UTF-16", "UTF-7",
                                       "shift_jis", "IBM1399", "../../tmp/x", "UTF-8//TRANSLIT"};

bool warmed() {
  peel::warm_charsets();
  return true;
}

}  // namespace

void target(ByteView input) {
  static const bool once = warmed();
  FUZZ_HOLDS(once);
  FUZZ_HOLDS(valid_utf8(as_bytes(peel::as_utf8(input))));
  FUZZ_HOLDS(!valid_utf8(input) || same(as_bytes(peel::as_utf8(input)), input));
  FUZZ_HOLDS(valid_utf8(as_bytes(peel::guess_text(input).text)));
  const auto name = input.empty() ? kNames[0] : kNames[input[0] % std::size(kNames)];
  FUZZ_HOLDS(valid_utf8(as_bytes(peel::from_charset(input, name))));
}

}  // namespace tipstaff::fuzz
