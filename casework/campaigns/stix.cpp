#include "casework/campaigns/findings.h"
#include "casework/campaigns/number_text.h"
#include "casework/exports/stamps.h"
#include "casework/exports/stix_bundle.h"

namespace tipstaff::campaigns {
namespace {

using casework::JsonObject;
using casework::StixBundle;
using casework::StixTimes;

// "T0049" or "T0049.001".
bool is_technique(std::string_view text) {
  if (text.size() != 5 && text.size() != 9) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (i == 0 ? text[i] != 'T' : i == 5 ? text[i] != '.' : !digit) return false;
  }
  return true;
}

std::string describe(const Crew& crew) {
  return std::to_string(crew.members.size()) + " accounts that act together more often than chance allows; strength " + fixed(crew.surprise, 0) +
         ", stability " + fixed(crew.stability, 2) + ". Coordination is not proof of inauthenticity.";
}

std::string add_technique(StixBundle& bundle, const std::string& technique, StixTimes times) {
  const std::string reference = JsonObject().text("source_name", "DISARM").text("external_id", technique).write();
  return bundle.add_domain("attack-pattern", technique, JsonObject().text("name", "DISARM " + technique).list("external_references", {&reference, 1}), times);
}

std::string add_campaign(StixBundle& bundle, const Findings& f, const Crew& crew, std::size_t number, StixTimes times) {
  std::string key;
  for (const auto& member : crew.members) (key += '|') += f.index.shares().accounts[member.account];
  JsonObject campaign;
  campaign.text("name", "Crew " + std::to_string(number)).text("description", describe(crew));
  campaign.text("first_seen", casework::write_stamp(crew.first_ms)).text("last_seen", casework::write_stamp(crew.last_ms));
  return bundle.add_domain("campaign", key, campaign, times);
}

void add_member(StixBundle& bundle, const Findings& f, const Member& member, const std::string& campaign, StixTimes times) {
  const auto id = bundle.add_observable("user-account", JsonObject().text("user_id", f.index.shares().accounts[member.account]),
                                        JsonObject().text("display_name", f.handle_of(member.account)));
  bundle.relate("related-to", campaign, id, times,
                JsonObject().text("description", role_name(member.role)).text("start_time", casework::write_stamp(member.first_ms)));
}

}  // namespace

Result<std::string> write_stix(const Findings& f, std::span<const std::string> techniques, std::int64_t now_ms) {
  for (const auto& technique : techniques)
    if (!is_technique(technique)) return fail(Errc::bad_value, "a DISARM technique looks like T0049 or T0049.001");
  const StixTimes times{now_ms, now_ms};
  StixBundle bundle("tipstaff-campaigns");
  std::vector<std::string> uses;
  for (const auto& technique : techniques) uses.push_back(add_technique(bundle, technique, times));
  for (std::size_t i = 0; i < f.crews.size(); ++i) {
    const auto campaign = add_campaign(bundle, f, f.crews[i], i + 1, times);
    for (const auto& technique : uses) bundle.relate("uses", campaign, technique, times);
    for (const auto& member : f.crews[i].members) add_member(bundle, f, member, campaign, times);
  }
  return bundle.write();
}

}  // namespace tipstaff::campaigns
