#include "casework/campaigns/desk_form.h"

#include <map>
#include <set>

#include "casework/campaigns/number_text.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::int64_t kHourMs = 3'600'000, kDayMs = 24 * kHourMs;
constexpr std::size_t kWeekHours = 168;
constexpr int kDigits = 6;

std::string quoted(std::string_view text) { return '"' + casework::escape_json(text) + '"'; }
std::string number(double value) { return general(value, kDigits); }

template <class List, class Write>
std::string array(const List& list, Write write) {
  std::string out = "[";
  for (const auto& one : list) (out += out.size() > 1 ? "," : "") += write(one);
  return out + ']';
}

template <class List>
std::string numbers(const List& list) {
  return array(list, [](auto one) { return std::to_string(one); });
}

// The hours of a crew's posts, Monday first, in UTC. 1 January 1970 was a Thursday.
std::array<std::uint32_t, kWeekHours> week_of(const Findings& f, const Crew& crew) {
  std::array<std::uint32_t, kWeekHours> out{};
  std::set<std::pair<std::uint32_t, std::int64_t>> seen;  // a post has several objects
  for (const auto& member : crew.members) {
    seen.clear();
    for (const auto p : f.index.of_account(member.account)) {
      const auto at = f.index.time(p);
      if (at < 0 || !seen.emplace(f.index.content(p), at).second) continue;
      ++out[static_cast<std::size_t>((at / kDayMs + 3) % 7 * 24 + at % kDayMs / kHourMs)];
    }
  }
  return out;
}

std::string member_json(const Findings& f, const Member& m) {
  return "{\"account\":" + quoted(f.index.shares().accounts[m.account]) + ",\"handle\":" + quoted(f.handle_of(m.account)) + ",\"role\":" + quoted(role_name(m.role)) +
         ",\"ties\":" + std::to_string(m.ties) + ",\"acts\":" + std::to_string(m.acts) + ",\"starts\":" + std::to_string(m.starts) +
         ",\"first\":" + std::to_string(m.first_ms) + ",\"last\":" + std::to_string(m.last_ms) + '}';
}

std::string object_json(const Findings& f, const PushedObject& o) {
  return "{\"trace\":" + quoted(trace_name(f.index.shares().trace_of(o.object))) + ",\"text\":" + quoted(f.shown_object(o.object)) +
         ",\"members\":" + std::to_string(o.members) + ",\"sharers\":" + std::to_string(o.sharers) + ",\"first\":" + std::to_string(o.first_ms) + '}';
}

std::string_view flag(bool value) { return value ? "true" : "false"; }

std::string doubts_json(const Doubts& d) {
  std::string out = "{\"news\":{\"part\":" + number(d.news.part) + ",\"met\":" + number(d.news.met) + ",\"by_chance\":" + number(d.news.by_chance) + ",\"stands\":";
  out += flag(d.news.stands);
  out += "},\"button\":{\"links\":" + std::to_string(d.button.links) + ",\"one_site\":" + number(d.button.one_site) + ",\"gap\":" + std::to_string(d.button.gap_ms) +
         ",\"program\":" + quoted(d.button.program) + ",\"members\":" + number(d.button.members) + ",\"others\":" + number(d.button.others) + ",\"stands\":";
  out += flag(d.button.stands);
  out += "},\"fans\":{\"tied\":" + number(d.fans.tied) + ",\"objects\":" + std::to_string(d.fans.objects) + ",\"more\":";
  out += flag(d.fans.more);
  return out + "}}";
}

std::string edge_json(const Edge& e, const std::map<std::uint32_t, std::size_t>& place) {
  return "{\"a\":" + std::to_string(place.at(e.a)) + ",\"b\":" + std::to_string(place.at(e.b)) + ",\"strength\":" + number(e.strength()) +
         ",\"best\":" + std::to_string(e.window) + ",\"held\":" + std::to_string(e.windows_held) + ",\"met\":" + numbers(e.met) + '}';
}

// The band of time zones, hours east of UTC; empty where none can be said.
std::string zone_json(const Hours& hours) {
  return hours.band ? "[" + std::to_string(hours.band->from) + "," + std::to_string(hours.band->to) + "]" : "[]";
}

