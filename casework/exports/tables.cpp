#include "casework/exports/tables.h"

#include <map>
#include <set>

#include "casework/exports/escape.h"
#include "casework/observables/refang.h"

namespace tipstaff::casework {
namespace {

using Things = std::map<std::pair<std::string_view, std::string>, std::size_t>;

std::string node(const std::string& id, std::string_view kind, std::string_view label) {
  return "<node id=\"" + id + "\"><data key=\"kind\">" + std::string(kind) + "</data><data key=\"label\">" + escape_xml(label) + "</data></node>\n";
}

}  // namespace

std::string csv_of(std::span<const ExportRow> rows) {
  std::string out = "conversation,message,type,value,offset,length,confidence,warning,benign\r\n";
  for (const auto& row : rows) {
    const auto& one = row.observable;
    out += std::to_string(row.conversation) + "," + std::to_string(row.message) + "," + csv_cell(type_name(one.type)) + "," +
           csv_cell(defang(one.value)) + "," + std::to_string(one.offset) + "," + std::to_string(one.length) + "," +
           csv_cell(confidence_name(one.confidence)) + "," + csv_cell(one.warning) + "," + csv_cell(one.benign) + "\r\n";
  }
  return out;
}

std::string graphml_of(std::span<const ExportRow> rows) {
  Things things;
  std::set<std::int64_t> conversations;
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
  std::set<std::pair<std::int64_t, std::size_t>> drawn;
  for (const auto& row : rows) drawn.insert({row.conversation, things.at({type_name(row.observable.type), row.observable.value})});
  for (const auto& [conversation, thing] : drawn)
    edges += "<edge source=\"c" + std::to_string(conversation) + "\" target=\"t" + std::to_string(thing) + "\"/>\n";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
         "<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
         "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
         "<graph id=\"case\" edgedefault=\"undirected\">\n" + nodes + edges + "</graph>\n</graphml>\n";
}

}  // namespace tipstaff::casework
