#pragma once
// Case methods: what the page's casework can ask for. Each takes a JSON object and
// returns one, or a refusal. The page asks for index_step until it is done, and then for
// what stands on the index (triage, named, find, suggest, graph).

#include <boost/json/value.hpp>

#include "desk/cases/case_index.h"
#include "desk/cases/suggestions.h"

namespace tipstaff::desk {

// CaseDesk is what a method works with, while it holds the vault.
struct CaseDesk {
  Vault& vault;
  CaseIndex& index;
  Suggestions& suggestions;
  const casework::Scanner& scanner;
  const platform::Clock& clock;
  [[nodiscard]] std::uint64_t now() const { return static_cast<std::uint64_t>(clock.unix_ms()) / 1000; }
};

using CaseReply = Result<boost::json::object>;
using CaseMethod = CaseReply (*)(CaseDesk&, const boost::json::object&);

// Tips (case_methods_tips.cpp).
CaseReply index_step(CaseDesk& desk, const boost::json::object& request);   // {} -> {done, of}
CaseReply kinds(CaseDesk& desk, const boost::json::object& request);        // {} -> {kinds: [{name, count}]}
CaseReply triage(CaseDesk& desk, const boost::json::object& request);       // {from, unread, shared} -> {rows, all}
CaseReply tip(CaseDesk& desk, const boost::json::object& request);          // {id} -> {conversation, messages, cases}
CaseReply named(CaseDesk& desk, const boost::json::object& request);        // {message, at} -> {conversations, cases}
CaseReply copy_live(CaseDesk& desk, const boost::json::object& request);    // {message, at} -> {value}, audited
CaseReply find(CaseDesk& desk, const boost::json::object& request);         // a filter -> {conversations, cases}

// Cases (case_methods_cases.cpp).
CaseReply cases(CaseDesk& desk, const boost::json::object& request);        // {} -> {cases}
CaseReply one_case(CaseDesk& desk, const boost::json::object& request);     // {id} -> {case, conversations, statements, ...}
CaseReply case_open(CaseDesk& desk, const boost::json::object& request);    // {name} -> {id}
CaseReply case_link(CaseDesk& desk, const boost::json::object& request);    // {case, conversation}
CaseReply case_unlink(CaseDesk& desk, const boost::json::object& request);  // {case, conversation}
CaseReply case_merge(CaseDesk& desk, const boost::json::object& request);   // {from, into}
CaseReply case_unmerge(CaseDesk& desk, const boost::json::object& request); // {case}
CaseReply not_same(CaseDesk& desk, const boost::json::object& request);     // {a, b}
CaseReply statement(CaseDesk& desk, const boost::json::object& request);    // {case, text, code, message, begin, length} -> {id}
CaseReply suggest(CaseDesk& desk, const boost::json::object& request);      // {case}, {tip} or {} -> {suggestions}, or {done, of}: ask again
CaseReply audit_lines(CaseDesk& desk, const boost::json::object& request);  // {} -> {lines, head, count}

// Graph (case_methods_graph.cpp).
CaseReply graph(CaseDesk& desk, const boost::json::object& request);        // {case} or {} -> {nodes, edges, left_out}

}  // namespace tipstaff::desk
