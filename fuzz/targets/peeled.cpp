// What the process that opens attachments answers: whatever it says, only parts that
// keep every rule come through, and those are written and read again the same.

#include "casework/peeled/part.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto said = casework::parse_untrusted_frames(input);
  FUZZ_HOLDS(!said.whole || said.honest);
  Bytes again;
  for (const auto& part : said.parts) {
    FUZZ_HOLDS(valid_utf8(as_bytes(part.path)) && valid_utf8(as_bytes(part.text)));
    FUZZ_HOLDS(part.kind == casework::PartKind::picture ? casework::plain_png(part.png) : part.png.empty());
    const auto frame = casework::frame_of(part);
    again.insert(again.end(), frame.begin(), frame.end());
  }
  FUZZ_HOLDS(again.size() <= input.size() && same(again, input.first(again.size())));
  const auto reread = casework::parse_untrusted_frames(again);
  FUZZ_HOLDS(reread.honest && reread.parts == said.parts);
}

}  // namespace tipstaff::fuzz
