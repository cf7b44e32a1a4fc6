// What the page asks about places and times.

#include "desk/cases/hints.h"
#include "desk/cases/pieces.h"
#include "desk/cases/timeline.h"
#include "desk/page/api.h"
#include "desk/page/json.h"

namespace tipstaff::desk {

Api::Reply Api::hints(const Object& request) {
  const auto id = number_field(request, "case");
  const auto conversation = number_field(request, "conversation");
  if (!id && !conversation) return std::unexpected(id.error());
  const auto& locator = options_.places->locator();
  TIP_TRY(const auto found, desk_.with([&](Vault& vault) {
    return id ? hints_of_case(vault, locator, *id) : hints_of_conversation(vault, locator, *conversation);
  }));
  return hints_json(found, options_.places->notes());
}

Api::Reply Api::timeline(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "case"));
  TIP_TRY(auto events, desk_.with([&](Vault& vault) { return timeline_of_case(vault, id); }));
  for (auto& event : events) event.text = defanged_text(scanner_, event.text);
  return timeline_json(events);
}

}  // namespace tipstaff::desk
