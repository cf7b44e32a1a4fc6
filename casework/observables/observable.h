#pragma once
// Observable: one thing that a tip names, and where it stands in the tip.

#include <cstdint>
#include <string>
#include <string_view>

namespace tipstaff::casework {

enum class Type : std::uint8_t {
  // network
  url, host, ipv4, ipv4_net, ipv6, ipv6_net, email, mac, asn, onion, i2p,
  // files and hashes
  md5, sha1, sha256, sha384, sha512, ssdeep, tlsh, uuid, magnet, file_name, windows_path, unix_path,
  unc_path, registry_key, user_agent, pgp_key, tox, arn,
  // catalogues
  cve, cwe, capec, attack, doi, tlp,
  // money
  btc, bch, ltc, doge, dash, zec, eth, xmr, trx, xrp, ada, xlm, xtz, sol, atom, ton,
  iban, bic, card, paypal,
  // people and papers
  phone, imei, mrz, inn, ogrn, icp, vin,
  // accounts
  telegram, x_account, vk, ok, tiktok, bluesky, mastodon, facebook, instagram, linkedin, youtube,
  reddit, threads, whatsapp, snapchat, discord, github, pinterest, steam, weibo, rumble, odysee,
  gettr, truth_social, handle,
  // web measurement
  analytics_ua, analytics_g, tag_manager, adsense, yandex_metrika,
  // places
  coordinates, plus_code,
  count_,  // how many there are
};

inline constexpr std::size_t kTypes = static_cast<std::size_t>(Type::count_);

// type_name is the name in exports and on the command line; parse_type the way back
// (count_: no such type).
[[nodiscard]] std::string_view type_name(Type type);
[[nodiscard]] Type parse_type(std::string_view name);

enum class Confidence : std::uint8_t { low, medium, high };
[[nodiscard]] std::string_view confidence_name(Confidence confidence);

inline constexpr std::int32_t kNoParent = -1;

// `value` is the canonical form, live: refanged, lower case where case means
// nothing. [offset, offset + length) are bytes of the text as it was sent, and
// rule, warning and benign are literals of our own.
struct Observable {
  Type type = Type::count_;
  Confidence confidence = Confidence::high;
  bool defanged = false;               // the text had it in a form that does not work
  std::int32_t parent = kNoParent;     // index of what encloses it: a URL around a host
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  std::string value;
  std::string_view rule;
  std::string_view warning;            // "" or what an officer should know
  std::string_view benign;             // "" or why it may mean nothing; see benign.h
};

}  // namespace tipstaff::casework
