#include "casework/exports/stix_things.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tipstaff::casework {
namespace {

bool all_of(std::string_view text, std::string_view allowed) { return text.find_first_not_of(allowed) == std::string_view::npos; }

constexpr std::string_view kHex = "0123456789abcdefABCDEF";

// Our own type

// An extension is named by an id that never changes; this one does not depend on the maker.
std::string extension_id() { return StixBundle("tipstaff").domain_id("extension-definition", "x-tipstaff-thing"); }

StixThing add_own(StixBundle& bundle, Type type, std::string_view value) {
  const auto extension = JsonObject().raw(extension_id(), JsonObject().text("extension_type", "new-sco").write());
  return {bundle.add_observable("x-tipstaff-thing", JsonObject().text("kind", type_name(type)).text("value", value),
                                JsonObject().raw("extensions", extension.write()))};
}

// Files and hashes

// The name of a hash in STIX, and the digits that it must have; ssdeep has others.
std::string_view hash_name(Type type) {
  switch (type) {
    case Type::md5: return "MD5";
    case Type::sha1: return "SHA-1";
    case Type::sha256: return "SHA-256";
    case Type::sha384: return "SHA-384";
    case Type::sha512: return "SHA-512";
    case Type::ssdeep: return "SSDEEP";
    case Type::tlsh: return "TLSH";
    default: return {};
  }
}

// The forms that the standard's schemas ask for.
bool is_hash(Type type, std::string_view value) {
  if (type == Type::ssdeep)
    return value.size() <= 128 && all_of(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+:.");
  return all_of(value, kHex) && (type != Type::tlsh || value.size() == 70);
}

StixThing add_hash(StixBundle& bundle, Type type, std::string_view value) {
  if (type == Type::tlsh && value.size() == 72 && value.starts_with("T1")) value.remove_prefix(2);
  if (!is_hash(type, value)) return add_own(bundle, type, value);
  return {bundle.add_observable("file", JsonObject().raw("hashes", JsonObject().text(hash_name(type), value).write()))};
}

StixThing add_path(StixBundle& bundle, Type type, std::string_view value) {
  const auto cut = value.find_last_of(type == Type::unix_path ? "/" : "\\");
  if (cut == std::string_view::npos) return {bundle.add_observable("file", JsonObject().text("name", value))};
  const auto folder = cut == 0 ? value.substr(0, 1) : value.substr(0, cut);
  const auto directory = bundle.add_observable("directory", JsonObject().text("path", folder));
  if (cut + 1 == value.size()) return {directory};
  return {bundle.add_observable("file", JsonObject().text("name", value.substr(cut + 1)).text("parent_directory_ref", directory))};
}

// The standard wants hives in full, and its schema refuses their short names anywhere.
StixThing add_registry(StixBundle& bundle, std::string_view value) {
  constexpr std::array<std::string_view, 10> kShort = {"HKLM", "HKCC", "HKCR", "HKCU", "HKU", "hklm", "hkcc", "hkcr", "hkcu", "hku"};
  if (std::ranges::any_of(kShort, [&](auto one) { return value.find(one) != std::string_view::npos; }))
    return add_own(bundle, Type::registry_key, value);
  return {bundle.add_observable("windows-registry-key", JsonObject().text("key", value))};
}

// Networks

StixThing add_value(StixBundle& bundle, std::string_view type, std::string_view value) {
  return {bundle.add_observable(type, JsonObject().text("value", value))};
}

// The standard wants a URI of RFC 3986: people leave the scheme out and write letters
// that must be encoded.
std::string uri_of(std::string_view value) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!$&'()*+,;=%";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = value.find("://") == std::string_view::npos ? "http://" : "";
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(value[i]);
    const bool loose = value[i] == '%' && (i + 2 >= value.size() || !all_of(value.substr(i + 1, 2), kHex));
    if (kPlain.find(value[i]) != std::string_view::npos && !loose) out += value[i];
    else ((out += '%') += kDigits[byte >> 4]) += kDigits[byte & 15];
  }
  return out;
}

StixThing add_mac(StixBundle& bundle, std::string_view value) {
  bool good = value.size() == 17;
  for (std::size_t i = 0; good && i < value.size(); ++i) good = i % 3 == 2 ? value[i] == ':' : all_of(value.substr(i, 1), "0123456789abcdef");
  return good ? add_value(bundle, "mac-addr", value) : add_own(bundle, Type::mac, value);
}

