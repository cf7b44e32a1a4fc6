#pragma once
// Packed files as streams of what is in them.

#include <memory>

#include "casework/campaigns/byte_source.h"

namespace tipstaff::campaigns {

// A packed file that becomes more than this many times as large, beyond kBombFreeBytes,
// is a bomb: texts shrink to a fifth, logs to a fiftieth.
inline constexpr std::uint64_t kBombRatio = 200;
inline constexpr std::uint64_t kBombFreeBytes = 64ULL << 20;

// open_packed looks at the first bytes and unpacks gzip (also several members in a row)
// and zstd (several frames); everything else passes through. Errors: bad_text (a ZIP
// archive, or Parquet: neither is read), and those of `source`.
// read()'s errors: too_large (a bomb), wrong_length (cut), bad_text (damaged), and those
// of `source`, which outlives the result.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_packed(ByteSource& source);

}  // namespace tipstaff::campaigns
