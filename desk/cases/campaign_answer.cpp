#include "desk/cases/campaign_answer.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <set>

namespace tipstaff::desk {
namespace {

namespace json = boost::json;
using Kind = CampaignPartKind;

constexpr std::array<std::string_view, 8> kKinds = {"columns", "reading", "failed", "campaign", "crew", "evidence", "file", "text"};
constexpr std::array<std::string_view, 7> kFiles = {"members.csv", "edges.csv", "evidence.csv", "crews.graphml", "crews.gexf", "crews.stix.json", "report.html"};
constexpr std::size_t kWindows = 6, kWeekHours = 168;

enum class Form : std::uint8_t { number, text, flag, list, object };

bool has_form(const json::value* value, Form form) {
  if (value == nullptr) return false;
  switch (form) {
    case Form::number: return value->is_number();
    case Form::text: return value->is_string();
    case Form::flag: return value->is_bool();
    case Form::list: return value->is_array();
    case Form::object: return value->is_object();
  }
  return false;
}

using Fields = std::initializer_list<std::pair<const char*, Form>>;

bool has_fields(const json::object& object, Fields fields) {
  return std::ranges::all_of(fields, [&](const auto& field) { return has_form(object.if_contains(field.first), field.second); });
}

bool all_have(const json::object& object, const char* name, Fields fields) {
  return std::ranges::all_of(object.at(name).as_array(), [&](const json::value& one) { return one.is_object() && has_fields(one.as_object(), fields); });
}

bool all_are(const json::value& list, Form form, std::size_t count = SIZE_MAX) {
  if (!list.is_array() || (count != SIZE_MAX && list.as_array().size() != count)) return false;
  return std::ranges::all_of(list.as_array(), [&](const json::value& one) { return has_form(&one, form); });
}

bool good_edge(const json::value& edge, std::int64_t members) {
  const auto& object = edge.as_object();
  for (const auto* name : {"a", "b"}) {
    const auto* end = object.at(name).if_int64();
    if (end == nullptr || *end < 0 || *end >= members) return false;
  }
  const auto* best = object.at("best").if_int64();
  return best != nullptr && *best >= 0 && *best < static_cast<std::int64_t>(kWindows) && all_are(object.at("met"), Form::number, kWindows);
}

bool good_doubts(const json::object& o) {
  if (!has_fields(o, {{"news", Form::object}, {"button", Form::object}, {"fans", Form::object}})) return false;
  return has_fields(o.at("news").as_object(), {{"part", Form::number}, {"met", Form::number}, {"by_chance", Form::number}, {"stands", Form::flag}}) &&
         has_fields(o.at("button").as_object(), {{"links", Form::number}, {"one_site", Form::number}, {"gap", Form::number}, {"program", Form::text},
                                                 {"members", Form::number}, {"others", Form::number}, {"stands", Form::flag}}) &&
         has_fields(o.at("fans").as_object(), {{"tied", Form::number}, {"objects", Form::number}, {"more", Form::flag}});
}

bool good_crew(const json::object& o) {
  if (!has_fields(o, {{"crew", Form::number}, {"surprise", Form::number}, {"stability", Form::number}, {"windows_held", Form::number}, {"first", Form::number},
                      {"last", Form::number}, {"usual_gap", Form::number}, {"languages", Form::list}, {"active", Form::number}, {"zone", Form::list}, {"week", Form::list}, {"line", Form::object},
                      {"members", Form::list}, {"objects", Form::list}, {"doubts", Form::object}, {"edges", Form::list}}))
    return false;
  const auto& line = o.at("line").as_object();
  const auto members = static_cast<std::int64_t>(o.at("members").as_array().size());
  return has_fields(line, {{"begin", Form::number}, {"step", Form::number}, {"acts", Form::list}}) && all_are(line.at("acts"), Form::number) &&
         all_are(o.at("languages"), Form::text) && all_are(o.at("zone"), Form::number) && all_are(o.at("week"), Form::number, kWeekHours) &&
         all_have(o, "members", {{"account", Form::text}, {"handle", Form::text}, {"role", Form::text}, {"ties", Form::number}, {"acts", Form::number},
                                 {"starts", Form::number}, {"first", Form::number}, {"last", Form::number}}) &&
         all_have(o, "objects", {{"trace", Form::text}, {"text", Form::text}, {"members", Form::number}, {"sharers", Form::number}, {"first", Form::number}}) &&
         good_doubts(o.at("doubts").as_object()) &&
         all_have(o, "edges", {{"a", Form::number}, {"b", Form::number}, {"strength", Form::number}, {"best", Form::number}, {"held", Form::number}, {"met", Form::list}}) &&
         std::ranges::all_of(o.at("edges").as_array(), [&](const json::value& edge) { return good_edge(edge, members); });
}

bool good_evidence(const json::object& o) {
  if (!has_fields(o, {{"crew", Form::number}, {"edge", Form::number}, {"all", Form::number}, {"rows", Form::list}}) ||
      !all_have(o, "rows", {{"trace", Form::text}, {"object", Form::text}, {"first", Form::object}, {"second", Form::object}, {"delta", Form::number}}))
    return false;
  return std::ranges::all_of(o.at("rows").as_array(), [](const json::value& row) {
    for (const auto* name : {"first", "second"})
      if (!has_fields(row.at(name).as_object(), {{"account", Form::text}, {"post", Form::text}, {"at", Form::number}, {"text", Form::number}})) return false;
    return true;
  });
}

bool good_text(const json::object& o) {
  return has_fields(o, {{"number", Form::number}, {"bytes", Form::number}, {"text", Form::text}}) && o.at("number").is_int64() && o.at("bytes").is_int64() &&
         o.at("text").as_string().size() <= kCampaignTextBytesMax;
}

bool good_columns(const json::object& o) {
  if (!has_fields(o, {{"layout", Form::text}, {"header", Form::list}, {"mapping", Form::object}}) || !all_are(o.at("header"), Form::text)) return false;
  return std::ranges::all_of(o.at("mapping").as_object(), [](const auto& field) { return field.value().is_int64(); });
}

bool good(Kind kind, const json::object& o) {
  switch (kind) {
    case Kind::columns: return good_columns(o);
    case Kind::reading:
      return has_fields(o, {{"rows", Form::number}, {"bad", Form::list}, {"aside", Form::list}, {"notes", Form::list}, {"stopped", Form::text}}) &&
             all_have(o, "notes", {{"code", Form::text}, {"count", Form::number}}) &&
             all_have(o, "bad", {{"why", Form::text}, {"count", Form::number}}) &&
             all_have(o, "aside", {{"line", Form::number}, {"why", Form::text}, {"row", Form::text}});
    case Kind::failed: return has_fields(o, {{"why", Form::text}});
    case Kind::campaign:
      return has_fields(o, {{"shares", Form::number}, {"accounts", Form::number}, {"pairs", Form::number}, {"acquitted", Form::number}, {"crews", Form::number},
                            {"windows_ms", Form::list}}) && all_are(o.at("windows_ms"), Form::number, kWindows);
    case Kind::crew: return good_crew(o);
    case Kind::evidence: return good_evidence(o);
    case Kind::file: return has_fields(o, {{"name", Form::text}, {"text", Form::text}}) && is_campaign_file(o.at("name").as_string());
    case Kind::text: return good_text(o);
  }
  return false;
}

std::int64_t number_of(const json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->as_int64() : 0;
}

Result<CampaignPart> part_of(Kind kind, std::string_view line, const json::object& object) {
  if (!good(kind, object)) return fail(Errc::bad_text, "campaign");
  CampaignPart out{kind, number_of(object, "crew"), number_of(object, "edge"), {}, std::string(line)};
  if (kind == Kind::text) out.edge = number_of(object, "number");
  if (kind == Kind::failed) out.text = std::string(object.at("why").as_string());
  if (kind == Kind::file) {
    out.name = std::string(object.at("name").as_string());
    out.text = std::string(object.at("text").as_string());
  }
  return out;
}

// What is there twice is no answer of ours.
bool all_differ(const std::vector<CampaignPart>& parts) {
  std::set<std::tuple<Kind, std::int64_t, std::int64_t, std::string_view>> seen;
  return std::ranges::all_of(parts, [&](const CampaignPart& one) { return seen.emplace(one.kind, one.crew, one.edge, one.name).second; });
}

}  // namespace

bool is_campaign_file(std::string_view name) { return std::ranges::find(kFiles, name) != kFiles.end(); }

Result<std::vector<CampaignPart>> parse_untrusted_campaign(ByteView answer) {
  std::vector<CampaignPart> out;
  auto left = as_text(answer);
  for (std::size_t size; (size = left.find('\n')) != std::string_view::npos; left.remove_prefix(size + 1)) {
    const auto line = left.substr(0, size);
    boost::system::error_code error;
    const auto value = json::parse(line, error);
    if (error || !value.is_object() || !has_fields(value.as_object(), {{"kind", Form::text}})) return fail(Errc::bad_text, "campaign");
    const std::string_view name = value.as_object().at("kind").as_string();
    if (name == "progress") continue;
    if (name == "end") return size + 1 == left.size() && all_differ(out) ? Result<std::vector<CampaignPart>>(std::move(out)) : fail(Errc::bad_text, "campaign");
    const auto kind = std::ranges::find(kKinds, name);
    if (kind == kKinds.end()) return fail(Errc::bad_text, "campaign");
    TIP_TRY(auto part, part_of(static_cast<Kind>(kind - kKinds.begin()), line, value.as_object()));
    out.push_back(std::move(part));
  }
  return fail(Errc::bad_text, "campaign");
}

}  // namespace tipstaff::desk
