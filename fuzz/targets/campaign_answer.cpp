// What the program that reads exports answers: whatever it says, only whole answers come
// through, whose parts differ, hold in their form and name no member that is not there.

#include <boost/json.hpp>

#include "desk/cases/campaign_answer.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {
namespace {

using desk::CampaignPartKind;

void hold_crew(const boost::json::object& crew) {
  const auto members = static_cast<std::int64_t>(crew.at("members").as_array().size());
  FUZZ_HOLDS(crew.at("week").as_array().size() == 168);
  for (const auto& edge : crew.at("edges").as_array())
    for (const auto* end : {"a", "b"}) FUZZ_HOLDS(edge.at(end).as_int64() >= 0 && edge.at(end).as_int64() < members);
}

}  // namespace

void target(ByteView input) {
  const auto parts = desk::parse_untrusted_campaign(input);
  if (!parts) return;
  FUZZ_HOLDS(as_text(input).ends_with('\n'));
  std::size_t bytes = 0;
  for (const auto& part : *parts) {
    bytes += part.text.size();
    FUZZ_HOLDS(valid_utf8(as_bytes(part.text)));
    FUZZ_HOLDS(part.kind != CampaignPartKind::file || desk::is_campaign_file(part.name));
    if (part.kind == CampaignPartKind::file || part.kind == CampaignPartKind::failed) continue;
    const auto value = boost::json::parse(part.text);
    if (part.kind == CampaignPartKind::crew) hold_crew(value.as_object());
  }
  FUZZ_HOLDS(bytes <= input.size());
}

}  // namespace tipstaff::fuzz
