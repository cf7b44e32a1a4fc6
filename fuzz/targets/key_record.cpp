// A post's keys: what passes under the post's signature is written to the same bytes.

#include "fuzz/world.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto& roster = world().roster;
  const auto epoch = wire::epoch_of(kTick);
  (void)wire::key_record_epoch_unverified(input);
  (void)wire::key_record_post_unverified(input);
  FUZZ_HOLDS(!wire::parse_untrusted_key_record(input, roster, epoch) ||
             input.size() == wire::kKeyRecordBytes);
  auto bytes = sized(input, wire::kKeyRecordBytes);
  const auto body = ByteView(bytes).first(wire::kKeyRecordBytes - wire::kSignatureBytes);
  const auto signature = world().post.sign(
      wire::kKeyRecordTag, concat({world().origin_hash.view(), body}));
  copy_into(MutableBytes(bytes).last(wire::kSignatureBytes), signature.view());
  const auto record = wire::parse_untrusted_key_record(bytes, roster, epoch);
  if (record)
    FUZZ_HOLDS(same(wire::sign_key_record(*record, roster.origin, world().post), bytes));
}

}  // namespace tipstaff::fuzz
