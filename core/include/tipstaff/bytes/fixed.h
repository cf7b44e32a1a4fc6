#pragma once
// FixedBytes: public values of one exact length, told apart by a tag.

#include <algorithm>
#include <array>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff {

// FixedBytes<N, Tag> is N public bytes. Two with different tags do not mix.
template <std::size_t N, class Tag>
class FixedBytes {
 public:
  static constexpr std::size_t kBytes = N;

  constexpr FixedBytes() = default;

  // parse takes exactly N bytes. Errors: wrong_length.
  [[nodiscard]] static Result<FixedBytes> parse(ByteView bytes) {
    if (bytes.size() != N) return fail(Errc::wrong_length, "fixed bytes");
    return from(bytes);
  }
  // from takes exactly N bytes that the caller has already measured.
  [[nodiscard]] static FixedBytes from(ByteView bytes) {
    FixedBytes out;
    copy_into(out.bytes_, bytes);
    return out;
  }

  [[nodiscard]] ByteView view() const { return bytes_; }
  [[nodiscard]] MutableBytes fill() { return bytes_; }
  [[nodiscard]] const std::uint8_t* data() const { return bytes_.data(); }
  [[nodiscard]] std::uint8_t* data() { return bytes_.data(); }
  [[nodiscard]] bool is_zero() const { return all_zero(bytes_); }

  friend auto operator<=>(const FixedBytes&, const FixedBytes&) = default;

 private:
  std::array<std::uint8_t, N> bytes_{};
};

using Hash32 = FixedBytes<32, struct Hash32Tag>;

}  // namespace tipstaff
