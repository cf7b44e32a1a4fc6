#pragma once
// Hints: what a text holds besides observables that may give away the same hand, and what
// observables give away when they are only alike.

#include <string>
#include <vector>

#include "casework/observables/observable.h"

namespace tipstaff::casework {

// What two tips have in common.
enum class ReasonKind : std::uint8_t {
  thing,        // the same observable
  name,         // the name of a person, as it sounds in any script
  recovery,     // a masked contact ("te***h@qz***.org") as services show it
  series,       // names of accounts that differ by a number at the end
  same_handle,  // one name on two platforms
  target,       // one page, reached by two ways to write its address
  text,         // nearly the same words
  picture,      // pictures that look alike
  count_,
};

// reason_name is the name in the vault and for programs; parse_reason the way back.
[[nodiscard]] std::string_view reason_name(ReasonKind kind);
[[nodiscard]] ReasonKind parse_reason(std::string_view name);

// OperatorHint is one fact about a tip. `from`, of what is only alike, is what it was taken from:
// two of one origin are the same thing, and say nothing more than it does.
struct OperatorHint {
  ReasonKind kind = ReasonKind::thing;
  std::string value;
  std::string from;
};

// hints_in_text finds names and masked contacts. Time: linear.
[[nodiscard]] std::vector<OperatorHint> hints_in_text(std::string_view text);

// hints_of says what an observable gives away besides itself.
[[nodiscard]] std::vector<OperatorHint> hints_of(Type type, std::string_view value);

}  // namespace tipstaff::casework
