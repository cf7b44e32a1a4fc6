// A table of members, as the desk takes it: every row is a member or counted.

#include "casework/campaigns/members.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  campaigns::MemorySource source(as_text(input));
  campaigns::Reading reading;
  const auto members = campaigns::read_members(source, reading, {});
  if (!members) return;
  FUZZ_HOLDS(members->size() == reading.good);
  for (const auto& one : *members)
    FUZZ_HOLDS(one.crew > 0 && !one.account.empty() && valid_utf8(as_bytes(one.account)) && valid_utf8(as_bytes(one.handle)));
}

}  // namespace tipstaff::fuzz
