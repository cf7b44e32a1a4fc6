#include "tipstaff/wire/referral_part.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {

Result<std::vector<SecretBytes>> split_referral(ByteView record) {
  if (record.empty()) return fail(Errc::bad_value, "referral");
  if (record.size() > kReferralBytesMax) return fail(Errc::too_large, "referral");
  const auto id = crypto::sha256(record);
  const auto parts = static_cast<std::uint16_t>(parts_of_referral(record.size()));
  std::vector<SecretBytes> out;
  for (std::uint16_t part = 0; part < parts; ++part) {
    const auto at = part * kReferralPartBytesMax;
    const auto bytes = record.subspan(at, std::min(kReferralPartBytesMax, record.size() - at));
    out.push_back(SecretWriter().raw(id.view()).u16(part).u16(parts).raw(bytes).take());
  }
  return out;
}

Result<ReferralPart> parse_untrusted_referral_part(ByteView data) {
  Reader in(data);
  ReferralPart out;
  TIP_TRY(out.id, in.fixed<Hash32>());
  TIP_TRY(out.part, in.u16());
  TIP_TRY(out.parts, in.u16());
  out.bytes = in.rest();
  if (out.parts == 0 || out.parts > kReferralPartsMax || out.part >= out.parts)
    return fail(Errc::bad_value, "referral parts");
  const bool last = out.part + 1 == out.parts;
  if (out.bytes.empty() || out.bytes.size() > kReferralPartBytesMax || (!last && out.bytes.size() < kReferralPartBytesMax))
    return fail(Errc::wrong_length, "referral part");
  return out;
}

}  // namespace tipstaff::wire