std::string crew_json(const Findings& f, std::size_t i) {
  const auto& crew = f.crews[i];
  std::map<std::uint32_t, std::size_t> place;
  for (std::size_t m = 0; m < crew.members.size(); ++m) place[crew.members[m].account] = m;
  return "{\"kind\":\"crew\",\"crew\":" + std::to_string(i + 1) + ",\"surprise\":" + number(crew.surprise) + ",\"stability\":" + number(crew.stability) +
         ",\"windows_held\":" + number(crew.windows_held) + ",\"first\":" + std::to_string(crew.first_ms) + ",\"last\":" + std::to_string(crew.last_ms) +
         ",\"usual_gap\":" + std::to_string(crew.usual_gap_ms) + ",\"languages\":" + array(crew.languages, quoted) +
         ",\"active\":" + std::to_string(crew.hours.active) + ",\"zone\":" + zone_json(crew.hours) + ",\"week\":" + numbers(week_of(f, crew)) +
         ",\"line\":{\"begin\":" + std::to_string(crew.line.begin_ms) + ",\"step\":" + std::to_string(crew.line.step_ms) + ",\"acts\":" + numbers(crew.line.acts) +
         "},\"members\":" + array(crew.members, [&](const Member& m) { return member_json(f, m); }) +
         ",\"objects\":" + array(crew.objects, [&](const PushedObject& o) { return object_json(f, o); }) + ",\"doubts\":" + doubts_json(crew.doubts) +
         ",\"edges\":" + array(crew.edges, [&](std::size_t e) { return edge_json(f.surprise.edges[e], place); }) + "}\n";
}

std::string post_json(const Findings& f, std::uint32_t row, PostTexts& shown) {
  const auto& s = f.index.shares();
  shown.want(s, row);
  return "{\"account\":" + quoted(f.handle_of(s.account[row])) + ",\"post\":" + quoted(s.contents[s.content[row]]) + ",\"at\":" + std::to_string(s.time[row]) +
         ",\"text\":" + std::to_string(s.content[row]) + '}';
}

// Every meeting within an hour, so that a narrower window only leaves rows out.
std::string evidence_json(const Findings& f, std::size_t crew, std::size_t at, PostTexts& shown) {
  const auto& e = f.surprise.edges[f.crews[crew].edges[at]];
  auto rows = evidence_of(f.index, e.a, e.b, kWindowMs.back());
  const auto all = rows.size();
  if (all > kDeskEvidenceMax) rows.resize(kDeskEvidenceMax);
  return "{\"kind\":\"evidence\",\"crew\":" + std::to_string(crew + 1) + ",\"edge\":" + std::to_string(at) + ",\"all\":" + std::to_string(all) + ",\"rows\":" +
         array(rows, [&](const EvidenceRow& r) {
           return "{\"trace\":" + quoted(trace_name(f.index.shares().trace_of(r.object))) + ",\"object\":" + quoted(f.shown_object(r.object)) +
                  ",\"first\":" + post_json(f, r.first, shown) + ",\"second\":" + post_json(f, r.second, shown) + ",\"delta\":" + std::to_string(r.delta_ms) + '}';
         }) + "}\n";
}

}  // namespace

std::string write_desk_form(const Findings& f, PostTexts& shown) {
  std::string out = "{\"kind\":\"campaign\",\"shares\":" + std::to_string(f.index.shares().rows()) + ",\"accounts\":" + std::to_string(f.accounts) +
                    ",\"pairs\":" + std::to_string(f.surprise.edges.size()) + ",\"acquitted\":" + std::to_string(f.surprise.acquitted) +
                    ",\"crews\":" + std::to_string(f.crews.size()) + ",\"windows_ms\":" + numbers(kWindowMs) + "}\n";
  for (std::size_t crew = 0; crew < std::min(f.crews.size(), kDeskCrewsMax); ++crew) {
    out += crew_json(f, crew);
    for (std::size_t edge = 0; edge < f.crews[crew].edges.size(); ++edge) out += evidence_json(f, crew, edge, shown);
  }
  return out;
}

}  // namespace tipstaff::campaigns
