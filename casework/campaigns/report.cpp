#include <cmath>
#include <span>

#include "casework/campaigns/findings.h"
#include "casework/campaigns/number_text.h"
#include "casework/campaigns/time_text.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kMembersShown = 100, kObjectsShown = 20, kEdgesShown = 5, kRowsShown = 6;

std::string cell(std::string_view text) { return "<td>" + escape_xml(text) + "</td>"; }

std::string seconds(std::int64_t ms) { return fixed(static_cast<double>(ms) / 1000, 1) + " s"; }

// chance writes log10 p so that people read it.
std::string chance(double log10_p) { return log10_p > -4 ? fixed(std::pow(10.0, log10_p), 4) : "1 in 10^" + fixed(-log10_p, 0); }

// bars draws one bar a count, with a word under every sixth.
template <class WordOf>
std::string bars(std::span<const std::uint32_t> counts, std::string_view title, WordOf&& word_of) {
  constexpr std::size_t kWidth = 16;
  constexpr int kHeight = 60, kEvery = 6;
  std::uint32_t most = 1;
  for (const auto count : counts) most = std::max(most, count);
  // The last word may be longer than its bar.
  std::string out = "<svg role=\"img\" width=\"" + std::to_string((counts.size() + kEvery) * kWidth) + "\" height=\"" + std::to_string(kHeight + 16) +
                    "\"><title>" + escape_xml(title) + "</title>";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto height = static_cast<std::int64_t>(counts[i]) * kHeight / most;
    const auto x = std::to_string(i * kWidth);
    out += "<rect x=\"" + x + "\" y=\"" + std::to_string(kHeight - height) + "\" width=\"14\" height=\"" + std::to_string(height) + "\"/>";
    if (i % kEvery == 0) out += "<text x=\"" + x + "\" y=\"" + std::to_string(kHeight + 13) + "\">" + word_of(i) + "</text>";
  }
  return out + "</svg>";
}

std::string hours_plot(const Hours& hours) {
  return bars(hours.utc, "active hours by hour of the day, UTC", [](std::size_t hour) { return std::to_string(hour); });
}

std::string weekday_plot(const Hours& hours) {
  return bars(hours.weekday, "active hours by day of the week, Monday first, UTC", [](std::size_t day) { return std::string(day == 0 ? "Mon" : "Sun"); });
}

std::string line_plot(const TimeLine& line) {
  constexpr std::int64_t kDayMs = 86'400'000;
  return bars(line.acts, "acts of the crew over time", [&](std::size_t step) {
    const auto text = write_utc(line.begin_ms + static_cast<std::int64_t>(step) * line.step_ms);
    return line.step_ms < kDayMs ? text.substr(5, 11) : text.substr(0, 10);
  });
}

// How often the strongest edges' pairs met, window by window: the sweep.
std::string sweep(const Findings& f, const Crew& crew) {
  std::string out = "<table><tr><th>window</th>";
  for (const auto window : kWindowMs) out += "<th>" + seconds(window) + "</th>";
  out += "</tr><tr><td>meetings</td>";
  for (std::size_t w = 0; w < kWindows; ++w) {
    std::uint64_t met = 0;
    for (const auto i : crew.edges) met += f.surprise.edges[i].met[w];
    out += cell(std::to_string(met));
  }
  return out + "</tr></table>";
}

std::string members(const Findings& f, const Crew& crew) {
  std::string out = "<table><tr><th>account</th><th>name</th><th>role</th><th>ties</th><th>acts</th><th>first</th><th>last</th></tr>";
  for (std::size_t i = 0; i < crew.members.size() && i < kMembersShown; ++i) {
    const auto& m = crew.members[i];
    out += "<tr>" + cell(f.index.shares().accounts[m.account]) + cell(f.handle_of(m.account)) + cell(role_name(m.role)) + cell(std::to_string(m.ties)) +
           cell(std::to_string(m.acts)) + cell(write_utc(m.first_ms)) + cell(write_utc(m.last_ms)) + "</tr>";
  }
  out += "</table>";
  if (crew.members.size() > kMembersShown) out += "<p>" + std::to_string(crew.members.size() - kMembersShown) + " more in members.csv.</p>";
  return out;
}

std::string objects(const Findings& f, const Crew& crew) {
  const auto& s = f.index.shares();
  std::string out = "<table><tr><th>what</th><th>object</th><th>members</th><th>all sharers</th><th>first</th></tr>";
  for (std::size_t i = 0; i < crew.objects.size() && i < kObjectsShown; ++i) {
    const auto& o = crew.objects[i];
    out += "<tr>" + cell(trace_name(s.trace_of(o.object))) + cell(f.shown_object(o.object)) + cell(std::to_string(o.members)) +
           cell(std::to_string(o.sharers)) + cell(write_utc(o.first_ms)) + "</tr>";
  }
  return out + "</table>";
}

