// The graph: conversations and the things that they name, with places on the screen.

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "casework/layout/layout.h"
#include "desk/case_json.h"
#include "desk/case_methods.h"
#include "desk/json.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

// What a screen can show and a page can paint; what is beyond is counted.
constexpr std::size_t kNodesMax = 15'000;
// A thing that more conversations name is a fashion (see linking), and would be a hedgehog.
constexpr std::size_t kNamedByMax = casework::kSharedByMax;

using casework::Edge;

// Drawn is the graph before it has places.
struct Drawn {
  std::vector<std::int64_t> conversations;
  std::vector<std::pair<Thing, std::pair<std::int64_t, std::size_t>>> things;  // with a message and the place in its list
  std::vector<Edge> edges;
  std::size_t left_out = 0;
};

// Naming says who names a thing, and where it is named first.
struct Naming {
  std::set<std::int64_t> conversations;
  std::int64_t message = 0;
  std::size_t at = 0;
};

std::map<Thing, Naming> namings(const CaseIndex& index) {
  std::map<Thing, Naming> out;
  for (const auto& tip : index.tips())
    for (std::size_t i = 0; i < tip.observables.size(); ++i) {
      const auto& one = tip.observables[i];
      if (!one.benign.empty()) continue;
      auto& naming = out[{one.type, one.value}];
      if (naming.conversations.empty()) naming.message = tip.message, naming.at = i;
      naming.conversations.insert(tip.conversation);
    }
  return out;
}

// worth_drawing keeps what joins: things that at least two name, or that the case names.
bool worth_drawing(const Naming& naming, const std::set<std::int64_t>& inside) {
  if (naming.conversations.size() > kNamedByMax) return false;
  if (inside.empty()) return naming.conversations.size() > 1;
  return std::ranges::any_of(naming.conversations, [&](auto one) { return inside.contains(one); });
}

Drawn draw(const CaseIndex& index, const std::set<std::int64_t>& inside) {
  Drawn out;
  std::map<std::int64_t, std::uint32_t> place;  // of a conversation; things come behind them
  std::vector<std::pair<std::int64_t, std::uint32_t>> joined;
  for (const auto one : inside) place.emplace(one, static_cast<std::uint32_t>(place.size()));
  for (const auto& [thing, naming] : namings(index)) {
    if (!worth_drawing(naming, inside)) continue;
    if (place.size() + out.things.size() + naming.conversations.size() >= kNodesMax) {
      ++out.left_out;
      continue;
    }
    for (const auto one : naming.conversations) {
      place.emplace(one, static_cast<std::uint32_t>(place.size()));
      joined.emplace_back(one, static_cast<std::uint32_t>(out.things.size()));
    }
    out.things.push_back({thing, {naming.message, naming.at}});
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

// A tenth of a unit is less than a pixel, and short to send.
double rounded(float number) { return static_cast<double>(static_cast<std::int64_t>(number * 10)) / 10; }

json::object thing_json(const Thing& thing, std::int64_t message, std::size_t at) {
  casework::Observable one;
  one.type = thing.first;
  one.value = thing.second;
  return {{"kind", "thing"}, {"type", casework::type_name(one.type)}, {"label", shown_value(one, Values::defanged)},
          {"message", message}, {"at", at}};
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
  const auto drawn = draw(desk.index, inside);
  const auto points = casework::lay_out(drawn.conversations.size() + drawn.things.size(), drawn.edges);
  json::array nodes, edges;
  nodes.reserve(points.size());
  edges.reserve(drawn.edges.size() * 2);
  const auto add = [&](json::object node) {
    const auto& point = points[nodes.size()];
    node["x"] = rounded(point.x);
    node["y"] = rounded(point.y);
    nodes.emplace_back(std::move(node));
  };
  for (const auto id : drawn.conversations) {
    const auto name = names.find(id);
    add({{"kind", inside.contains(id) ? "inside" : "tip"}, {"id", id}, {"label", name == names.end() ? "" : name->second}});
  }
  for (const auto& [thing, where] : drawn.things) add(thing_json(thing, where.first, where.second));
  for (const auto& edge : drawn.edges) edges.emplace_back(edge.a), edges.emplace_back(edge.b);
  return json::object{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}, {"left_out", drawn.left_out}};
}

}  // namespace tipstaff::desk
