#pragma once
// Writer: puts an object together, front to back, big-endian.

#include "tipstaff/bytes/bytes.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::wire {

// Buffer is Bytes for public objects, SecretBytes for plaintext.
template <class Buffer>
class BasicWriter {
 public:
  BasicWriter& raw(ByteView bytes) {
    out_.insert(out_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  BasicWriter& u8(std::uint8_t value) { return number(value, 1); }
  BasicWriter& u16(std::uint16_t value) { return number(value, 2); }
  BasicWriter& u32(std::uint32_t value) { return number(value, 4); }
  BasicWriter& u64(std::uint64_t value) { return number(value, 8); }
  // zeros_to pads with zeros until `size` bytes have been written.
  BasicWriter& zeros_to(std::size_t size) {
    TIP_ASSERT(out_.size() <= size);
    out_.resize(size, 0);
    return *this;
  }
  // text_to writes text and pads it with zeros to a field of `field` bytes.
  BasicWriter& text_to(std::string_view text, std::size_t field) {
    TIP_ASSERT(text.size() <= field);
    const std::size_t end = out_.size() + field;
    return raw(as_bytes(text)).zeros_to(end);
  }
  [[nodiscard]] std::size_t size() const { return out_.size(); }
  [[nodiscard]] ByteView view() const { return out_; }
  [[nodiscard]] Buffer take() { return std::move(out_); }

 private:
  BasicWriter& number(std::uint64_t value, unsigned size) {
    for (unsigned i = size; i > 0; --i)
      out_.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
    return *this;
  }
  Buffer out_;
};

using Writer = BasicWriter<Bytes>;
using SecretWriter = BasicWriter<SecretBytes>;

}  // namespace tipstaff::wire
