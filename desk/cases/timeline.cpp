#include "desk/cases/timeline.h"

#include <algorithm>
#include <boost/json.hpp>

#include "casework/locating/dates.h"
#include "desk/cases/cases.h"
#include "desk/cases/peeled.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

constexpr std::size_t kWordsBefore = 60, kWordsAfter = 60;  // bytes shown around a date

bool is_continuation(char c) { return (static_cast<std::uint8_t>(c) & 0xC0) == 0x80; }

// words_around cuts at characters, better at spaces, and never over a line's end.
std::string words_around(std::string_view text, std::size_t begin, std::size_t end) {
  auto from = begin > kWordsBefore ? begin - kWordsBefore : 0;
  auto to = std::min(text.size(), end + kWordsAfter);
  if (const auto line = text.substr(from, begin - from).rfind('\n'); line != std::string_view::npos) from += line + 1;
  else if (const auto space = text.find(' ', from); from > 0 && space < begin) from = space + 1;
  if (const auto line = text.substr(end, to - end).find('\n'); line != std::string_view::npos) to = end + line;
  else if (const auto space = text.substr(end, to - end).rfind(' '); to < text.size() && space != std::string_view::npos) to = end + space;
  while (from < begin && is_continuation(text[from])) ++from;
  while (to > end && to < text.size() && is_continuation(text[to])) --to;
  return std::string(text.substr(from, to - from));
}

void add_dates(std::vector<Event>& out, const MessageInfo& message) {
  const auto text = as_text(message.text);
  std::size_t count = 0;
  for (const auto& date : casework::dates_of(text)) {
    if (out.size() >= kEventsMax || ++count > kMessageDatesMax) return;
    out.push_back({date.at, EventKind::date, message.conversation, message.id, date.begin, date.length, !date.has_time,
                   words_around(text, date.begin, std::size_t{date.begin} + date.length)});
  }
}

Result<void> add_taken(Vault& vault, const MessageInfo& message, std::int64_t file, std::vector<Event>& out) {
  TIP_TRY(const auto parts, list_peeled(vault, file));
  for (const auto& part : parts) {
    const bool taken = part.kind == PartKind::property && part.name == "taken";
    const auto stamp = taken ? casework::parse_untrusted_stamp(part.text) : std::nullopt;
    if (stamp && out.size() < kEventsMax) out.push_back({stamp->at, EventKind::exif, message.conversation, message.id, 0, 0, false, part.path});
  }
  return {};
}

Result<void> add_conversation(Vault& vault, std::int64_t conversation, std::vector<Event>& out) {
  TIP_TRY(const auto messages, list_messages(vault, conversation));
  for (const auto& message : messages) {
    if (message.outgoing || out.size() >= kEventsMax) continue;
    out.push_back({static_cast<std::int64_t>(message.at), EventKind::tip, conversation, message.id, 0, 0, false, ""});
    add_dates(out, message);
    for (const auto& file : message.files) TIP_CHECK(add_taken(vault, message, file.id, out));
  }
  return {};
}

json::object event_json(const Event& event) {
  return {{"at", event.at}, {"kind", event_kind_name(event.kind)}, {"conversation", event.conversation},
          {"message", event.message}, {"begin", event.begin}, {"length", event.length}, {"whole_day", event.whole_day},
          {"text", platform::display_text(as_bytes(event.text))}};
}

}  // namespace

std::string_view event_kind_name(EventKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"tip", "date", "statement", "exif"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<std::vector<Event>> timeline_of_case(Vault& vault, std::int64_t id) {
  TIP_TRY(const auto info, find_case(vault, id));
  TIP_TRY(const auto statements, list_statements(vault, id));
  std::vector<Event> out;
  for (const auto& one : statements)
    out.push_back({static_cast<std::int64_t>(one.at), EventKind::statement, 0, one.message, static_cast<std::uint32_t>(one.offset),
                   static_cast<std::uint32_t>(one.length), false, one.text});
  for (auto conversation = info.conversations.rbegin(); conversation != info.conversations.rend(); ++conversation)
    TIP_CHECK(add_conversation(vault, *conversation, out));
  std::ranges::stable_sort(out, {}, &Event::at);
  return out;
}

json::object timeline_json(const std::vector<Event>& events) {
  json::array out;
  for (const auto& event : events) out.emplace_back(event_json(event));
  return {{"events", std::move(out)}};
}

}  // namespace tipstaff::desk