StixThing add_system(StixBundle& bundle, std::string_view value) {
  std::uint32_t number = 0;
  const auto digits = value.substr(std::min<std::size_t>(2, value.size()));
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return add_own(bundle, Type::asn, value);
  return {bundle.add_observable("autonomous-system", JsonObject().number("number", number))};
}

// What the standard counts among its domain objects

StixThing add_catalogued(StixBundle& bundle, std::string_view type, std::string_view source, std::string_view value, StixTimes times) {
  const std::string reference = JsonObject().text("source_name", source).text("external_id", value).write();
  return {bundle.add_domain(type, value, JsonObject().text("name", value).list("external_references", {&reference, 1}), times), false};
}

StixThing add_place(StixBundle& bundle, std::string_view value, StixTimes times) {
  double lat = 0, lon = 0;
  const auto comma = std::min(value.find(','), value.size());
  const auto* end = value.data() + value.size();
  const auto first = std::from_chars(value.data(), value.data() + comma, lat);
  const auto second = comma < value.size() ? std::from_chars(value.data() + comma + 1, end, lon) : std::from_chars(end, end, lon);
  if (first.ec != std::errc() || second.ec != std::errc() || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180))
    return add_own(bundle, Type::coordinates, value);
  return {bundle.add_domain("location", value, JsonObject().degrees("latitude", lat).degrees("longitude", lon)
                                                  .text("description", "Coordinates that a tip names; not where anybody is."), times), false};
}

}  // namespace

std::optional<std::string_view> account_type_of(Type type) {
  if (type == Type::x_account) return "twitter";
  const bool account = (type >= Type::telegram && type <= Type::truth_social) || type == Type::paypal;
  return account ? std::optional(type_name(type)) : std::nullopt;
}

StixThing add_thing(StixBundle& bundle, Type type, std::string_view value, StixTimes times) {
  if (type == Type::handle) return {bundle.add_observable("user-account", JsonObject().text("account_login", value))};
  if (const auto account = account_type_of(type))
    return {bundle.add_observable("user-account", JsonObject().text("account_type", *account).text("account_login", value))};
  if (!hash_name(type).empty()) return add_hash(bundle, type, value);
  switch (type) {
    case Type::url: return add_value(bundle, "url", uri_of(value));
    case Type::host: case Type::onion: case Type::i2p: return add_value(bundle, "domain-name", value);
    case Type::ipv4: case Type::ipv4_net: return add_value(bundle, "ipv4-addr", value);
    case Type::ipv6: case Type::ipv6_net: return add_value(bundle, "ipv6-addr", value);
    case Type::email: return add_value(bundle, "email-addr", value);
    case Type::mac: return add_mac(bundle, value);
    case Type::asn: return add_system(bundle, value);
    case Type::file_name: return {bundle.add_observable("file", JsonObject().text("name", value))};
    case Type::windows_path: case Type::unix_path: case Type::unc_path: return add_path(bundle, type, value);
    case Type::registry_key: return add_registry(bundle, value);
    case Type::cve: return add_catalogued(bundle, "vulnerability", "cve", value, times);
    case Type::attack: return add_catalogued(bundle, "attack-pattern", "mitre-attack", value, times);
    case Type::capec: return add_catalogued(bundle, "attack-pattern", "capec", value, times);
    case Type::coordinates: return add_place(bundle, value, times);
    default: return add_own(bundle, type, value);
  }
}

// Both objects are the same in every bundle of every desk, as their ids are.
void add_extension(StixBundle& bundle) {
  constexpr std::string_view kMade = "2026-11-25T00:00:00.000Z";
  const auto maker = StixBundle("tipstaff").domain_id("identity", "tipstaff");
  const auto whole = [&](std::string_view type, const std::string& id, JsonObject object) {
    bundle.add_whole(id, object.text("type", type).text("id", id).text("spec_version", "2.1").text("created", kMade).text("modified", kMade));
  };
  whole("identity", maker, JsonObject().text("name", "Tipstaff").text("identity_class", "system"));
  JsonObject definition;
  definition.text("name", "x-tipstaff-thing").text("version", "1.0.0").texts("extension_types", std::array{std::string("new-sco")});
  definition.text("description", "A thing that a tip names and that STIX has no object for: a wallet, a bank account, a telephone.");
  definition.text("schema", "kind: string, required, the kind of thing; value: string, required, its canonical form. Both make the id.");
  whole("extension-definition", extension_id(), definition.text("created_by_ref", maker));
}

}  // namespace tipstaff::casework
