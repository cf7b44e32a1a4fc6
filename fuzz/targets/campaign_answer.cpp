// What a child in a cage answers about a campaign: what is taken has its parts once each,
// and is taken again.

#include "desk/cases/campaign_answer.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto parts = desk::parse_untrusted_campaign(input);
  if (!parts) return;
  for (const auto& part : *parts) {
    FUZZ_HOLDS(valid_utf8(as_bytes(part.text)));
    if (part.kind == desk::CampaignPartKind::file) FUZZ_HOLDS(desk::is_campaign_file(part.name));
  }
  FUZZ_HOLDS(desk::parse_untrusted_campaign(input)->size() == parts->size());
}

}  // namespace tipstaff::fuzz
