#include "desk/page/api_campaigns.h"

#include <array>
#include <boost/json.hpp>
#include <map>

#include "casework/layout/layout.h"
#include "casework/observables/refang.h"
#include "desk/cases/campaign_stix.h"
#include "desk/cases/campaigns.h"
#include "desk/cases/case_accounts.h"
#include "desk/cases/named.h"
#include "desk/cases/pieces.h"
#include "desk/page/case_json.h"
#include "desk/page/json.h"
#include "desk/vault/audited.h"
#include "platform/text.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 7> kStates = {"none", "coming", "waiting", "running", "done", "failed", "called_off"};
// A drawing of more members says nothing.
constexpr std::size_t kDrawnMax = 3000;

// show makes every text in a value fit for the page, whatever its name: none is a sentence
// of ours.
void show(json::value& value) {
  if (value.is_string()) value = casework::defang(shown(std::string_view(value.as_string())));
  if (value.is_array())
    for (auto& one : value.as_array()) show(one);
  if (value.is_object())
    for (auto& field : value.as_object()) show(field.value());
}

// shown_object is a text of the vault that was checked when it came in.
json::object shown_object(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse(text, error);
  if (error || !value.is_object()) return {};
  value.as_object().erase("kind");
  show(value);
  return std::move(value.as_object());
}

// say_text puts what a post says in the place of its number: {text, cut}.
Result<void> say_text(Vault& vault, const casework::Scanner& scanner, std::int64_t id, json::value& post) {
  TIP_TRY(const auto kept, campaign_text(vault, id, post.at("text").to_number<std::int64_t>()));
  boost::system::error_code error;
  const auto value = json::parse(kept, error);
  const std::string_view text = error ? std::string_view() : std::string_view(value.at("text").as_string());
  post.as_object()["cut"] = !error && static_cast<std::int64_t>(text.size()) < value.at("bytes").as_int64();
  post.as_object()["text"] = defanged_text(scanner, text);
  return {};
}

// place gives each member a place on the page.
void place(json::object& crew) {
  auto& members = crew.at("members").as_array();
  if (members.size() > kDrawnMax) return;
  std::vector<casework::Edge> edges;
  for (const auto& edge : crew.at("edges").as_array())
    edges.push_back({static_cast<std::uint32_t>(edge.at("a").as_int64()), static_cast<std::uint32_t>(edge.at("b").as_int64())});
  const auto points = casework::lay_out(members.size(), edges);
  for (std::size_t i = 0; i < members.size(); ++i) {
    members[i].as_object()["x"] = screen_place(points[i].x);
    members[i].as_object()["y"] = screen_place(points[i].y);
  }
}

json::object info_json(const CampaignInfo& info) {
  return {{"id", info.id}, {"name", platform::display_line(as_bytes(info.name))}, {"at", info.at}, {"campaign", shown_object(info.campaign)}, {"reading", shown_object(info.reading)}};
}

}  // namespace

CampaignsApi::CampaignsApi(Desk& desk, const casework::Scanner& scanner, WayOut way, CampaignProgram program)
    : desk_(desk), scanner_(scanner), way_(std::move(way)), job_(desk, std::move(program)) {}

const std::map<std::string_view, CampaignsApi::Method>& CampaignsApi::own_methods() {
  static const std::map<std::string_view, Method> kMethods = {
      {"campaign_begin", &CampaignsApi::begin},   {"campaign_piece", &CampaignsApi::piece},       {"campaign_columns", &CampaignsApi::columns},
      {"campaign_find", &CampaignsApi::find},     {"campaign_progress", &CampaignsApi::progress}, {"campaign_cancel", &CampaignsApi::cancel},
      {"campaigns", &CampaignsApi::list},         {"campaign", &CampaignsApi::one},               {"campaign_edge", &CampaignsApi::edge},
      {"campaign_join", &CampaignsApi::join},     {"campaign_lit", &CampaignsApi::lit},           {"campaign_export", &CampaignsApi::export_file},
      {"campaign_erase", &CampaignsApi::erase}};
  return kMethods;
}

std::vector<std::string_view> CampaignsApi::methods() { return names_of(own_methods()); }

bool CampaignsApi::has(std::string_view name) { return own_methods().contains(name); }

Result<CampaignsApi::Object> CampaignsApi::call(std::string_view name, const Object& request) { return (this->*own_methods().at(name))(request); }

CampaignsApi::Reply CampaignsApi::begin(const Object& request) {
  TIP_TRY(const auto name, text_field(request, "name"));
  TIP_TRY(const auto size, number_field(request, "size"));
  if (size < 0) return fail(Errc::bad_value, "request size");
  return done(job_.begin(name, static_cast<std::uint64_t>(size)));
}

CampaignsApi::Reply CampaignsApi::piece(const Object& request) {
  TIP_TRY(const auto data, text_field(request, "data"));
  TIP_TRY(const auto bytes, from_base64(data));
  return done(job_.append(bytes));
}

CampaignsApi::Reply CampaignsApi::columns(const Object&) {
  TIP_TRY(const auto part, job_.columns());
  if (part.kind == CampaignPartKind::columns) return Object{{"columns", shown_object(part.text)}};
  return Object{{"words", shown(part.text)}};
}

