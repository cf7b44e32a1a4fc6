#include "casework/campaigns/utf16.h"

#include <array>
#include <string>
#include <utility>

namespace tipstaff::campaigns {
namespace {

constexpr std::uint32_t kMark = 0xfeff;
constexpr char kNoText = '\xff';  // a byte that no UTF-8 has

bool is_high(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

void put_utf8(std::uint32_t point, std::string& out) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | (point >> shift & 0x3f)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | point >> 6);
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | point >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | point >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

std::optional<Utf16> utf16_of(std::string_view start) {
  if (start.starts_with("\xff\xfe")) return Utf16::little;
  if (start.starts_with("\xfe\xff")) return Utf16::big;
  if (start.size() < 4) return std::nullopt;
  if (start[0] != 0 && start[1] == 0 && start[2] != 0 && start[3] == 0) return Utf16::little;
  if (start[0] == 0 && start[1] != 0 && start[2] == 0 && start[3] != 0) return Utf16::big;
  return std::nullopt;
}

void Utf16Source::put(std::uint32_t unit) {
  if (std::exchange(first_, false) && unit == kMark) return;
  if (high_ != 0 && is_low(unit)) return put_utf8(0x10000 + ((std::exchange(high_, 0) - 0xd800) << 10) + (unit - 0xdc00), ready_);
  if (std::exchange(high_, 0) != 0 || is_low(unit)) ready_ += kNoText;
  if (is_high(unit)) high_ = unit;
  else if (!is_low(unit)) put_utf8(unit, ready_);
}

// convert reads one piece; at the end `ready_` stays empty.
Result<void> Utf16Source::convert() {
  ready_.clear();
  taken_ = 0;
  std::array<std::uint8_t, 1 << 14> piece;
  while (ready_.empty()) {
    TIP_TRY(const auto size, source_.read(piece));
    if (size == 0) {
      if (odd_ || high_ != 0) ready_ += kNoText;
      odd_.reset();
      high_ = 0;
      return {};
    }
    for (const auto byte : std::span(piece).first(size)) {
      if (!odd_) {
        odd_ = byte;
        continue;
      }
      const std::uint32_t one = *odd_, other = byte;
      odd_.reset();
      put(order_ == Utf16::little ? other << 8 | one : one << 8 | other);
    }
  }
  return {};
}

Result<std::size_t> Utf16Source::read(MutableBytes into) {
  if (taken_ == ready_.size()) TIP_CHECK(convert());
  const auto size = std::min(into.size(), ready_.size() - taken_);
  std::copy_n(ready_.begin() + static_cast<std::ptrdiff_t>(taken_), size, into.begin());
  taken_ += size;
  return size;
}

}  // namespace tipstaff::campaigns
