#pragma once
// Crews as STIX 2.1: what tipstaff-campaigns and the desk write, the same for both.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "casework/exports/technique.h"

namespace tipstaff::casework {

struct StixCrewMember {
  std::string account;
  std::string handle;
  std::string role;
  std::int64_t first_ms = 0;
};

struct StixCrew {
  std::size_t number = 0;  // from 1
  std::int64_t surprise = 0;
  double stability = 0;    // 0 to 1
  std::int64_t first_ms = 0;
  std::int64_t last_ms = 0;
  std::vector<StixCrewMember> members;
};

// write_stix_crews writes a bundle: a campaign a crew, a user-account a member,
// relationships between them, and for each technique an attack-pattern that its campaigns
// use. Ids depend on the content alone.
[[nodiscard]] std::string write_stix_crews(std::span<const StixCrew> crews, const std::vector<Technique>& techniques, std::int64_t now_ms);

}  // namespace tipstaff::casework
