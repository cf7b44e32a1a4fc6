#include <cmath>

#include "casework/campaigns/findings.h"
#include "casework/exports/stix_crews.h"

namespace tipstaff::campaigns {
namespace {

casework::StixCrew stix_crew(const Findings& f, std::size_t at) {
  const auto& crew = f.crews[at];
  casework::StixCrew out{at + 1, std::llround(crew.surprise), crew.stability, crew.first_ms, crew.last_ms, {}};
  for (const auto& member : crew.members)
    out.members.push_back({std::string(f.index.shares().accounts[member.account]), std::string(f.handle_of(member.account)), std::string(role_name(member.role)), member.first_ms});
  return out;
}

}  // namespace

std::string write_stix(const Findings& f, std::int64_t now_ms) {
  std::vector<casework::StixCrew> crews;
  for (std::size_t i = 0; i < f.crews.size(); ++i) crews.push_back(stix_crew(f, i));
  return casework::write_stix_crews(crews, f.techniques, now_ms);
}

}  // namespace tipstaff::campaigns
