#pragma once
// Findings: everything that exports write down, in one place.

#include <string>

#include "casework/campaigns/crews.h"
#include "casework/exports/escape.h"
#include "casework/exports/technique.h"

namespace tipstaff::campaigns {

using casework::Technique, casework::parse_technique;

struct Findings {
  const ShareIndex& index;
  const Surprise& surprise;
  const std::vector<Crew>& crews;
  AccountFacts facts;
  std::string reading;        // Reading::sentences
  std::uint32_t accounts = 0;
  std::vector<Technique> techniques = {};

  [[nodiscard]] std::vector<std::string> techniques_of(std::size_t crew) const { return casework::techniques_of(techniques, crew); }
  // handle_of is what people see of an account, or its id.
  [[nodiscard]] std::string_view handle_of(std::uint32_t account) const {
    if (facts.profiles == nullptr || (*facts.profiles)[account].handle == Names::kNone) return index.shares().accounts[account];
    return (*facts.words)[(*facts.profiles)[account].handle];
  }
  // shown_object is an object for people: "#one #two #three" for a sequence of hashtags.
  [[nodiscard]] std::string shown_object(std::uint32_t object) const;
  // window_of is the window in which an edge surprises most.
  [[nodiscard]] static std::int64_t window_of(const Edge& edge) { return kWindowMs[edge.window]; }
};

// Evidence of one edge in an export; more rows are counted and said.
inline constexpr std::size_t kEvidenceRowsMax = 200;

// Tables: members.csv (a row a member), edges.csv, evidence.csv (a row a meeting: both
// posts, object, seconds between), crews numbered from 1.
inline constexpr std::string_view kMembersHeader = "crew,account,handle,role,ties,acts,starts,first_utc,last_utc\n";
[[nodiscard]] std::string write_members_csv(const Findings& findings);
[[nodiscard]] std::string write_edges_csv(const Findings& findings);
[[nodiscard]] std::string write_evidence_csv(const Findings& findings);

// Graphs of crews: GraphML, and GEXF 1.3 whose nodes and edges have spells in time.
[[nodiscard]] std::string write_graphml(const Findings& findings);
[[nodiscard]] std::string write_gexf(const Findings& findings);

// write_stix writes a STIX 2.1 bundle: a campaign a crew, a user-account a member,
// relationships between them, and for each technique that was ticked an attack-pattern
// that its campaigns use. Ids depend on the content alone.
[[nodiscard]] std::string write_stix(const Findings& findings, std::int64_t now_ms);

// write_report writes a page for printing: plain HTML with drawn plots, nothing fetched.
[[nodiscard]] std::string write_report(const Findings& findings, std::int64_t now_ms);

// write_summary writes the first crews as text for a terminal.
[[nodiscard]] std::string write_summary(const Findings& findings, std::size_t crews_max);

using casework::escape_xml;

}  // namespace tipstaff::campaigns
