// Packed exports: gzip, zstd, or neither. It ends, in bounds, with the same bytes however
// the file comes; what is not packed passes through.

#include "campaigns/packed.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {
namespace {

constexpr std::size_t kEnough = 1 << 22;  // bombs have a test of their own

std::string unpack(ByteView input, std::size_t step) {
  campaigns::MemorySource source(as_text(input), step);
  const auto opened = campaigns::open_packed(source);
  if (!opened) return {};
  std::string out;
  Bytes part(4096);
  while (out.size() < kEnough) {
    const auto size = (*opened)->read(part);
    if (!size || *size == 0) break;
    FUZZ_HOLDS(*size <= part.size());
    out.append(as_text(ByteView(part).first(*size)));
  }
  return out;
}

}  // namespace

void target(ByteView input) {
  const auto whole = unpack(input, 1 << 16);
  FUZZ_HOLDS(whole == unpack(input, 5));
  const auto plain = concat({as_bytes(std::string_view("id,")), input});
  FUZZ_HOLDS(unpack(plain, 1 << 16) == as_text(plain));
}

}  // namespace tipstaff::fuzz
