#include "desk/page/json.h"

#include <boost/json.hpp>

#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

constexpr std::array kMessageStates = {"waiting", "whole", "damaged", "lost"};
constexpr std::array kReceipts = {"none", "verified", "mismatch", "unknown"};
constexpr std::array kDeliveries = {"queued", "sent", "refused"};
constexpr std::array kTroubles = {"none",          "relay_silent",  "not_begun", "no_roster",
                                  "not_in_roster", "wrong_bytes",   "two_bulletins",
                                  "went_back",     "roster_expired", "other_desk", "vault", "page_differs"};

constexpr std::array kPartKinds = {"text", "picture", "property", "refused"};

template <class E>
const char* name_of(std::span<const char* const> names, E value) {
  return names[static_cast<std::size_t>(value)];
}

json::array labels_json(const std::vector<std::string>& labels) {
  json::array out;
  for (const auto& label : labels) out.emplace_back(shown(label));
  return out;
}

}  // namespace

json::object conversation_json(const ConversationInfo& info) {
  return {{"id", info.id}, {"name", shown(info.name)}, {"folder", shown(info.folder)},
          {"labels", labels_json(info.labels)}, {"wants_answers", info.wants_answers},
          {"unread", info.unread}, {"messages", info.messages}, {"last_at", info.last_at},
          {"excerpt", platform::display_text(info.excerpt)}, {"has_files", info.has_files}};
}

json::object message_json(const MessageInfo& info) {
  json::array files;
  for (const auto& file : info.files)
    files.emplace_back(json::object{{"id", file.id}, {"name", shown(file.name)},
                                    {"safe_name", platform::safe_file_name(file.name)},
                                    {"type", file.type}, {"size", file.size}});
  return {{"id", info.id}, {"outgoing", info.outgoing}, {"unread", info.unread},
          {"state", name_of(kMessageStates, info.state)},
          {"receipt", name_of(kReceipts, info.receipt)}, {"leaf", info.leaf},
          {"delivery", name_of(kDeliveries, info.delivery)}, {"at", info.at},
          {"parts", info.parts}, {"parts_missing", info.parts_missing},
          {"text", platform::display_text(info.text)}, {"files", std::move(files)}};
}

json::array counts_json(const std::vector<Count>& counts) {
  json::array out;
  for (const auto& one : counts)
    out.emplace_back(json::object{{"name", shown(one.name)}, {"count", one.count}});
  return out;
}

json::object engine_json(const EngineStatus& status) {
  return {{"trouble", name_of(kTroubles, status.trouble)}, {"contact", status.contact_unix},
          {"tick", status.tick}, {"tick_seconds", status.tick_seconds},
          {"epoch", status.epoch}, {"junk", status.junk}};
}

json::array peeled_json(const std::vector<casework::PeeledPart>& parts) {
  json::array out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& part = parts[i];
    json::object one{{"kind", name_of(kPartKinds, part.kind)},
                     {"path", platform::display_line(as_bytes(part.path))},
                     {"name", platform::display_line(as_bytes(part.name))}, {"text", shown(part.text)}};
    if (part.kind == casework::PartKind::picture) one["picture"] = i;
    out.emplace_back(std::move(one));
  }
  return out;
}

json::object conversation_export(const ConversationInfo& info,
                                 const std::vector<MessageInfo>& messages) {
  auto out = conversation_json(info);
  json::array list;
  for (const auto& message : messages) {
    auto one = message_json(message);
    one["text"] = as_text(message.text);
    json::array names;
    for (const auto& file : message.files) names.emplace_back(file.name);
    one["file_names"] = std::move(names);
    list.emplace_back(std::move(one));
  }
  out["conversation"] = std::move(list);
  return out;
}

std::string json_text(const json::value& value) { return json::serialize(value); }

Result<json::object> parse_json_object(ByteView bytes) {
  boost::system::error_code error;
  auto value = json::parse(as_text(bytes), error);
  if (error || !value.is_object()) return fail(Errc::bad_text, "request");
  return std::move(value.as_object());
}

std::string shown(std::string_view text) { return platform::display_text(as_bytes(text)); }

Result<json::object> done(Result<void> result) {
  TIP_CHECK(std::move(result));
  return json::object{{"done", true}};
}

Result<std::string> text_field(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return fail(Errc::bad_value, "request field");
  return std::string(value->as_string());
}

Result<std::int64_t> number_field(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64()) return fail(Errc::bad_value, "request field");
  return value->as_int64();
}

Result<std::vector<std::string>> texts_field(const json::object& object, std::string_view name) {
  std::vector<std::string> out;
  const auto* value = object.if_contains(name);
  if (value == nullptr) return out;
  if (!value->is_array()) return fail(Errc::bad_value, "request field");
  for (const auto& one : value->as_array()) {
    if (!one.is_string()) return fail(Errc::bad_value, "request field");
    out.emplace_back(one.as_string());
  }
  return out;
}

Result<std::vector<std::int64_t>> numbers_field(const json::object& object, std::string_view name) {
  std::vector<std::int64_t> out;
  const auto* value = object.if_contains(name);
  if (value == nullptr) return out;
  if (!value->is_array()) return fail(Errc::bad_value, "request field");
  for (const auto& one : value->as_array()) {
    if (!one.is_int64()) return fail(Errc::bad_value, "request field");
    out.push_back(one.as_int64());
  }
  return out;
}

bool flag_field(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->as_bool();
}

}  // namespace tipstaff::desk
