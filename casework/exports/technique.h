#pragma once
// Technique: one of DISARM's that an officer ticked, of crews that act together.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tipstaff::casework {

struct Technique {
  std::size_t crew;  // from 1; 0: every crew
  std::string id;    // "T0049", "T0049.001"
};

// parse_technique reads "T0049" (every crew) and "2:T0049" (crew 2).
// Out: nothing for any other form.
[[nodiscard]] std::optional<Technique> parse_technique(std::string_view word);

// techniques_of lists the ids that were ticked for a crew, from 1, in order, once each.
[[nodiscard]] std::vector<std::string> techniques_of(const std::vector<Technique>& all, std::size_t crew);

}  // namespace tipstaff::casework
