#pragma once
// Things that tips name, as objects of STIX 2.1.

#include <optional>

#include "casework/exports/stix_bundle.h"
#include "casework/observables/observable.h"

namespace tipstaff::casework {

// StixThing is where a thing stands in the bundle. Only observables (SCOs) may stand in
// observed-data; vulnerabilities, attack patterns and locations are SDOs.
struct StixThing {
  std::string id;
  bool is_observable = true;
};

// add_thing adds what one type and canonical, live value is in STIX: an object of the
// standard, or, where it has none, our own x-tipstaff-thing.
StixThing add_thing(StixBundle& bundle, Type type, std::string_view value, StixTimes times);

// add_extension adds the definition of x-tipstaff-thing, and who made it.
void add_extension(StixBundle& bundle);

// account_type_of is the name of a platform in STIX's vocabulary, or our own name for it;
// nothing for what is no account.
[[nodiscard]] std::optional<std::string_view> account_type_of(Type type);

}  // namespace tipstaff::casework
