#include "casework/linking/exports.h"

#include <map>

#include "casework/observables/refang.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

std::string cell(std::string_view text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  std::string out = "\"";
  if (formula) out.push_back('\'');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + "\"";
}

// Characters of XML 1.0; all others, and broken bytes, are left out.
bool is_xml(const Character& c) {
  if (c.broken || c.code == 0xFFFE || c.code == 0xFFFF) return false;
  return c.code >= 0x20 || c.code == '\t' || c.code == '\n' || c.code == '\r';
}

std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    at += c.bytes;
    if (!is_xml(c)) continue;
    switch (c.code) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: append_utf8(out, c.code);
    }
  }
  return out;
}

using Things = std::map<std::pair<std::string_view, std::string>, std::size_t>;

std::string node(const std::string& id, std::string_view kind, std::string_view label) {
  return "<node id=\"" + id + "\"><data key=\"kind\">" + std::string(kind) + "</data><data key=\"label\">" + xml(label) + "</data></node>\n";
}

}  // namespace

std::string csv_of(std::span<const ExportRow> rows) {
  std::string out = "conversation,message,type,value,offset,length,confidence,warning,benign\r\n";
  for (const auto& row : rows) {
    const auto& one = row.observable;
    out += std::to_string(row.conversation) + "," + std::to_string(row.message) + "," + cell(type_name(one.type)) + "," +
           cell(defang(one.value)) + "," + std::to_string(one.offset) + "," + std::to_string(one.length) + "," +
           cell(confidence_name(one.confidence)) + "," + cell(one.warning) + "," + cell(one.benign) + "\r\n";
  }
  return out;
}

std::string graphml_of(std::span<const ExportRow> rows) {
  Things things;
  std::set<TipId> conversations;
  for (const auto& row : rows) {
    conversations.insert(row.conversation);
    things.try_emplace({type_name(row.observable.type), row.observable.value}, 0);
  }
  std::string nodes, edges;
  for (const auto one : conversations) nodes += node("c" + std::to_string(one), "conversation", std::to_string(one));
  std::size_t count = 0;
  for (auto& [thing, number] : things) {
    number = ++count;
    nodes += node("t" + std::to_string(number), thing.first, defang(thing.second));
  }
  std::set<std::pair<TipId, std::size_t>> drawn;
  for (const auto& row : rows) drawn.insert({row.conversation, things.at({type_name(row.observable.type), row.observable.value})});
  for (const auto& [conversation, thing] : drawn)
    edges += "<edge source=\"c" + std::to_string(conversation) + "\" target=\"t" + std::to_string(thing) + "\"/>\n";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
         "<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
         "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
         "<graph id=\"case\" edgedefault=\"undirected\">\n" + nodes + edges + "</graph>\n</graphml>\n";
}

}  // namespace tipstaff::casework
