#pragma once
// What every target needs. A target is one function over untrusted bytes and a
// property that must hold for all of them; libFuzzer looks for bytes that break it.

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::fuzz {

// target is what a file of targets/ defines: one try with these bytes.
void target(ByteView input);

// broken says which property did not hold, and ends the program.
[[noreturn]] void broken(const char* property, const char* file, int line);

// sized returns the input cut, or filled up with zeros, to the length that an
// object has: the length check alone would stop nearly every input otherwise.
[[nodiscard]] Bytes sized(ByteView input, std::size_t size);

// same compares what was written with what was read.
[[nodiscard]] inline bool same(ByteView written, ByteView read) {
  return equal_vartime(written, read);
}

}  // namespace tipstaff::fuzz

#define FUZZ_HOLDS(property)                                          \
  do {                                                                \
    if (!(property)) ::tipstaff::fuzz::broken(#property, __FILE__, __LINE__); \
  } while (false)
