#include "tipstaff/bytes/secret.h"

#include <cstring>

namespace tipstaff {

void wipe(void* memory, std::size_t size) noexcept {
  if (size == 0) return;
  std::memset(memory, 0, size);
  // The barrier says that somebody may read the zeros, so they must be written.
  asm volatile("" : : "r"(memory) : "memory");
}

}  // namespace tipstaff