CampaignsApi::Reply CampaignsApi::find(const Object& request) {
  TIP_TRY(const auto zone, number_field(request, "zone"));
  TIP_TRY(const auto mapping, texts_field(request, "map"));
  return done(job_.find(zone, mapping));
}

CampaignsApi::Reply CampaignsApi::progress(const Object&) {
  const auto now = job_.progress();
  return Object{{"state", kStates[static_cast<std::size_t>(now.state)]}, {"bytes", now.bytes}, {"size", now.size}, {"rows", now.rows}, {"bad", now.bad},
                {"step", shown(now.step)}, {"words", shown(now.words)}, {"reading", shown_object(now.reading)}, {"id", now.id}};
}

CampaignsApi::Reply CampaignsApi::cancel(const Object&) {
  job_.call_off();
  return done();
}

CampaignsApi::Reply CampaignsApi::list(const Object&) {
  TIP_TRY(const auto all, desk_.with([](Vault& vault) { return list_campaigns(vault); }));
  json::array out;
  for (const auto& info : all) out.emplace_back(info_json(info));
  return Object{{"campaigns", std::move(out)}};
}

// The vault is free again before the graphs are laid out.
CampaignsApi::Reply CampaignsApi::one(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  std::vector<std::string> crews;
  TIP_TRY(const auto info, desk_.with([&](Vault& vault) -> Result<CampaignInfo> {
    TIP_TRY(crews, campaign_crews(vault, id));
    return find_campaign(vault, id);
  }));
  auto out = info_json(info);
  json::array list;
  for (const auto& text : crews) {
    auto crew = shown_object(text);
    place(crew);
    list.emplace_back(std::move(crew));
  }
  out["crews"] = std::move(list);
  return out;
}

CampaignsApi::Reply CampaignsApi::edge(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto crew, number_field(request, "crew"));
  TIP_TRY(const auto edge, number_field(request, "edge"));
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(const auto text, campaign_evidence(vault, id, crew, edge));
    auto out = shown_object(text);
    for (auto& row : out.at("rows").as_array())
      for (const auto* post : {"first", "second"}) TIP_CHECK(say_text(vault, scanner_, id, row.at(post)));
    return out;
  });
}

CampaignsApi::Reply CampaignsApi::join(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto crew, number_field(request, "crew"));
  TIP_TRY(const auto number, number_field(request, "case"));
  TIP_TRY(const auto platform, text_field(request, "platform"));
  if (crew < 1) return fail(Errc::bad_value, "request crew");
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(const auto table, campaign_file(vault, id, "members.csv"));
    TIP_TRY(const auto done, import_crew(vault, scanner_, number, table, casework::parse_type(platform), static_cast<std::uint64_t>(crew), now()));
    return Object{{"taken", done.taken}, {"known", done.known}, {"set_aside", done.set_aside}};
  });
}

// index_step scans tips; the page has it run before.
CampaignsApi::Reply CampaignsApi::lit(const Object&) {
  TIP_TRY(const auto all, desk_.with([](Vault& vault) { return lit_by_accounts(vault); }));
  json::array out;
  for (const auto& one : all)
    out.emplace_back(Object{{"case", one.case_id}, {"conversation", one.conversation}, {"message", one.message}, {"crew", one.account.crew},
                            {"type", casework::type_name(one.account.type)},
                            {"value", casework::defang(shown(one.account.value))}});
  return Object{{"lit", std::move(out)}};
}

// Where a report goes nothing of it may run or be loaded, even if a stranger's file wrote it.
Bytes disarmed(std::string_view name, Bytes bytes) {
  if (name != "report.html") return bytes;
  constexpr std::string_view kRule = "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; form-action 'none'\">\n";
  bytes.insert(bytes.begin(), kRule.begin(), kRule.end());
  return bytes;
}

// exhibit: STIX is written anew, with what the officer ticked; everything else is as it came.
Result<Bytes> exhibit(Vault& vault, std::int64_t id, std::string_view name, const std::vector<casework::Technique>& techniques, std::int64_t now_ms) {
  if (name != "crews.stix.json") {
    TIP_TRY(auto found, campaign_file(vault, id, name));
    return disarmed(name, std::move(found));
  }
  TIP_CHECK(find_campaign(vault, id));
  TIP_TRY(const auto crews, campaign_crews(vault, id));
  const auto text = campaign_stix(crews, techniques, now_ms);
  return Bytes(text.begin(), text.end());
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) (out += ' ') += word;
  return out;
}

CampaignsApi::Reply CampaignsApi::export_file(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto name, text_field(request, "name"));
  if (!is_campaign_file(name)) return fail(Errc::bad_value, "request name");
  TIP_TRY(const auto words, texts_field(request, "techniques"));
  TIP_TRY(const auto techniques, parse_techniques(words));
  TIP_TRY(auto bytes, desk_.with([&](Vault& vault) { return exhibit(vault, id, name, techniques, desk_.clock().unix_ms()); }));
  auto leaving = file_leaving(LeavingKind::exhibit, id, name, std::move(bytes));
  leaving.action = "export campaign";
  leaving.detail = std::to_string(id) + " " + name + " " + to_hex(leaving.sha256.view()) + joined(words);
  return let_out(desk_, way_, leaving, now());
}

CampaignsApi::Reply CampaignsApi::erase(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  return done(desk_.with([&](Vault& vault) { return erase_campaign(vault, id, now()); }));
}

}  // namespace tipstaff::desk
