#include "desk/cases/observed.h"

#include <boost/json.hpp>

#include "casework/observables/refang.h"
#include "desk/cases/peeled.h"
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

namespace {

// Eyes is what looks at every text.
struct Eyes {
  const casework::Scanner& scanner;
  casework::BenignLists lists;
  Result<std::vector<casework::Observable>> look(std::string_view text) const {
    TIP_TRY(auto found, scanner.scan(text));
    lists.mark(found.observables);
    return std::move(found.observables);
  }
};

Result<void> observe_file(Vault& vault, const Eyes& eyes, const MessageInfo& message, std::int64_t file,
                          std::vector<Observed>& out) {
  TIP_TRY(const auto parts, list_peeled(vault, file));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind != PartKind::text && parts[i].kind != PartKind::property) continue;
    TIP_TRY(auto found, eyes.look(parts[i].text));
    if (!found.empty())
      out.push_back({message.id, message.outgoing, file, static_cast<std::int64_t>(i), parts[i].path, std::move(found)});
  }
  return {};
}

json::object text_json(const Observed& one, Values values) {
  json::array list;
  for (const auto& observable : one.observables) list.emplace_back(observable_json(observable, values));
  return {{"observables", std::move(list)}};
}

json::object file_json(const Observed& one, Values values) {
  auto out = text_json(one, values);
  out["file"] = one.file;
  out["part"] = one.part;
  out["path"] = platform::display_line(as_bytes(one.path));
  return out;
}

}  // namespace

Result<std::vector<Observed>> observe(Vault& vault, const casework::Scanner& scanner, std::int64_t conversation) {
  TIP_CHECK(find_conversation(vault, conversation));
  TIP_TRY(const auto messages, list_messages(vault, conversation));
  const Eyes eyes{scanner, {}};
  std::vector<Observed> out;
  for (const auto& message : messages) {
    TIP_TRY(auto found, eyes.look(as_text(message.text)));
    out.push_back({message.id, message.outgoing, 0, 0, {}, std::move(found)});
    for (const auto& file : message.files) TIP_CHECK(observe_file(vault, eyes, message, file.id, out));
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
  for (const auto& one : observed) {
    if (one.file == 0) {
      auto message = text_json(one, values);
      message["message"] = one.message;
      message["outgoing"] = one.outgoing;
      message["files"] = json::array();
      out.emplace_back(std::move(message));
    } else {
      out.back().as_object()["files"].as_array().emplace_back(file_json(one, values));
    }
  }
  return out;
}

}  // namespace tipstaff::desk
