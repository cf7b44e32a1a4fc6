#include "casework/exports/misp.h"

#include <array>
#include <set>

#include "casework/exports/json_text.h"
#include "casework/exports/stamps.h"
#include "casework/exports/stix_things.h"
#include "casework/exports/uuid5.h"

namespace tipstaff::casework {
namespace {

struct Kind {
  std::string_view type = "text";
  std::string_view category = "Other";
};

// MISP's own type for a thing; what it has none for is text, with a comment.
Kind kind_of(Type type) {
  switch (type) {
    case Type::url: return {"url", "Network activity"};
    case Type::host: case Type::i2p: return {"hostname", "Network activity"};
    case Type::onion: return {"onion-address", "Network activity"};
    case Type::ipv4: case Type::ipv4_net: case Type::ipv6: case Type::ipv6_net: return {"ip-dst", "Network activity"};
    case Type::email: return {"email", "Network activity"};
    case Type::mac: return {"mac-address", "Network activity"};
    case Type::asn: return {"AS", "Network activity"};
    case Type::user_agent: return {"user-agent", "Network activity"};
    case Type::md5: case Type::sha1: case Type::sha256: case Type::sha384: case Type::sha512: case Type::ssdeep: case Type::tlsh:
      return {type_name(type), "Payload delivery"};
    case Type::file_name: case Type::windows_path: case Type::unix_path: case Type::unc_path: return {"filename", "Payload delivery"};
    case Type::registry_key: return {"regkey", "Persistence mechanism"};
    case Type::cve: return {"vulnerability", "External analysis"};
    case Type::cwe: return {"weakness", "External analysis"};
    case Type::btc: case Type::xmr: case Type::dash: case Type::iban: case Type::bic: return {type_name(type), "Financial fraud"};
    case Type::phone: return {"phone-number", "Person"};
    default: return {};
  }
}

std::string seconds(std::uint64_t at) { return std::to_string(at); }

// Template is one of MISP's (github.com/MISP/misp-objects), whose id is the same for everybody.
struct Template {
  std::string_view name, category, id, version;
};
constexpr Template kFile = {"file", "file", "688c46fb-5edb-40a3-8273-1af7923e2215", "25"};
constexpr Template kAccount = {"user-account", "misc", "49606b06-22f0-4ac8-8eee-2f12ad46f3d3", "6"};
constexpr Template kAnnotation = {"annotation", "misc", "5d8dc046-15a1-4ca3-a09f-ed4ede7c4487", "3"};
constexpr Template kPerson = {"person", "misc", "a15b0477-e9d1-4b9c-9546-abe78a4f4248", "21"};
constexpr Template kPlace = {"geolocation", "misc", "cd6f2238-ba55-4888-82c4-104e6e1acf21", "8"};

struct Part {
  std::string_view relation;
  Kind kind;
  std::string value;
  std::string comment;
};

class Event {
 public:
  explicit Event(const CaseFile& file) : file_(file), stamp_(changed_at(file)) {}

  std::string write() {
    for (const auto& message : file_.messages) add_message(message);
    for (const auto& one : file_.statements) add_statement(one);
    for (const auto& one : file_.suspects) add_suspect(one);
    for (const auto& one : file_.hypotheses)
      add_object(kAnnotation, "hypothesis " + std::to_string(one.id), {{"type", {}, "Hypothesis", {}}, {"text", {}, one.text, {}}}, "hypothesis", {});
    for (const auto& one : file_.hints) add_hint(one);
    return JsonObject().raw("Event", event().write()).write() + "\n";
  }

 private:
  // The same key is the same object in every export of this post.
  [[nodiscard]] std::string id_of(std::string_view key) const {
    return own_uuid(JsonObject().text("misp", key).text("post", file_.post_key).number("case", file_.number).write());
  }
  [[nodiscard]] std::string tag(std::string_view name) const { return JsonObject().text("name", name).write(); }
  [[nodiscard]] JsonObject attribute(const std::string& key, const Part& part) const {
    JsonObject out;
    out.text("uuid", id_of(key)).text("type", part.kind.type).text("category", part.kind.category).text("value", part.value);
    out.text("comment", part.comment).flag("to_ids", false).flag("disable_correlation", false).text("distribution", "5").text("timestamp", seconds(stamp_));
    return out;
  }
  void add_object(const Template& of, const std::string& key, const std::vector<Part>& parts, std::string_view comment, std::span<const std::string> tags);
  void add_thing(const Observable& one, const CaseMessage& message);
  void add_account(Type type, std::string_view value, const std::string& comment);
  void add_message(const CaseMessage& message);
  void add_statement(const CaseStatement& one);
  void add_suspect(const CaseSuspect& one);
  void add_hint(const CaseHint& one);
  [[nodiscard]] JsonObject event() const;

