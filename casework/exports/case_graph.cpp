#include "casework/exports/case_graph.h"

#include <algorithm>
#include <map>

#include "casework/observables/refang.h"

namespace tipstaff::casework {
namespace {

using Thing = std::pair<std::string_view, std::string>;  // name of the type, value
using Times = std::vector<GraphSpell>;

// A message is a moment; two in one second are one. Messages come nearly in order.
void add_moment(Times& times, std::uint64_t at) {
  const auto ms = static_cast<std::int64_t>(at) * 1000;
  const auto place = std::ranges::lower_bound(times, ms, {}, &GraphSpell::first_ms);
  if (place == times.end() || place->first_ms != ms) times.insert(place, {ms, ms});
}

class CaseGraph {
 public:
  explicit CaseGraph(const CaseFile& file) : file_(file) {
    for (const auto& message : file.messages) {
      add_moment(conversations_[message.conversation], message.at);
      for (const auto* one : all_named(message)) add_naming(message, *one);
    }
    for (const auto& suspect : file.suspects)
      for (const auto& account : suspect.accounts) things_.try_emplace({type_name(account.type), account.value});
  }

  Graph draw() {
    graph_.node_columns = {{"kind"}};
    graph_.edge_columns = {{"kind"}};
    for (const auto& [id, times] : conversations_) node("c" + std::to_string(id), "conversation " + std::to_string(id), times, "conversation");
    for (const auto& [thing, times] : things_) {
      numbers_[thing] = "t" + std::to_string(numbers_.size() + 1);
      node(numbers_[thing], defang(thing.second), times, thing.first);
    }
    for (const auto& [naming, times] : namings_)
      edge("c" + std::to_string(naming.first), numbers_.at(naming.second), times.size(), times, "names");
    for (const auto& suspect : file_.suspects) draw_suspect(suspect);
    return std::move(graph_);
  }

 private:
  void add_naming(const CaseMessage& message, const Observable& one) {
    const Thing thing{type_name(one.type), one.value};
    add_moment(things_[thing], message.at);
    add_moment(namings_[{message.conversation, thing}], message.at);
  }
  void node(std::string id, std::string label, Times times, std::string_view kind) {
    graph_.nodes.push_back({std::move(id), std::move(label), std::move(times), {std::string(kind)}});
  }
  void edge(std::string from, std::string to, std::size_t weight, Times times, std::string_view kind) {
    graph_.edges.push_back({std::move(from), std::move(to), std::to_string(weight), std::move(times), {std::string(kind)}});
  }
  void draw_suspect(const CaseSuspect& suspect) {
    const auto id = "s" + std::to_string(suspect.id);
    node(id, defang(suspect.name), {}, "suspect");
    for (const auto& account : suspect.accounts) edge(id, numbers_.at({type_name(account.type), account.value}), 1, {}, "account of");
    for (const auto& [conversation, count] : spoken_of_by(suspect)) edge(id, "c" + std::to_string(conversation), count, {}, "rests on");
  }
  [[nodiscard]] std::map<std::int64_t, std::size_t> spoken_of_by(const CaseSuspect& suspect) const {
    std::map<std::int64_t, std::size_t> out;
    for (const auto& statement : file_.statements) {
      const auto* message = message_of(file_, statement.message);
      if (message != nullptr && std::ranges::find(suspect.statements, statement.id) != suspect.statements.end()) ++out[message->conversation];
    }
    return out;
  }

  const CaseFile& file_;
  Graph graph_;
  std::map<std::int64_t, Times> conversations_;
  std::map<Thing, Times> things_;
  std::map<std::pair<std::int64_t, Thing>, Times> namings_;
  std::map<Thing, std::string> numbers_;
};

}  // namespace

Graph graph_of(const CaseFile& file) { return CaseGraph(file).draw(); }

}  // namespace tipstaff::casework
