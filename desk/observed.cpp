#include "desk/observed.h"

#include <boost/json.hpp>

#include "casework/observables/refang.h"
#include "platform/text.h"

namespace tipstaff::desk {

namespace json = boost::json;

json::object observable_json(const casework::Observable& one, Values values) {
  return {{"type", casework::type_name(one.type)},
          {"value", shown_value(one, values)},
          {"offset", one.offset},
          {"length", one.length},
          {"parent", one.parent},
          {"confidence", casework::confidence_name(one.confidence)},
          {"was_defanged", one.defanged},
          {"rule", one.rule},
          {"warning", one.warning},
          {"benign", one.benign}};
}

Result<std::vector<Observed>> observe(Vault& vault, const casework::Scanner& scanner, std::int64_t conversation) {
  TIP_CHECK(find_conversation(vault, conversation));
  TIP_TRY(const auto messages, list_messages(vault, conversation));
  const casework::BenignLists lists;
  std::vector<Observed> out;
  for (const auto& message : messages) {
    TIP_TRY(auto found, scanner.scan(as_text(message.text)));
    lists.mark(found.observables);
    out.push_back({message.id, message.outgoing, std::move(found.observables)});
  }
  return out;
}

std::string shown_value(const casework::Observable& one, Values values) {
  const auto text = platform::display_text(as_bytes(one.value));
  const bool harmless = values == Values::live || one.type == casework::Type::coordinates;
  return harmless ? text : casework::defang(text);
}

json::array observed_json(const std::vector<Observed>& observed, Values values) {
  json::array out;
  for (const auto& message : observed) {
    json::array list;
    for (const auto& one : message.observables) list.emplace_back(observable_json(one, values));
    out.emplace_back(json::object{{"message", message.message}, {"outgoing", message.outgoing},
                                  {"observables", std::move(list)}});
  }
  return out;
}

}  // namespace tipstaff::desk
