#pragma once
// ByteSource: where a reader's bytes come from, whatever stands behind it.

#include <algorithm>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::campaigns {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // read fills at most `into` and returns how many bytes it wrote; 0 is the end.
  // Errors: those of what stands behind it; the bytes before stay good.
  [[nodiscard]] virtual Result<std::size_t> read(MutableBytes into) = 0;
};

// MemorySource reads from memory that outlives it, at most `step` bytes at a time.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view text, std::size_t step = 1 << 16) : left_(as_bytes(text)), step_(step) {}
  [[nodiscard]] Result<std::size_t> read(MutableBytes into) override {
    const auto size = std::min({into.size(), left_.size(), step_});
    std::copy_n(left_.begin(), size, into.begin());
    left_ = left_.subspan(size);
    return size;
  }

 private:
  ByteView left_;
  std::size_t step_;
};

}  // namespace tipstaff::campaigns
