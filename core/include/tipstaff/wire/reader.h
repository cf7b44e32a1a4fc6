#pragma once
// Reader: takes a bounded view apart, front to back, big-endian.

#include "tipstaff/bytes/fixed.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::wire {

// Every read returns wrong_length when too few bytes are left.
class Reader {
 public:
  explicit Reader(ByteView bytes) : left_(bytes) {}

  [[nodiscard]] Result<ByteView> take(std::size_t size);
  [[nodiscard]] Result<std::uint8_t> u8();
  [[nodiscard]] Result<std::uint16_t> u16();
  [[nodiscard]] Result<std::uint32_t> u32();
  [[nodiscard]] Result<std::uint64_t> u64();
  template <class T>
  [[nodiscard]] Result<T> fixed() {
    TIP_TRY(const auto bytes, take(T::kBytes));
    return T::parse(bytes);
  }
  // zeros takes `size` bytes that must all be zero. Errors: bad_padding.
  [[nodiscard]] Result<void> zeros(std::size_t size);
  // end says that nothing is left. Errors: wrong_length.
  [[nodiscard]] Result<void> end() const;
  [[nodiscard]] ByteView rest() const { return left_; }

 private:
  ByteView left_;
};

// padded_text reads ASCII or UTF-8 text followed by zeros to a fixed size.
// Errors: bad_text (an inner zero, a control character, or not UTF-8).
[[nodiscard]] Result<std::string> padded_text(ByteView field);

}  // namespace tipstaff::wire
