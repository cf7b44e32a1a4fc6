// The graph: conversations and the things that they name, with places on the screen.

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "casework/layout/layout.h"
#include "desk/cases/named.h"
#include "desk/cases/observed.h"
#include "desk/page/case_json.h"
#include "desk/page/case_methods.h"
#include "desk/page/json.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

// What a screen can show and a page can paint; what is beyond is counted.
constexpr std::size_t kNodesMax = 15'000;
// A thing that more conversations name is a fashion (see linking), and would be a hedgehog.
constexpr std::int64_t kNamedByMax = casework::kSharedByMax;

using casework::Edge;

using Thing = std::pair<std::string, std::string>;  // kind and value
using Namings = std::map<Thing, std::vector<std::int64_t>>;

// Drawn is the graph before it has places.
struct Drawn {
  std::vector<std::int64_t> conversations;
  std::vector<Thing> things;
  std::vector<Edge> edges;
  std::size_t left_out = 0;
};

Result<Namings> read_namings(platform::Statement query) {
  Namings out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    auto& conversations = out[{query.text(0), query.text(1)}];
    if (conversations.size() <= static_cast<std::size_t>(kNamedByMax)) conversations.push_back(query.integer(2));
  }
}

// shared_namings are the things that at least two conversations name, and not too many: as
// many as could be drawn. A flood of tips can name tens of millions.
Result<Namings> shared_namings(Vault& vault) {
  return read_namings(std::move(vault.db().prepare(
      "SELECT DISTINCT n.kind, n.value, n.conversation FROM named n JOIN (SELECT kind, value" + std::string(kFromThings) +
      std::string(kSharedThings) + " LIMIT ?) s ON s.kind = n.kind AND s.value = n.value ORDER BY 1, 2, 3")
      .bind(kNamedByMax).bind(static_cast<std::int64_t>(kNodesMax))));
}

Result<std::size_t> count_shared(Vault& vault) {
  auto query = vault.db().prepare("SELECT count(*) FROM (SELECT 1" + std::string(kFromThings) + std::string(kSharedThings) + ")");
  TIP_CHECK(query.bind(kNamedByMax).step());
  return static_cast<std::size_t>(query.integer(0));
}

// case_namings are the things that the conversations of a case name, with all who name them.
Result<Namings> case_namings(Vault& vault, std::int64_t id) {
  TIP_TRY(auto out, read_namings(std::move(vault.db().prepare(
      "SELECT DISTINCT n.kind, n.value, n.conversation FROM named n JOIN (SELECT DISTINCT kind, value" + std::string(kFromThings) +
      " AND conversation IN (SELECT t.conversation FROM case_tips t JOIN cases k ON k.id = t.case_id WHERE ?1 IN (k.id, k.merged_into)))"
      " s ON s.kind = n.kind AND s.value = n.value ORDER BY 1, 2, 3").bind(id))));
  std::erase_if(out, [](const auto& one) { return one.second.size() > static_cast<std::size_t>(kNamedByMax); });
  return out;
}

Drawn draw(const Namings& namings, const std::set<std::int64_t>& inside) {
  Drawn out;
  std::map<std::int64_t, std::uint32_t> place;  // of a conversation; things come behind them
  std::vector<std::pair<std::int64_t, std::uint32_t>> joined;
  for (const auto one : inside) place.emplace(one, static_cast<std::uint32_t>(place.size()));
  for (const auto& [thing, conversations] : namings) {
    if (place.size() + out.things.size() + conversations.size() >= kNodesMax) {
      ++out.left_out;
      continue;
    }
    for (const auto one : conversations) {
      place.emplace(one, static_cast<std::uint32_t>(place.size()));
      joined.emplace_back(one, static_cast<std::uint32_t>(out.things.size()));
    }
    out.things.push_back(thing);
  }
  out.conversations.resize(place.size());
  for (const auto& [conversation, at] : place) out.conversations[at] = conversation;
  for (const auto& [conversation, thing] : joined)
    out.edges.push_back({place.at(conversation), static_cast<std::uint32_t>(place.size()) + thing});
  return out;
}

Result<std::map<std::int64_t, std::string>> names_of_conversations(Vault& vault) {
  auto query = vault.db().prepare("SELECT id, name FROM conversations");
  std::map<std::int64_t, std::string> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out[query.integer(0)] = platform::display_line(as_bytes(query.text(1)));
  }
}

json::object thing_json(const Thing& thing) {
  casework::Observable one;
  one.type = casework::parse_type(thing.first);
  one.value = thing.second;
  return {{"kind", "thing"}, {"type", thing.first}, {"label", shown_value(one, Values::defanged)}};
}

}  // namespace

CaseReply graph(CaseDesk& desk, const json::object& request) {
  std::set<std::int64_t> inside;
  if (const auto id = number_field(request, "case")) {
    TIP_TRY(const auto info, find_case(desk.vault, *id));
    inside.insert(info.conversations.begin(), info.conversations.end());
    if (inside.empty()) return json::object{{"nodes", json::array()}, {"edges", json::array()}, {"left_out", 0}};
  }
  TIP_TRY(const auto names, names_of_conversations(desk.vault));
  TIP_TRY(const auto namings, inside.empty() ? shared_namings(desk.vault) : case_namings(desk.vault, *number_field(request, "case")));
  auto drawn = draw(namings, inside);
  if (inside.empty()) {
    TIP_TRY(const auto all, count_shared(desk.vault));
    drawn.left_out += all - namings.size();
  }
  const auto points = casework::lay_out(drawn.conversations.size() + drawn.things.size(), drawn.edges);
  json::array nodes, edges;
  nodes.reserve(points.size());
  edges.reserve(drawn.edges.size() * 2);
  const auto add = [&](json::object node) {
    const auto& point = points[nodes.size()];
    node["x"] = screen_place(point.x);
    node["y"] = screen_place(point.y);
    nodes.emplace_back(std::move(node));
  };
  for (const auto id : drawn.conversations) {
    const auto name = names.find(id);
    add({{"kind", inside.contains(id) ? "inside" : "tip"}, {"id", id}, {"label", name == names.end() ? "" : name->second}});
  }
  for (const auto& thing : drawn.things) add(thing_json(thing));
  for (const auto& edge : drawn.edges) edges.emplace_back(edge.a), edges.emplace_back(edge.b);
  return json::object{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}, {"left_out", drawn.left_out}};
}

}  // namespace tipstaff::desk
