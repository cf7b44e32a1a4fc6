#pragma once
// Utf16Source: files that spreadsheet programs save as "Unicode text", as UTF-8.

#include <optional>
#include <string>

#include "casework/campaigns/byte_source.h"

namespace tipstaff::campaigns {

enum class Utf16 : std::uint8_t { little, big };

// utf16_of tells from the first bytes of a file: a byte order mark, or zero bytes beside
// the first two letters. Out: nothing for UTF-8 and everything else.
[[nodiscard]] std::optional<Utf16> utf16_of(std::string_view start);

// Utf16Source converts as it reads. Half a pair, and a byte without its other at the end,
// become bytes that no UTF-8 has: the row is set aside, not changed.
class Utf16Source : public ByteSource {
 public:
  // `source` outlives this.
  Utf16Source(ByteSource& source, Utf16 order) : source_(source), order_(order) {}
  [[nodiscard]] Result<std::size_t> read(MutableBytes into) override;

 private:
  [[nodiscard]] Result<void> convert();
  void put(std::uint32_t unit);

  ByteSource& source_;
  Utf16 order_;
  std::string ready_;
  std::size_t taken_ = 0;
  std::optional<std::uint8_t> odd_;        // a byte that waits for its other
  std::uint32_t high_ = 0;                 // a first half that waits for its second
  bool first_ = true;
};

}  // namespace tipstaff::campaigns