std::string exhibits(const Findings& f, const Crew& crew) {
  const auto& s = f.index.shares();
  std::string out;
  for (std::size_t i = 0; i < crew.edges.size() && i < kEdgesShown; ++i) {
    const auto& e = f.surprise.edges[crew.edges[i]];
    out += "<h4>" + escape_xml(f.handle_of(e.a)) + " and " + escape_xml(f.handle_of(e.b)) + "</h4><p>Met " + std::to_string(e.meetings) + " times within " +
           seconds(Findings::window_of(e)) + "; by chance " + general(e.expected, 2) + " were to be expected (" + chance(e.log10_p) +
           "). Given the " + std::to_string(e.common) + " objects that both shared: " + chance(e.log10_p_sync) + ".</p>";
    out += "<table><tr><th>object</th><th>first post</th><th>time</th><th>second post</th><th>time</th><th>between</th></tr>";
    const auto rows = evidence_of(f.index, e.a, e.b, Findings::window_of(e));
    for (std::size_t r = 0; r < rows.size() && r < kRowsShown; ++r)
      out += "<tr>" + cell(f.shown_object(rows[r].object)) + cell(s.contents[s.content[rows[r].first]]) + cell(write_utc(s.time[rows[r].first])) +
             cell(s.contents[s.content[rows[r].second]]) + cell(write_utc(s.time[rows[r].second])) + cell(seconds(rows[r].delta_ms)) + "</tr>";
    out += "</table>";
  }
  return out;
}

std::string crew_section(const Findings& f, const Crew& crew, std::size_t number) {
  std::string out = "<section><h2>Crew " + std::to_string(number) + "</h2><p>" + std::to_string(crew.members.size()) + " accounts, from " +
                    write_utc(crew.first_ms) + " to " + write_utc(crew.last_ms) + " UTC. Strength " + fixed(crew.surprise, 0) + "; stability over seeds " +
                    fixed(crew.stability, 2) + "; surprising in " + fixed(100 * crew.windows_held, 0) + " % of the six windows. The second account usually follows after " +
                    seconds(crew.usual_gap_ms) + ".</p>";
  out += "<h3>What could explain it innocently</h3><ul>";
  for (const auto& doubt : doubt_texts(crew.doubts))
    out += "<li>" + escape_xml(doubt.explanation) + ": " + escape_xml(doubt.test) + (doubt.stands ? ". <b>Not ruled out.</b>" : ". Ruled out by these data.") + "</li>";
  out += "</ul><h3>Accounts</h3>" + members(f, crew) + "<h3>What they push</h3>" + objects(f, crew);
  if (const auto ticked = f.techniques_of(number); !ticked.empty()) {
    out += "<p>Techniques of DISARM that an officer saw:";
    for (const auto& id : ticked) out += ' ' + id;
    out += "</p>";
  }
  out += "<h3>Windows</h3>" + sweep(f, crew) + "<h3>Time line (UTC)</h3>" + line_plot(crew.line) + "<h3>Hours (UTC)</h3>" + hours_plot(crew.hours) +
         "<h3>Days of the week (UTC)</h3>" + weekday_plot(crew.hours) + "<p>" +
         escape_xml(describe_band(crew.hours)) + "</p>";
  if (!crew.languages.empty()) {
    out += "<p>Languages:";
    for (const auto& language : crew.languages) out += ' ' + escape_xml(language);
    out += "</p>";
  }
  return out + "<h3>Evidence</h3>" + exhibits(f, crew) + "</section>\n";
}

}  // namespace

std::string write_report(const Findings& f, std::int64_t now_ms) {
  std::string out =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
      "<title>Crews</title><style>body{font:14px serif;max-width:60em;margin:2em auto}table{border-collapse:collapse}td,th{border:1px solid #999;padding:2px 6px;"
      "text-align:left;overflow-wrap:anywhere;vertical-align:top}rect{fill:#456}text{font:10px sans-serif}section{break-before:page}</style></head><body>\n<h1>Crews</h1><p>Written " +
      write_utc(now_ms) + " UTC. " + std::to_string(f.crews.size()) + " crews among " + std::to_string(f.accounts) + " accounts and " +
      std::to_string(f.index.positions()) + " shares. " + std::to_string(f.surprise.pairs_tested) + " pairs of accounts were tested; " +
      std::to_string(f.surprise.acquitted) + " met often, but no closer in time than others who shared the same.</p>"
      "<p><b>Acting together is not proof of a crime, of money or of a state.</b> It says which accounts to look at.</p><pre>" + escape_xml(f.reading) + "</pre>\n";
  if (f.surprise.narrowed_total > 0)
    out += "<p>" + std::to_string(f.surprise.narrowed_total) + " objects were shared by so many at once that they were looked at in shorter windows only.</p>";
  for (std::size_t i = 0; i < f.crews.size(); ++i) out += crew_section(f, f.crews[i], i + 1);
  return out + "</body></html>\n";
}

std::string write_summary(const Findings& f, std::size_t crews_max) {
  std::string out;
  for (std::size_t i = 0; i < f.crews.size() && i < crews_max; ++i) {
    const auto& crew = f.crews[i];
    out += "crew " + std::to_string(i + 1) + ": " + std::to_string(crew.members.size()) + " accounts, " + std::to_string(crew.objects.size()) +
           " objects, strength " + fixed(crew.surprise, 0) + ", stability " + fixed(crew.stability, 2) + ", second after " + seconds(crew.usual_gap_ms) + "\n";
  }
  if (f.crews.size() > crews_max) out += "... and " + std::to_string(f.crews.size() - crews_max) + " more\n";
  return out;
}

}  // namespace tipstaff::campaigns
