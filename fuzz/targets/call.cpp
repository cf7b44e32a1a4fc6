// A call: nothing passes unsigned; a record with the authority's signature that passes is
// written to the same bytes; and a history that passes is, too.

#include "council/call_set.h"
#include "fuzz/fuzz.h"
#include "fuzz/world.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  using namespace council;
  const auto& programme = world().programme;
  (void)parse_untrusted_call_set(input, programme);
  (void)parse_untrusted_call(input, programme);
  // A record names its programme by a hash, which no fuzzer guesses.
  Bytes body(input.begin(), input.end());
  constexpr std::size_t kProgrammeAt = 16;
  if (body.size() > kProgrammeAt + Hash32::kBytes)
    copy_into(MutableBytes(body).subspan(kProgrammeAt, Hash32::kBytes), world().nr.view());
  const auto signed_bytes = concat({body, world().authority.sign(kCallTag, body).view()});
  const auto record = parse_untrusted_record(signed_bytes, programme);
  if (!record) return;
  FUZZ_HOLDS(same(*sign_record(record->record, programme, world().authority), signed_bytes));
  const auto call = begin_untrusted_call(signed_bytes, programme);
  if (!call) return;
  FUZZ_HOLDS(call->status(call->until()) == Status::lapsed);
  const auto again = parse_untrusted_call(encode_call(*call), programme);
  FUZZ_HOLDS(again && again->head() == call->head());
}

}  // namespace tipstaff::fuzz
