// Plain text, and the chats that messengers write to files.

#include <algorithm>
#include <boost/json.hpp>

#include "peel/charset.h"
#include "peel/peeler.h"
#include "peel/rtf.h"

namespace tipstaff::peel {
namespace {

namespace json = boost::json;

// How many lines begin as WhatsApp writes them: a date, a time, a name, a colon.
bool is_chat_line(std::string_view line) {
  if (line.starts_with("\xE2\x80\x8E")) line.remove_prefix(3);  // a mark that it puts before some
  if (line.starts_with('[')) line.remove_prefix(1);
  const auto comma = line.find(", ");
  if (comma == std::string_view::npos || comma < 6 || comma > 10) return false;
  const auto date = line.substr(0, comma);
  const bool numbers = std::all_of(date.begin(), date.end(), [](char c) { return (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-'; });
  const auto rest = line.substr(comma + 2);
  const auto end = std::min(rest.find(" - "), rest.find("] "));
  return numbers && rest.size() > 5 && (rest[1] == ':' || rest[2] == ':') && end != std::string_view::npos && end < 16;
}

bool is_whatsapp(std::string_view text) {
  int lines = 0, chats = 0;
  for (std::size_t at = 0; at < text.size() && lines < 20; ++lines) {
    const auto end = std::min(text.find('\n', at), text.size());
    chats += is_chat_line(text.substr(at, end - at)) ? 1 : 0;
    at = end + 1;
  }
  return chats >= 2 && chats * 2 >= lines;
}

std::string_view text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->as_string()) : std::string_view();
}

// A message's text is a string, or a list of strings and of pieces with a link or a bold
// word in them.
std::string message_text(const json::value* value) {
  if (value == nullptr) return {};
  if (value->is_string()) return std::string(value->as_string());
  std::string out;
  if (!value->is_array()) return out;
  for (const auto& piece : value->as_array()) {
    if (piece.is_string()) out += piece.as_string();
    if (!piece.is_object()) continue;
    out += text_of(piece.as_object(), "text");
    const auto link = text_of(piece.as_object(), "href");
    if (!link.empty()) out += " (" + std::string(link) + ")";
  }
  return out;
}

std::string telegram_line(const json::object& message) {
  const auto field = [&](std::string_view name) { return std::string(text_of(message, name)); };
  const auto who = field("from").empty() ? field("actor") : field("from");
  const auto id = field("from_id").empty() ? field("actor_id") : field("from_id");
  auto out = field("date") + " " + who + (id.empty() ? "" : " <" + id + ">") + ": " + message_text(message.if_contains("text"));
  for (const auto* name : {"action", "forwarded_from", "file", "photo", "phone_number"})
    if (const auto value = field(name); !value.empty()) out += std::string(" [") + name + ": " + value + "]";
  return out + "\n";
}

// A chat has messages; an export of an account has chats.
void give_telegram(Findings& findings, const std::string& path, const json::object& chat) {
  const auto* messages = chat.if_contains("messages");
  if (messages == nullptr || !messages->is_array()) return;
  std::string text = std::string(text_of(chat, "name")) + " (" + std::string(text_of(chat, "type")) + ")\n";
  for (const auto& one : messages->as_array())
    if (one.is_object()) text += telegram_line(one.as_object());
  findings.text(path, "Telegram chat", text);
}

bool peel_telegram(Findings& findings, const std::string& path, const json::object& root) {
  const auto is_chat = [](const json::object& one) {
    return one.contains("messages") && one.contains("type") && one.contains("id");
  };
  if (is_chat(root)) return give_telegram(findings, path, root), true;
  const auto* chats = root.if_contains("chats");
  const auto* list = chats != nullptr && chats->is_object() ? chats->as_object().if_contains("list") : nullptr;
  if (list == nullptr || !list->is_array()) return false;
  int count = 0;
  for (const auto& one : list->as_array())
    if (one.is_object()) give_telegram(findings, path + " chat " + std::to_string(++count), one.as_object());
  return true;
}

}  // namespace

void peel_text(Peeler& peeler, const Item& item) {
  const auto read = guess_text(item.bytes);
  peeler.findings().text(item.path, is_whatsapp(read.text) ? "WhatsApp chat" : read.guess, read.text);
}

void peel_rtf(Peeler& peeler, const Item& item) {
  const auto read = rtf_text(item.bytes);
  peeler.findings().text(item.path, "", read.text);
  if (!read.instructions.empty()) peeler.findings().text(item.path, "links", read.instructions);
  if (read.objects) peeler.findings().refused(item.path, casework::refusal::kObjects);
  if (!read.whole) peeler.findings().refused(item.path, casework::refusal::kDamaged);
}

void peel_json(Peeler& peeler, const Item& item) {
  boost::system::error_code error;
  const auto value = json::parse(as_text(item.bytes), error);
  if (error || !value.is_object() || !peel_telegram(peeler.findings(), item.path, value.as_object())) peel_text(peeler, item);
}

}  // namespace tipstaff::peel
