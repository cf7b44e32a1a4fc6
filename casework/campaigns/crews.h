#pragma once
// Crews: groups of accounts that act as one, and what can be said of each.

#include <string>

#include "casework/campaigns/communities.h"
#include "casework/campaigns/doubts.h"
#include "casework/campaigns/surprise.h"
#include "casework/campaigns/traces.h"
#include "casework/locating/hours.h"

namespace tipstaff::campaigns {

using casework::ActiveHour, casework::Hours;

enum class Role : std::uint8_t { starter, amplifier };
[[nodiscard]] std::string_view role_name(Role role);

struct Member {
  std::uint32_t account;
  Role role;
  std::uint32_t acts;     // crew objects that it shared together with others
  std::uint32_t starts;   // of these, where it was first
  std::uint32_t ties;     // members that it has an edge with
  std::int64_t first_ms;  // its first and last act with the crew
  std::int64_t last_ms;
};

struct PushedObject {
  std::uint32_t object;
  std::uint32_t members;  // of the crew, who shared it together
  std::uint32_t sharers;  // all accounts that shared it
  std::int64_t first_ms;
};

// TimeLine counts a crew's acts in equal steps, as many as fit on a page.
struct TimeLine {
  static constexpr std::size_t kStepsMax = 60;
  std::int64_t begin_ms = 0;
  std::int64_t step_ms = 0;
  std::vector<std::uint32_t> acts;
};

struct Crew {
  std::vector<Member> members;       // starters first, then by acts
  std::vector<std::size_t> edges;    // indices of Surprise::edges, the strongest first
  std::vector<PushedObject> objects; // most members first
  double surprise = 0;               // sum of the edges' strengths, each at most kStrengthMax
  double stability = 0;              // over seeds: see Community
  double windows_held = 0;           // mean part of the six windows in which its edges are surprising alone
  std::int64_t first_ms = 0;
  std::int64_t last_ms = 0;
  std::int64_t usual_gap_ms = 0;     // median time between first and second account
  Hours hours;
  TimeLine line;
  std::vector<std::string> languages;  // with their number of accounts
  Doubts doubts;
};

// One edge counts for no more than a chance of 1 in 10^50.
inline constexpr double kStrengthMax = 50;
// Two accounts can meet; three make a crew.
inline constexpr std::size_t kCrewMin = 3;

// AccountFacts is what is known of accounts besides shares; both may be empty.
struct AccountFacts {
  const std::vector<Profile>* profiles = nullptr;
  const Names* words = nullptr;
};

// find_crews finds communities among the edges, drops members with a single tie, and
// describes what is left. Out: the most surprising crew first. Errors: wrong_state.
[[nodiscard]] Result<std::vector<Crew>> find_crews(const ShareIndex& index, const Surprise& surprise, const CommunityOptions& options,
                                                   const AccountFacts& facts = {});

// crew_of_accounts gives each account the number of its crew, or kNoCrew.
[[nodiscard]] std::vector<std::uint32_t> crew_of_accounts(const std::vector<Crew>& crews, std::size_t accounts);

}  // namespace tipstaff::campaigns
