// Rich text: whatever comes, what comes out is UTF-8, and is not much longer than what came.

#include "fuzz/fuzz.h"
#include "peel/charset.h"
#include "peel/rtf.h"

namespace tipstaff::fuzz {
namespace {

bool warmed() {
  peel::warm_charsets();
  return true;
}

}  // namespace

void target(ByteView input) {
  static const bool once = warmed();
  FUZZ_HOLDS(once);
  const auto read = peel::rtf_text(input);
  FUZZ_HOLDS(valid_utf8(as_bytes(read.text)) && valid_utf8(as_bytes(read.instructions)));
  FUZZ_HOLDS(read.text.size() + read.instructions.size() <= 4 * input.size() + 16);
}

}  // namespace tipstaff::fuzz
