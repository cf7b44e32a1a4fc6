#include "casework/observables/benign.h"

#include <array>
#include <charconv>

namespace tipstaff::casework {
namespace {

constexpr std::string_view kPrivate = "private or special network";
constexpr std::string_view kDocumentation = "reserved for documentation";
constexpr std::string_view kExample = "example name";
constexpr std::string_view kPlatform = "large platform";
constexpr std::string_view kShortener = "shortener of links: the target matters";
constexpr std::string_view kNothing = "hash of an empty file";
constexpr std::string_view kOperator = "operator's list";

struct Network {
  std::string_view begin;
  std::string_view reason;
};
constexpr std::array kNetworks = {
    Network{"10.", kPrivate},          Network{"127.", kPrivate},         Network{"192.168.", kPrivate},
    Network{"169.254.", kPrivate},     Network{"0.", kPrivate},           Network{"255.", kPrivate},
    Network{"192.0.2.", kDocumentation}, Network{"198.51.100.", kDocumentation},
    Network{"203.0.113.", kDocumentation}};
constexpr std::array kNetworks6 = {Network{"fe80:", kPrivate}, Network{"fc", kPrivate}, Network{"fd", kPrivate},
                                   Network{"::1", kPrivate}, Network{"2001:db8:", kDocumentation}};

constexpr std::array<std::string_view, 4> kExampleNames = {"example.com", "example.org", "example.net", "example.edu"};
constexpr std::array<std::string_view, 5> kExampleTops = {"example", "test", "invalid", "localhost", "local"};
constexpr std::array<std::string_view, 30> kPlatforms = {
    "google.com", "youtube.com", "facebook.com", "instagram.com", "twitter.com", "x.com", "t.me", "telegram.org",
    "vk.com", "ok.ru", "tiktok.com", "wikipedia.org", "gmail.com", "outlook.com", "yahoo.com", "mail.ru",
    "yandex.ru", "proton.me", "protonmail.com", "github.com", "linkedin.com", "reddit.com", "whatsapp.com",
    "microsoft.com", "apple.com", "amazon.com", "cloudflare.com", "bsky.app", "threads.net", "pinterest.com"};
constexpr std::array<std::string_view, 14> kShorteners = {
    "bit.ly", "t.co", "goo.gl", "tinyurl.com", "is.gd", "ow.ly", "cutt.ly", "clck.ru", "vk.cc", "rb.gy", "shorturl.at",
    "buff.ly", "t.ly", "tiny.cc"};
constexpr std::array<std::string_view, 5> kEmptyHashes = {
    "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
    "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a5"
    "38327af927da3e"};

template <class List>
bool below_any(std::string_view host, const List& list) {
  for (const auto one : list)
    if (host.ends_with(one) && (host.size() == one.size() || host[host.size() - one.size() - 1] == '.')) return true;
  return false;
}

template <class List>
std::string_view network_reason(std::string_view address, const List& list) {
  for (const auto& one : list)
    if (address.starts_with(one.begin)) return one.reason;
  return {};
}

// 172.16.0.0/12 and 100.64.0.0/10 do not end at a dot.
bool is_middle_network(std::string_view address) {
  const bool private_block = address.starts_with("172."), shared = address.starts_with("100.");
  if (!private_block && !shared) return false;
  unsigned second = 0;
  std::from_chars(address.data() + 4, address.data() + address.size(), second);
  return private_block ? second >= 16 && second < 32 : second >= 64 && second < 128;
}

std::string_view ipv4_reason(std::string_view address) {
  return is_middle_network(address) ? kPrivate : network_reason(address, kNetworks);
}

std::string_view host_reason(std::string_view host) {
  if (below_any(host, kExampleNames) || below_any(host, kExampleTops)) return kExample;
  if (below_any(host, kShorteners)) return kShortener;
  return below_any(host, kPlatforms) ? kPlatform : std::string_view();
}

std::string_view asn_reason(std::string_view value) {
  std::uint64_t number = 0;
  std::from_chars(value.data() + 2, value.data() + value.size(), number);
  const bool documentation = (number >= 64496 && number <= 64511) || (number >= 65536 && number <= 65551);
  const bool own = (number >= 64512 && number <= 65534) || number >= 4200000000u;
  return documentation ? kDocumentation : own ? kPrivate : std::string_view();
}

std::string_view built_in(const Observable& one) {
  switch (one.type) {
    case Type::ipv4: case Type::ipv4_net: return ipv4_reason(one.value);
    case Type::ipv6: case Type::ipv6_net: return network_reason(one.value, kNetworks6);
    case Type::host: return host_reason(one.value);
    case Type::email: {
      const auto reason = host_reason(std::string_view(one.value).substr(one.value.rfind('@') + 1));
      return reason == kExample ? reason : std::string_view();
    }
    case Type::asn: return asn_reason(one.value);
    case Type::md5: case Type::sha1: case Type::sha256: case Type::sha384: case Type::sha512:
      for (const auto hash : kEmptyHashes)
        if (one.value == hash) return kNothing;
      return {};
    default: return {};
  }
}

}  // namespace

BenignLists::BenignLists() = default;

void BenignLists::add(Type type, std::string value) { values_[{type, std::move(value)}] = kOperator; }

std::string_view BenignLists::reason(const Observable& one) const {
  const auto found = values_.find(std::pair(one.type, one.value));
  return found != values_.end() ? found->second : built_in(one);
}

void BenignLists::mark(std::vector<Observable>& observables) const {
  for (auto& one : observables) one.benign = reason(one);
  // A URL is as benign as its host when that is an example; a platform's URL is not.
  for (const auto& one : observables) {
    if (one.parent == kNoParent || one.benign.empty() || one.benign == kPlatform || one.benign == kShortener) continue;
    auto& parent = observables[static_cast<std::size_t>(one.parent)];
    if (parent.type == Type::url && parent.benign.empty()) parent.benign = one.benign;
  }
}

}  // namespace tipstaff::casework
