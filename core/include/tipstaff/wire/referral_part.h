#pragma once
// A part of a referral: what one block of type 5 carries (PROTOCOL.md 14.1).
//
//   id 32 | part u16 | parts u16 | next bytes of the record
//
// id is H(the whole record). Every part but the last is full.

#include "tipstaff/wire/block.h"

namespace tipstaff::wire {

// A post hands over one part a visit, some tens a day: more would take a week.
inline constexpr std::size_t kReferralPartsMax = 512;
inline constexpr std::size_t kReferralPartHeadBytes = 36;
inline constexpr std::size_t kReferralPartBytesMax = kBlockDataBytesMax - kReferralPartHeadBytes;  // 11 476
inline constexpr std::size_t kReferralBytesMax = kReferralPartsMax * kReferralPartBytesMax;        // 5 875 712

struct ReferralPart {
  Hash32 id;
  std::uint16_t part = 0;
  std::uint16_t parts = 1;
  ByteView bytes;  // of the data that was parsed
};

// parts_of_referral is how many parts a record of this size has, or more than
// kReferralPartsMax when it is too large.
[[nodiscard]] constexpr std::size_t parts_of_referral(std::size_t record_bytes) {
  return (record_bytes + kReferralPartBytesMax - 1) / kReferralPartBytesMax;
}

// split_referral returns the data of each part. Errors: too_large, bad_value (no record).
[[nodiscard]] Result<std::vector<SecretBytes>> split_referral(ByteView record);

// parse_untrusted_referral_part. Errors: wrong_length, bad_value (parts, part, or a part that
// is not full and not the last).
[[nodiscard]] Result<ReferralPart> parse_untrusted_referral_part(ByteView data);

}  // namespace tipstaff::wire
