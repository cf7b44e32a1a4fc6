#include "casework/campaigns/findings.h"
#include "casework/campaigns/number_text.h"
#include "casework/campaigns/time_text.h"

namespace tipstaff::campaigns {
namespace {

struct Spell {
  std::int64_t first_ms = 0;
  std::int64_t last_ms = 0;
};

Spell spell_of(const Findings& f, const Edge& edge) {
  const auto rows = evidence_of(f.index, edge.a, edge.b, Findings::window_of(edge));
  if (rows.empty()) return {};
  Spell out{f.index.shares().time[rows.front().first], 0};
  for (const auto& row : rows) out.last_ms = std::max(out.last_ms, f.index.shares().time[row.second]);
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + escape_xml(value) + '"';
}

std::string data(std::string_view key, std::string_view value) {
  return "<data" + attribute("key", key) + '>' + escape_xml(value) + "</data>";
}

std::string value(std::string_view key, std::string_view text) {
  return "<attvalue" + attribute("for", key) + attribute("value", text) + "/>";
}

template <class Node, class Link>
void for_all(const Findings& f, Node&& node, Link&& link) {
  for (std::size_t crew = 0; crew < f.crews.size(); ++crew)
    for (const auto& member : f.crews[crew].members) node(std::to_string(crew + 1), member);
  for (const auto& crew : f.crews)
    for (const auto i : crew.edges) link(i, f.surprise.edges[i]);
}

}  // namespace

std::string write_graphml(const Findings& f) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n<key id=\"crew\" for=\"node\" attr.name=\"crew\" attr.type=\"int\"/>\n"
      "<key id=\"role\" for=\"node\" attr.name=\"role\" attr.type=\"string\"/>\n<key id=\"acts\" for=\"node\" attr.name=\"acts\" attr.type=\"int\"/>\n"
      "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n<key id=\"meetings\" for=\"edge\" attr.name=\"meetings\" attr.type=\"int\"/>\n"
      "<key id=\"expected\" for=\"edge\" attr.name=\"expected\" attr.type=\"double\"/>\n<key id=\"log10_p\" for=\"edge\" attr.name=\"log10_p\" attr.type=\"double\"/>\n"
      "<key id=\"window_s\" for=\"edge\" attr.name=\"window_s\" attr.type=\"int\"/>\n<key id=\"first\" for=\"edge\" attr.name=\"first\" attr.type=\"string\"/>\n"
      "<key id=\"last\" for=\"edge\" attr.name=\"last\" attr.type=\"string\"/>\n<graph edgedefault=\"undirected\">\n";
  for_all(f,
      [&](const std::string& crew, const Member& m) {
        out += "<node" + attribute("id", f.index.shares().accounts[m.account]) + '>' + data("label", f.handle_of(m.account)) + data("crew", crew) +
               data("role", role_name(m.role)) + data("acts", std::to_string(m.acts)) + "</node>\n";
      },
      [&](std::size_t, const Edge& e) {
        const auto spell = spell_of(f, e);
        out += "<edge" + attribute("source", f.index.shares().accounts[e.a]) + attribute("target", f.index.shares().accounts[e.b]) + '>' +
               data("weight", general(e.strength(), 6)) + data("meetings", std::to_string(e.meetings)) + data("expected", general(e.expected, 6)) +
               data("log10_p", general(e.log10_p, 6)) + data("window_s", std::to_string(Findings::window_of(e) / 1000)) +
               data("first", write_iso(spell.first_ms)) + data("last", write_iso(spell.last_ms)) + "</edge>\n";
      });
  return out + "</graph>\n</graphml>\n";
}

std::string write_gexf(const Findings& f) {
  std::string nodes, edges;
  for_all(f,
      [&](const std::string& crew, const Member& m) {
        nodes += "<node" + attribute("id", f.index.shares().accounts[m.account]) + attribute("label", f.handle_of(m.account)) +
                 attribute("start", write_iso(m.first_ms)) + attribute("end", write_iso(m.last_ms)) + "><attvalues>" + value("crew", crew) +
                 value("role", role_name(m.role)) + "</attvalues></node>\n";
      },
      [&](std::size_t id, const Edge& e) {
        const auto spell = spell_of(f, e);
        edges += "<edge" + attribute("id", std::to_string(id)) + attribute("source", f.index.shares().accounts[e.a]) +
                 attribute("target", f.index.shares().accounts[e.b]) + attribute("weight", general(e.strength(), 6)) +
                 attribute("start", write_iso(spell.first_ms)) + attribute("end", write_iso(spell.last_ms)) + "><attvalues>" +
                 value("meetings", std::to_string(e.meetings)) + "</attvalues></edge>\n";
      });
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
         "<graph defaultedgetype=\"undirected\" mode=\"dynamic\" timeformat=\"dateTime\" timerepresentation=\"interval\">\n"
         "<attributes class=\"node\"><attribute id=\"crew\" title=\"crew\" type=\"integer\"/><attribute id=\"role\" title=\"role\" type=\"string\"/></attributes>\n"
         "<attributes class=\"edge\"><attribute id=\"meetings\" title=\"meetings\" type=\"integer\"/></attributes>\n<nodes>\n" +
         nodes + "</nodes>\n<edges>\n" + edges + "</edges>\n</graph>\n</gexf>\n";
}

}  // namespace tipstaff::campaigns
