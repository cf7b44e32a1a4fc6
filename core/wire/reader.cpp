#include "tipstaff/wire/reader.h"

#include <algorithm>

namespace tipstaff::wire {
namespace {

std::uint64_t big_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = value << 8 | byte;
  return value;
}

}  // namespace

Result<ByteView> Reader::take(std::size_t size) {
  if (size > left_.size()) return fail(Errc::wrong_length, "reader");
  const auto taken = left_.first(size);
  left_ = left_.subspan(size);
  return taken;
}

Result<std::uint8_t> Reader::u8() {
  TIP_TRY(const auto bytes, take(1));
  return bytes[0];
}
Result<std::uint16_t> Reader::u16() {
  TIP_TRY(const auto bytes, take(2));
  return static_cast<std::uint16_t>(big_endian(bytes));
}
Result<std::uint32_t> Reader::u32() {
  TIP_TRY(const auto bytes, take(4));
  return static_cast<std::uint32_t>(big_endian(bytes));
}
Result<std::uint64_t> Reader::u64() {
  TIP_TRY(const auto bytes, take(8));
  return big_endian(bytes);
}

Result<void> Reader::zeros(std::size_t size) {
  TIP_TRY(const auto bytes, take(size));
  if (!all_zero(bytes)) return fail(Errc::bad_padding, "padding");
  return {};
}

Result<void> Reader::end() const {
  if (!left_.empty()) return fail(Errc::wrong_length, "end");
  return {};
}

Result<std::string> padded_text(ByteView field) {
  const auto stop = std::find(field.begin(), field.end(), std::uint8_t{0});
  const auto text = field.first(static_cast<std::size_t>(stop - field.begin()));
  if (!all_zero(field.subspan(text.size())) || !valid_utf8(text))
    return fail(Errc::bad_text, "text field");
  const bool control = std::any_of(text.begin(), text.end(),
                                   [](std::uint8_t c) { return c < 0x20 || c == 0x7F; });
  if (control) return fail(Errc::bad_text, "text field");
  return std::string(as_text(text));
}

}  // namespace tipstaff::wire
