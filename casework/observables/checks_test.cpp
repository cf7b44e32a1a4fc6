#include "casework/observables/checks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "casework/observables/keccak.h"
#include "casework/observables/punycode.h"
#include "casework/observables/scanner.h"
#include "casework/observables/tables.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::casework {
namespace {

TEST(Keccak, GivesThePublishedValues) {
  EXPECT_EQ(to_hex(keccak256({}).view()), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(to_hex(sha3_256({}).view()), "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a");
  EXPECT_EQ(to_hex(sha3_256(as_bytes("abc")).view()), "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
  EXPECT_NE(keccak256(Bytes(136, 7)), keccak256(Bytes(135, 7)));
}

TEST(Checks, CheckDigitsHoldAndOneChangedDigitBreaksThem) {
  EXPECT_TRUE(luhn_holds("4111111111111111"));
  EXPECT_FALSE(luhn_holds("4111111111111121"));
  EXPECT_TRUE(iban_holds("DE89370400440532013000"));
  EXPECT_TRUE(iban_holds("PL61109010140000071219812874"));
  EXPECT_FALSE(iban_holds("DE89370400440532013001"));
  EXPECT_FALSE(iban_holds("ZZ89370400440532013000"));
  EXPECT_TRUE(inn_holds("7707083893") && inn_holds("500100732259"));
  EXPECT_FALSE(inn_holds("7707083894"));
  EXPECT_TRUE(ogrn_holds("1027700132195"));
  EXPECT_FALSE(ogrn_holds("1027700132196"));
  EXPECT_TRUE(vin_holds("1M8GDM9AXKP042788"));
  EXPECT_FALSE(vin_holds("1M8GDM9A1KP042788"));
  EXPECT_TRUE(mrz_field_holds("L898902C3", '6'));
  EXPECT_FALSE(mrz_field_holds("L898902C3", '7'));
}

std::string base58_of(Bytes bytes, std::string_view alphabet) {
  const auto sum = crypto::sha256(crypto::sha256(bytes).view());
  bytes.insert(bytes.end(), sum.view().begin(), sum.view().begin() + 4);
  std::string digits;
  while (std::any_of(bytes.begin(), bytes.end(), [](auto b) { return b != 0; })) {
    unsigned rest = 0;
    for (auto& byte : bytes) {
      rest = rest * 256 + byte;
      byte = static_cast<std::uint8_t>(rest / 58);
      rest %= 58;
    }
    digits.insert(digits.begin(), alphabet[rest]);
  }
  return digits;
}

Type type_of(const std::string& text) {
  static const Scanner kScanner;
  const auto found = kScanner.scan("pay " + text + " now")->observables;
  return found.empty() ? Type::count_ : found[0].type;
}

Bytes payload(std::initializer_list<std::uint8_t> version) {
  Bytes out(version);
  for (std::uint8_t i = 1; i <= 20; ++i) out.push_back(static_cast<std::uint8_t>(i * 11));
  return out;
}

TEST(Checks, EveryBase58CoinIsToldByItsVersion) {
  EXPECT_EQ(type_of(base58_of(payload({0x05}), kBitcoinDigits)), Type::btc);
  EXPECT_EQ(type_of(base58_of(payload({0x30}), kBitcoinDigits)), Type::ltc);
  EXPECT_EQ(type_of(base58_of(payload({0x1E}), kBitcoinDigits)), Type::doge);
  EXPECT_EQ(type_of(base58_of(payload({0x4C}), kBitcoinDigits)), Type::dash);
  EXPECT_EQ(type_of(base58_of(payload({0x1C, 0xB8}), kBitcoinDigits)), Type::zec);
  EXPECT_EQ(type_of(base58_of(payload({0x41}), kBitcoinDigits)), Type::trx);
  EXPECT_EQ(type_of(base58_of(payload({0x77}), kBitcoinDigits)), Type::count_);
}

// bech32_of writes an address of the old kind with the right checksum, by trying:
// six digits are found one after the other in the definition of BIP 173.
std::string bech32_of(std::string_view prefix, const Bytes& values) {
  constexpr std::string_view kDigits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  constexpr std::uint32_t kGenerator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  std::uint32_t sum = 1;
  const auto step = [&](std::uint32_t value) {
    const auto top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < 5; ++i)
      if ((top >> i & 1) != 0) sum ^= kGenerator[i];
  };
  for (const char c : prefix) step(static_cast<std::uint32_t>(c) >> 5);
  step(0);
  for (const char c : prefix) step(static_cast<std::uint32_t>(c) & 31);
  std::string out = std::string(prefix) + "1";
  for (const auto value : values) step(value), out.push_back(kDigits[value]);
  for (int i = 0; i < 6; ++i) step(0);
  sum ^= 1;
  for (int i = 0; i < 6; ++i) out.push_back(kDigits[sum >> (5 * (5 - i)) & 31]);
  return out;
}

TEST(Checks, Bech32CoinsAreToldByTheirPrefix) {
  Bytes values;
  for (std::uint8_t i = 0; i < 32; ++i) values.push_back(static_cast<std::uint8_t>((i * 7 + 3) % 32));
  EXPECT_EQ(type_of(bech32_of("cosmos", values)), Type::atom);
  EXPECT_EQ(type_of(bech32_of("ltc", values)), Type::ltc);
  EXPECT_EQ(type_of(bech32_of("other", values)), Type::count_);
}

TEST(Checks, AToxIdIsTakenByItsXorOnly) {
  Bytes id;
  for (std::uint8_t i = 0; i < 36; ++i) id.push_back(static_cast<std::uint8_t>(i * 29 + 5));
  std::uint8_t even = 0, odd = 0;
  for (std::size_t i = 0; i < id.size(); ++i) (i % 2 == 0 ? even : odd) ^= id[i];
  id.push_back(even);
  id.push_back(odd);
  EXPECT_EQ(type_of(to_hex(id)), Type::tox);
  id.back() ^= 1;
  EXPECT_EQ(type_of(to_hex(id)), Type::count_);
}

TEST(Punycode, GoesThereAndBack) {
  const std::pair<const char*, const char*> kLabels[] = {
      {"münchen", "xn--mnchen-3ya"}, {"bücher", "xn--bcher-kva"}, {"例え", "xn--r8jz45g"},
      {"пример", "xn--e1afmkfd"},    {"испытание", "xn--80akhbyknj4f"}, {"plain", "plain"}};
  for (const auto& [unicode, ascii] : kLabels) {
    EXPECT_EQ(label_to_ascii(unicode), ascii);
    EXPECT_EQ(label_to_unicode(ascii), unicode);
  }
  EXPECT_FALSE(label_to_ascii("\xff"));
  EXPECT_FALSE(label_to_ascii(std::string(64, 'a')));
  EXPECT_FALSE(label_to_unicode("xn--" + std::string(59, '9')));
}

TEST(SuffixList, FindsTheRegistrableDomain) {
  const SuffixList list(kSuffixRules);
  const auto registrable = [&](std::string_view host) {
    SuffixMatch match;
    return list.match(host, match) ? host.substr(match.registrable_at) : std::string_view();
  };
  EXPECT_EQ(registrable("a.b.example.com"), "example.com");
  EXPECT_EQ(registrable("a.b.example.co.uk"), "example.co.uk");
  EXPECT_EQ(registrable("www.ck"), "www.ck");
  EXPECT_EQ(registrable("a.b.c.ck"), "b.c.ck");
  EXPECT_EQ(registrable("a.b.kawasaki.jp"), "a.b.kawasaki.jp");
  EXPECT_EQ(registrable("x.city.kawasaki.jp"), "city.kawasaki.jp");
  EXPECT_EQ(registrable("user.github.io"), "user.github.io");
  EXPECT_EQ(registrable("com"), "");
  EXPECT_EQ(registrable("co.uk"), "");
  EXPECT_EQ(registrable("a.nosuchtop"), "");
  EXPECT_TRUE(list.known_top("com"));
  EXPECT_FALSE(list.known_top("nosuchtop"));
}

}  // namespace
}  // namespace tipstaff::casework
