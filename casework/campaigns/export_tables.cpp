#include "casework/campaigns/edge_text.h"
#include "casework/campaigns/findings.h"
#include "casework/campaigns/number_text.h"
#include "casework/campaigns/time_text.h"

namespace tipstaff::campaigns {
namespace {

// Row joins fields.
class Row {
 public:
  Row& operator()(std::string_view field) {
    if (!first_) text_ += ',';
    first_ = false;
    text_ += csv_field(field);
    return *this;
  }
  // A number may begin with a minus sign: it is no formula.
  Row& number(double value) {
    text_ += (first_ ? "" : ",") + general(value, 6);
    first_ = false;
    return *this;
  }
  [[nodiscard]] std::string end() { return text_ + '\n'; }

 private:
  std::string text_;
  bool first_ = true;
};

std::string seconds(std::int64_t ms) { return general(static_cast<double>(ms) / 1000, 15); }

template <class Visit>
void for_each_edge(const Findings& f, Visit&& visit) {
  for (std::size_t crew = 0; crew < f.crews.size(); ++crew)
    for (const auto i : f.crews[crew].edges) visit(std::to_string(crew + 1), f.surprise.edges[i]);
}

}  // namespace

std::string Findings::shown_object(std::uint32_t object) const {
  const auto text = index.shares().object_text(object);
  if (index.shares().trace_of(object) != Trace::tag_sequence) return std::string(text);
  std::string out = "#";
  for (const char c : text) (c == kBetweenTags ? out += " #" : out += c);
  return out;
}

std::string write_members_csv(const Findings& f) {
  std::string out(kMembersHeader);
  for (std::size_t crew = 0; crew < f.crews.size(); ++crew)
    for (const auto& m : f.crews[crew].members)
      out += Row()(std::to_string(crew + 1))(f.index.shares().accounts[m.account])(f.handle_of(m.account))(role_name(m.role))(std::to_string(m.ties))(
                 std::to_string(m.acts))(std::to_string(m.starts))(write_utc(m.first_ms))(write_utc(m.last_ms)).end();
  return out;
}

std::string write_edges_csv(const Findings& f) {
  std::string out = "crew,account,account_y,window_s,meetings,expected,log10_p,log10_p_sync,objects_in_common";
  for (const auto window : kWindowMs) out += ",met_" + seconds(window) + "s";
  out += '\n';
  for_each_edge(f, [&](const std::string& crew, const Edge& e) {
    Row row;
    row(crew)(f.index.shares().accounts[e.a])(f.index.shares().accounts[e.b])(seconds(Findings::window_of(e)))(std::to_string(e.meetings))
        .number(e.expected).number(e.log10_p).number(e.log10_p_sync)(std::to_string(e.common));
    for (const auto met : e.met) row(std::to_string(met));
    out += row.end();
  });
  return out;
}

std::string write_evidence_csv(const Findings& f) {
  const auto& s = f.index.shares();
  std::string out = "crew,account,account_y,trace,object,content,time_utc,content_y,time_y_utc,seconds_between\n";
  for_each_edge(f, [&](const std::string& crew, const Edge& e) {
    const auto rows = evidence_of(f.index, e.a, e.b, Findings::window_of(e));
    for (std::size_t i = 0; i < rows.size() && i < kEvidenceRowsMax; ++i) {
      const auto& r = rows[i];
      out += Row()(crew)(s.accounts[s.account[r.first]])(s.accounts[s.account[r.second]])(trace_name(s.trace_of(r.object)))(f.shown_object(r.object))(
                 s.contents[s.content[r.first]])(write_utc(s.time[r.first]))(s.contents[s.content[r.second]])(write_utc(s.time[r.second]))(seconds(r.delta_ms)).end();
    }
    if (rows.size() > kEvidenceRowsMax)
      out += Row()(crew)(s.accounts[e.a])(s.accounts[e.b])("")(std::to_string(rows.size() - kEvidenceRowsMax) + " more meetings")("")("")("")("")("").end();
  });
  return out;
}

}  // namespace tipstaff::campaigns
