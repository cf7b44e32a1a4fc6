// The command `observables`: what a conversation names.

#include <cstdio>

#include "desk/cases/observed.h"
#include "desk/commands/with_vault.h"
#include "desk/page/json.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

std::string notes_of(const casework::Observable& one) {
  std::string out = std::string(casework::confidence_name(one.confidence));
  if (one.defanged) out += ", was defanged";
  if (!one.warning.empty()) out += "; " + std::string(one.warning);
  if (!one.benign.empty()) out += "; benign? " + std::string(one.benign);
  return out;
}

std::string place_of(const Observed& one) {
  if (one.file == 0) return {};
  return ", file " + std::to_string(one.file) + ", " + platform::display_line(as_bytes(one.path));
}

void print_observed(const Observed& message, Values values) {
  std::printf("--- %s %lld%s\n", message.outgoing ? "our answer, message" : "message",
              static_cast<long long>(message.message), place_of(message).c_str());
  for (const auto& one : message.observables)
    std::printf("%s%-13s %s\n    bytes %u to %u, %s, rule %.*s\n", one.parent == casework::kNoParent ? "" : "  ",
                std::string(casework::type_name(one.type)).c_str(), shown_value(one, values).c_str(),
                one.offset, one.offset + one.length, notes_of(one).c_str(),
                static_cast<int>(one.rule.size()), one.rule.data());
}

}  // namespace

int command_observables(const Arguments& arguments) {
  const auto values = arguments.live ? Values::live : Values::defanged;
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    const casework::Scanner scanner;
    TIP_TRY(const auto observed, observe(vault, scanner, arguments.number));
    if (arguments.json) {
      std::printf("%s\n", json_text(observed_json(observed, values)).c_str());
      return {};
    }
    std::size_t count = 0;
    for (const auto& message : observed) {
      count += message.observables.size();
      if (!message.observables.empty()) print_observed(message, values);
    }
    if (count == 0)
      std::fprintf(stderr, "Nothing found. Attachments count once they are opened: tipstaff-desk peel %lld\n",
                   static_cast<long long>(arguments.number));
    return {};
  });
}

}  // namespace tipstaff::desk
