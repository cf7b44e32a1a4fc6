#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "casework/campaigns/findings.h"
#include "casework/campaigns/number_text.h"
#include "casework/campaigns/time_text.h"
#include "casework/campaigns/uuid5.h"

namespace tipstaff::campaigns {
namespace {

// The name space of STIX 2.1, section 2.9, for observables.
constexpr std::array<std::uint8_t, 16> kStixSpace = {0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c,
                                                     0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7};

std::string quoted(std::string_view text) { return '"' + escape_json(text) + '"'; }

std::string id_of(std::string_view type, std::string_view name) { return std::string(type) + "--" + uuid5(kStixSpace, name); }

std::string pair(std::string_view key, std::string_view text) { return ',' + quoted(key) + ':' + quoted(text); }

// "T0049" or "T0049.001".
bool is_technique(std::string_view text) {
  if (text.size() != 5 && text.size() != 9) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (i == 0 ? text[i] != 'T' : i == 5 ? text[i] != '.' : !digit) return false;
  }
  return true;
}

class Bundle {
 public:
  explicit Bundle(std::int64_t now_ms) : now_(write_stamp(now_ms)) {}

  // Objects that change have two stamps; observables have none.
  void domain_object(std::string_view type, std::string_view id, const std::string& rest) {
    add("{\"type\":" + quoted(type) + ",\"spec_version\":\"2.1\"" + pair("id", id) + pair("created", now_) + pair("modified", now_) + rest + '}');
  }
  void observable(std::string_view type, std::string_view id, const std::string& rest) {
    add("{\"type\":" + quoted(type) + ",\"spec_version\":\"2.1\"" + pair("id", id) + rest + '}');
  }
  void relate(std::string_view kind, std::string_view from, std::string_view to, const std::string& rest = "") {
    const auto name = std::string(kind) + '|' + std::string(from) + '|' + std::string(to);
    domain_object("relationship", id_of("relationship", name), pair("relationship_type", kind) + pair("source_ref", from) + pair("target_ref", to) + rest);
  }
  [[nodiscard]] std::string end() const {
    return "{\"type\":\"bundle\"" + pair("id", id_of("bundle", objects_)) + ",\"objects\":[\n" + objects_ + "\n]}\n";
  }
  // STIX wants milliseconds always.
  static std::string write_stamp(std::int64_t ms) {
    auto text = write_iso(ms);
    if (ms % 1000 == 0) text.insert(text.size() - 1, ".000");
    return text;
  }

 private:
  void add(const std::string& object) {
    if (!objects_.empty()) objects_ += ",\n";
    objects_ += object;
  }
  std::string now_;
  std::string objects_;
};

std::string describe(const Crew& crew) {
  return std::to_string(crew.members.size()) + " accounts that act together more often than chance allows; strength " + fixed(crew.surprise, 0) +
         ", stability " + fixed(crew.stability, 2) + ". Coordination is not proof of inauthenticity.";
}

}  // namespace

std::optional<Technique> parse_technique(std::string_view word) {
  Technique out{0, ""};
  if (const auto colon = word.find(':'); colon != std::string_view::npos) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + colon, out.crew);
    if (error != std::errc{} || end != word.data() + colon || out.crew == 0) return std::nullopt;
    word.remove_prefix(colon + 1);
  }
  if (!is_technique(word)) return std::nullopt;
  out.id = word;
  return out;
}

std::vector<std::string> Findings::techniques_of(std::size_t crew) const {
  std::vector<std::string> out;
  for (const auto& technique : techniques)
    if (technique.crew == 0 || technique.crew == crew) out.push_back(technique.id);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string write_stix(const Findings& f, std::int64_t now_ms) {
  Bundle bundle(now_ms);
  std::set<std::string> ticked;
  for (std::size_t i = 0; i < f.crews.size(); ++i)
    for (auto& id : f.techniques_of(i + 1)) ticked.insert(std::move(id));
  for (const auto& technique : ticked)
    bundle.domain_object("attack-pattern", id_of("attack-pattern", technique),
                         pair("name", "DISARM " + technique) + ",\"external_references\":[{\"source_name\":\"DISARM\",\"external_id\":" + quoted(technique) + "}]");
  for (std::size_t i = 0; i < f.crews.size(); ++i) {
    const auto& crew = f.crews[i];
    std::string key;
    for (const auto& member : crew.members) (key += '|') += f.index.shares().accounts[member.account];
    const auto campaign = id_of("campaign", key);
    bundle.domain_object("campaign", campaign, pair("name", "Crew " + std::to_string(i + 1)) + pair("description", describe(crew)) +
                                                   pair("first_seen", Bundle::write_stamp(crew.first_ms)) + pair("last_seen", Bundle::write_stamp(crew.last_ms)));
    for (const auto& technique : f.techniques_of(i + 1)) bundle.relate("uses", campaign, id_of("attack-pattern", technique));
    for (const auto& member : crew.members) {
      const auto account = f.index.shares().accounts[member.account];
      const auto id = id_of("user-account", "{\"user_id\":" + quoted(account) + '}');
      bundle.observable("user-account", id, pair("user_id", account) + pair("display_name", f.handle_of(member.account)));
      bundle.relate("related-to", campaign, id, pair("description", role_name(member.role)) + pair("start_time", Bundle::write_stamp(member.first_ms)));
    }
  }
  return bundle.end();
}

}  // namespace tipstaff::campaigns