  const CaseFile& file_;
  std::uint64_t stamp_;
  std::set<std::string> known_;
  std::vector<std::string> attributes_;
  std::vector<std::string> objects_;
};

void Event::add_object(const Template& of, const std::string& key, const std::vector<Part>& parts, std::string_view comment,
                       std::span<const std::string> tags) {
  if (!known_.insert(key).second) return;
  std::vector<std::string> inside;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto one = attribute(key + " " + std::to_string(i), parts[i]);
    one.text("object_relation", parts[i].relation).list("Tag", tags);
    inside.push_back(one.write());
  }
  JsonObject out;
  out.text("name", of.name).text("meta-category", of.category).text("template_uuid", of.id).text("template_version", of.version);
  out.text("uuid", id_of(key)).text("timestamp", seconds(stamp_)).text("distribution", "5").text("comment", comment).list("Attribute", inside);
  objects_.push_back(out.write());
}

void Event::add_account(Type type, std::string_view value, const std::string& comment) {
  const auto platform = account_type_of(type);
  std::vector<Part> parts = {{"username", {}, std::string(value), {}}};
  if (platform) parts.push_back({"account-type", {}, std::string(*platform), {}});
  add_object(kAccount, "account " + std::string(type_name(type)) + " " + std::string(value), parts, comment, {});
}

void Event::add_thing(const Observable& one, const CaseMessage& message) {
  const auto comment = std::string(type_name(one.type)) + ", first named in message " + std::to_string(message.id);
  if (account_type_of(one.type) || one.type == Type::handle) return add_account(one.type, one.value, comment);
  const auto key = "thing " + std::string(type_name(one.type)) + " " + one.value;
  if (known_.insert(key).second) attributes_.push_back(attribute(key, {{}, kind_of(one.type), one.value, comment}).write());
}

void Event::add_message(const CaseMessage& message) {
  for (const auto* one : all_named(message)) add_thing(*one, message);
  for (const auto& one : message.attachments)
    add_object(kFile, "file " + std::to_string(one.id),
               {{"filename", {"filename", "Payload delivery"}, one.name, {}},
                {"size-in-bytes", {"size-in-bytes", "Other"}, std::to_string(one.size), {}},
                {"sha256", {"sha256", "Payload delivery"}, to_hex(one.sha256.view()), {}}},
               "attachment of message " + std::to_string(message.id), {});
}

void Event::add_statement(const CaseStatement& one) {
  const char source = static_cast<char>(one.reliability - 'A' + 'a');
  const std::array tags = {tag("admiralty-scale:source-reliability=\"" + std::string(1, source) + "\""),
                           tag("admiralty-scale:information-credibility=\"" + std::string(1, one.credibility) + "\"")};
  const auto quote = quote_of(file_, one);
  const auto text = quote.empty() ? one.text : one.text + "\n\nThe source wrote: \"" + std::string(quote) + "\"";
  const std::vector<Part> parts = {{"type", {}, "Statement", {}}, {"text", {}, text, {}},
                                   {"creation-date", {"datetime", "Other"}, write_iso(static_cast<std::int64_t>(one.at) * 1000), {}}};
  add_object(kAnnotation, "statement " + std::to_string(one.id), parts, "statement, message " + std::to_string(one.message), tags);
}

void Event::add_suspect(const CaseSuspect& one) {
  std::vector<Part> parts = {{"full-name", {"full-name", "Person"}, one.name, {}}};
  for (const auto& alias : one.aliases) parts.push_back({"alias", {}, alias, {}});
  for (const auto& account : one.accounts) parts.push_back({"handle", {}, account.value, std::string(type_name(account.type))});
  if (!one.note.empty()) parts.push_back({"text", {}, one.note, {}});
  add_object(kPerson, "suspect " + std::to_string(one.id), parts, "suspect; nothing is proven", {});
}

void Event::add_hint(const CaseHint& one) {
  if (!one.has_point) return;
  const auto plain = [](double value) { return write_degrees(value); };
  const auto key = "hint " + one.place + plain(one.lat) + one.method + std::to_string(one.message);
  add_object(kPlace, key,
             {{"latitude", {"float", "Other"}, plain(one.lat), {}}, {"longitude", {"float", "Other"}, plain(one.lon), {}},
              {"accuracy-radius", {"float", "Other"}, plain(one.radius_m), {}}, {"text", {}, one.place, one.method}},
             one.caveat, {});
}

JsonObject Event::event() const {
  JsonObject out;
  out.text("uuid", id_of("event")).text("info", file_.name).text("date", write_iso(static_cast<std::int64_t>(file_.opened_at) * 1000).substr(0, 10));
  // Undefined threat, analysis under way, this organisation only: who imports it decides.
  out.text("threat_level_id", "4").text("analysis", "1").text("distribution", "0").flag("published", false).text("timestamp", seconds(stamp_));
  const auto maker = JsonObject().text("name", file_.post).text("uuid", own_uuid("org " + file_.post_key)).write();
  const std::array tags = {tag("tlp:" + std::string(tlp_word(file_.tlp)))};
  return out.raw("Orgc", maker).list("Tag", tags).list("Attribute", attributes_).list("Object", objects_);
}

}  // namespace

std::string write_misp(const CaseFile& file) { return Event(file).write(); }

}  // namespace tipstaff::casework
