#include "casework/exports/stix_crews.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "casework/exports/stamps.h"
#include "casework/exports/stix_bundle.h"

namespace tipstaff::casework {
namespace {

std::string hundredths(double part) {
  const auto value = std::lround(std::clamp(part, 0.0, 1.0) * 100);
  return std::to_string(value / 100) + '.' + std::to_string(value / 10 % 10) + std::to_string(value % 10);
}

std::string describe(const StixCrew& crew) {
  return std::to_string(crew.members.size()) + " accounts that act together more often than chance allows; strength " + std::to_string(crew.surprise) +
         ", stability " + hundredths(crew.stability) + ". Coordination is not proof of inauthenticity.";
}

std::string add_technique(StixBundle& bundle, const std::string& technique, StixTimes times) {
  const std::string reference = JsonObject().text("source_name", "DISARM").text("external_id", technique).write();
  return bundle.add_domain("attack-pattern", technique, JsonObject().text("name", "DISARM " + technique).list("external_references", {&reference, 1}), times);
}

std::string add_campaign(StixBundle& bundle, const StixCrew& crew, StixTimes times) {
  std::string key;
  for (const auto& member : crew.members) (key += '|') += member.account;
  JsonObject campaign;
  campaign.text("name", "Crew " + std::to_string(crew.number)).text("description", describe(crew));
  campaign.text("first_seen", write_stamp(crew.first_ms)).text("last_seen", write_stamp(crew.last_ms));
  return bundle.add_domain("campaign", key, campaign, times);
}

void add_member(StixBundle& bundle, const StixCrewMember& member, const std::string& campaign, StixTimes times) {
  const auto id = bundle.add_observable("user-account", JsonObject().text("user_id", member.account), JsonObject().text("display_name", member.handle));
  bundle.relate("related-to", campaign, id, times, JsonObject().text("description", member.role).text("start_time", write_stamp(member.first_ms)));
}

}  // namespace

std::string write_stix_crews(std::span<const StixCrew> crews, const std::vector<Technique>& techniques, std::int64_t now_ms) {
  const StixTimes times{now_ms, now_ms};
  StixBundle bundle("tipstaff-campaigns");
  std::map<std::string, std::string> uses;  // the bundle's id of each technique
  for (const auto& crew : crews)
    for (const auto& technique : techniques_of(techniques, crew.number)) uses.emplace(technique, "");
  for (auto& [technique, id] : uses) id = add_technique(bundle, technique, times);
  for (const auto& crew : crews) {
    const auto campaign = add_campaign(bundle, crew, times);
    for (const auto& technique : techniques_of(techniques, crew.number)) bundle.relate("uses", campaign, uses.at(technique), times);
    for (const auto& member : crew.members) add_member(bundle, member, campaign, times);
  }
  return bundle.write();
}

}  // namespace tipstaff::casework
