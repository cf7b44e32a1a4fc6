#include "casework/observables/observable.h"

#include <algorithm>
#include <array>

namespace tipstaff::casework {
namespace {

constexpr std::array<std::string_view, kTypes> kNames = {
    "url", "host", "ipv4", "ipv4-net", "ipv6", "ipv6-net", "email", "mac", "asn", "onion", "i2p",
    "md5", "sha1", "sha256", "sha384", "sha512", "ssdeep", "tlsh", "uuid", "magnet", "file-name",
    "windows-path", "unix-path", "unc-path", "registry-key", "user-agent", "pgp-key", "tox", "arn",
    "cve", "cwe", "capec", "attack", "doi", "tlp",
    "btc", "bch", "ltc", "doge", "dash", "zec", "eth", "xmr", "trx", "xrp", "ada", "xlm", "xtz", "sol",
    "atom", "ton", "iban", "bic", "card", "paypal",
    "phone", "imei", "mrz", "inn", "ogrn", "icp", "vin",
    "telegram", "x", "vk", "ok", "tiktok", "bluesky", "mastodon", "facebook", "instagram", "linkedin",
    "youtube", "reddit", "threads", "whatsapp", "snapchat", "discord", "github", "pinterest", "steam",
    "weibo", "rumble", "odysee", "gettr", "truth-social", "handle",
    "analytics-ua", "analytics-g", "tag-manager", "adsense", "yandex-metrika",
    "coordinates", "plus-code",
};
static_assert(!kNames.back().empty(), "every type has a name");

}  // namespace

std::string_view type_name(Type type) {
  return type < Type::count_ ? kNames[static_cast<std::size_t>(type)] : "";
}

Type parse_type(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  return static_cast<Type>(found - kNames.begin());
}

std::string_view confidence_name(Confidence confidence) {
  constexpr std::array<std::string_view, 3> kWords = {"low", "medium", "high"};
  return kWords[static_cast<std::size_t>(confidence)];
}

}  // namespace tipstaff::casework
