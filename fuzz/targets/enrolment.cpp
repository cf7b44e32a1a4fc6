// Enrolment: the text form carries exactly its bytes, and a record passes only
// under the signature of the key that it names.

#include "fuzz/world.h"
#include "fuzz/fuzz.h"
#include "tipstaff/wire/enrolment.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  (void)wire::parse_untrusted_enrolment_text(as_text(input));
  auto record = wire::parse_untrusted_post_record(sized(input, wire::kPostRecordBytes));
  if (!record) return;
  record->vk = world().post.verify_key();
  const auto bytes = wire::sign_enrolment(*record, world().post);
  FUZZ_HOLDS(bytes.has_value());
  const auto parsed = wire::parse_untrusted_enrolment_text(wire::encode_enrolment_text(*bytes));
  FUZZ_HOLDS(parsed && **parsed == *record);
  auto forged = *bytes;
  forged[input.size() % forged.size()] ^= 1;
  FUZZ_HOLDS(!wire::parse_untrusted_enrolment(forged));
}

}  // namespace tipstaff::fuzz
