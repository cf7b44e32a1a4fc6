// Packed exports: gzip, zstd, or neither. It ends, in bounds, and what is whole has the
// same bytes however the file comes; what is not packed passes through.

#include "campaigns/packed.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {
namespace {

constexpr std::size_t kEnough = 1 << 22;  // bombs have a test of their own

struct Unpacked {
  std::string text;
  bool whole = false;  // it ended, and well
};

Unpacked unpack(ByteView input, std::size_t step) {
  campaigns::MemorySource source(as_text(input), step);
  const auto opened = campaigns::open_packed(source);
  if (!opened) return {};
  Unpacked out;
  Bytes part(4096);
  while (out.text.size() < kEnough && !out.whole) {
    const auto size = (*opened)->read(part);
    if (!size) break;
    FUZZ_HOLDS(*size <= part.size());
    out.whole = *size == 0;
    out.text.append(as_text(ByteView(part).first(*size)));
  }
  return out;
}

}  // namespace

void target(ByteView input) {
  const auto at_once = unpack(input, 1 << 16), in_pieces = unpack(input, 5);
  FUZZ_HOLDS(at_once.whole == in_pieces.whole);
  FUZZ_HOLDS(!at_once.whole || at_once.text == in_pieces.text);
  const auto plain = concat({as_bytes(std::string_view("id,")), input});
  FUZZ_HOLDS(unpack(plain, 1 << 16).text == as_text(plain));
}

}  // namespace tipstaff::fuzz
