#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void broken(const char* property, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: property does not hold: %s\n", file, line, property);
  std::abort();
}

Bytes sized(ByteView input, std::size_t size) {
  Bytes out(size);
  std::copy_n(input.begin(), std::min(size, input.size()), out.begin());
  return out;
}

}  // namespace tipstaff::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tipstaff::fuzz::target({data, size});
  return 0;
}
