#pragma once
// The crews of a campaign as STIX, with the DISARM techniques that an officer ticked. It is
// written of what was checked when it came in, not of a file that the cage gave.

#include "casework/exports/technique.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

// parse_techniques reads words like "T0049" and "2:T0049". Errors: bad_value.
[[nodiscard]] Result<std::vector<casework::Technique>> parse_techniques(const std::vector<std::string>& words);

// campaign_stix: `crews` as campaign_crews gives them.
[[nodiscard]] std::string campaign_stix(const std::vector<std::string>& crews, const std::vector<casework::Technique>& techniques, std::int64_t now_ms);

}  // namespace tipstaff::desk
