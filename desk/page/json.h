#pragma once
// Mail as JSON: for the page, where nothing may act on the screen, and for export,
// where every byte of a text counts.

#include <boost/json/value.hpp>

#include "casework/peeled/part.h"
#include "desk/mail/mail.h"
#include "desk/post/engine.h"

namespace tipstaff::desk {

[[nodiscard]] boost::json::object conversation_json(const ConversationInfo& info);
[[nodiscard]] boost::json::object message_json(const MessageInfo& info);
[[nodiscard]] boost::json::array counts_json(const std::vector<Count>& counts);
[[nodiscard]] boost::json::object engine_json(const EngineStatus& status);

// peeled_json: parts as the page shows them; `picture` is what the method of that name
// takes as `part`.
[[nodiscard]] boost::json::array peeled_json(const std::vector<casework::PeeledPart>& parts);

// conversation_export keeps texts and names as they were sent.
[[nodiscard]] boost::json::object conversation_export(const ConversationInfo& info,
                                                      const std::vector<MessageInfo>& messages);
[[nodiscard]] std::string json_text(const boost::json::value& value);

// parse_json_object. Errors: bad_text (not JSON, not an object, too deep).
[[nodiscard]] Result<boost::json::object> parse_json_object(ByteView bytes);

// shown is a stranger's text in which nothing acts on the screen.
[[nodiscard]] std::string shown(std::string_view text);

// done answers with {"done": true} what worked.
[[nodiscard]] Result<boost::json::object> done(Result<void> result = {});

// Fields of an object. Errors: bad_value (missing, or of another type).
[[nodiscard]] Result<std::string> text_field(const boost::json::object& object, std::string_view name);
[[nodiscard]] Result<std::int64_t> number_field(const boost::json::object& object, std::string_view name);
// texts_field and numbers_field are empty when the field is missing.
[[nodiscard]] Result<std::vector<std::string>> texts_field(const boost::json::object& object, std::string_view name);
[[nodiscard]] Result<std::vector<std::int64_t>> numbers_field(const boost::json::object& object, std::string_view name);
// flag_field is false when the field is missing.
[[nodiscard]] bool flag_field(const boost::json::object& object, std::string_view name);

// names_of are the keys of a map of methods.
template <class Methods>
[[nodiscard]] std::vector<std::string_view> names_of(const Methods& methods) {
  std::vector<std::string_view> out;
  for (const auto& [name, method] : methods) out.push_back(name);
  return out;
}

}  // namespace tipstaff::desk
