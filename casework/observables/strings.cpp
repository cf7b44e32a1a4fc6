// Long strings: hashes, keys, addresses of coins.

#include <algorithm>
#include <array>

#include "casework/observables/checks.h"
#include "casework/observables/scan.h"

namespace tipstaff::casework {
namespace {

constexpr std::size_t kStringMin = 25, kStringMax = 128, kSolanaBytes = 32, kTonChars = 48;

std::string small(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = lower(c);
  return out;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

Type hash_type(std::size_t size) {
  switch (size) {
    case 32: return Type::md5;
    case 40: return Type::sha1;
    case 64: return Type::sha256;
    case 96: return Type::sha384;
    case 128: return Type::sha512;
    default: return Type::count_;
  }
}

// Runs without a letter are numbers, and runs of one character are ornaments.
bool looks_random(std::string_view text, const Word& word) {
  if ((word.bits & kHexLetter) == 0 || (word.bits & kDigit) == 0) return false;
  std::array<bool, 256> seen{};
  for (const char c : text) seen[static_cast<std::uint8_t>(c)] = true;
  return std::count(seen.begin(), seen.end(), true) >= 6;
}

void match_hash(Scan& scan, const Word& word, std::string_view text) {
  const auto type = hash_type(text.size());
  if (text.size() == 76 && tox_holds(text)) {
    scan.add(Type::tox, word.begin, word.end, small(text), "tox");
    return;
  }
  if (type == Type::count_ || !looks_random(text, word)) return;
  if (type == Type::sha1 && scan.near(word.begin, 12, {"commit", "revision", "git"})) return;
  const bool key = type == Type::sha1 && scan.near(word.begin, 32, {"pgp", "gpg", "fingerprint", "openpgp"});
  scan.add(key ? Type::pgp_key : type, word.begin, word.end, small(text), key ? "pgp.near" : "hash.length");
}

void match_0x(Scan& scan, const Word& word, std::string_view hex) {
  if (!std::all_of(hex.begin(), hex.end(), is_hex)) return;
  if (hex.size() != 40) return;
  const auto sum = eip55_holds(hex);
  auto& hit = scan.add(Type::eth, word.begin, word.end, "0x" + small(hex), sum ? "eth.eip55" : "eth",
                       sum ? Confidence::high : Confidence::medium);
  if (!sum || *sum) return;
  hit.confidence = Confidence::low;
  hit.warning = "the checksum is wrong: mistyped, or changed on purpose";
}

struct Base58Coin {
  Type type;
  std::size_t payload;                   // bytes without the checksum
  std::array<std::uint8_t, 3> version;
  std::size_t version_bytes;
};
constexpr std::array kBase58Coins = {
    Base58Coin{Type::btc, 21, {0x00}, 1},  Base58Coin{Type::btc, 21, {0x05}, 1},
    Base58Coin{Type::ltc, 21, {0x30}, 1},  Base58Coin{Type::ltc, 21, {0x32}, 1},
    Base58Coin{Type::doge, 21, {0x1E}, 1}, Base58Coin{Type::doge, 21, {0x16}, 1},
    Base58Coin{Type::dash, 21, {0x4C}, 1}, Base58Coin{Type::dash, 21, {0x10}, 1},
    Base58Coin{Type::trx, 21, {0x41}, 1},  Base58Coin{Type::zec, 22, {0x1C, 0xB8}, 2},
    Base58Coin{Type::zec, 22, {0x1C, 0xBD}, 2},       Base58Coin{Type::xtz, 23, {0x06, 0xA1, 0x9F}, 3},
    Base58Coin{Type::xtz, 23, {0x06, 0xA1, 0xA1}, 3}, Base58Coin{Type::xtz, 23, {0x06, 0xA1, 0xA4}, 3},
    Base58Coin{Type::xtz, 22, {0x02, 0x5A, 0x79}, 3},
};

bool match_base58(Scan& scan, const Word& word, std::string_view text) {
  if (text.size() > 36 || text.size() < 26) return false;
  scan.steps += text.size() * 26;
  const auto bytes = base58check(text, kBitcoinDigits);
  if (!bytes) return false;
  for (const auto& coin : kBase58Coins) {
    if (bytes->size() != coin.payload || !std::equal(coin.version.begin(), coin.version.begin() + static_cast<std::ptrdiff_t>(coin.version_bytes), bytes->begin())) continue;
    scan.add(coin.type, word.begin, word.end, std::string(text), "coin.base58check");
    return true;
  }
  return false;
}

bool match_bech32(Scan& scan, const Word& word, std::string_view text) {
  struct Prefix {
    std::string_view word;
    Type type;
  };
  for (const auto& [prefix, type] : {Prefix{"bc", Type::btc}, Prefix{"ltc", Type::ltc}, Prefix{"addr", Type::ada},
                                     Prefix{"stake", Type::ada}, Prefix{"cosmos", Type::atom}}) {
    if (!begins(text, prefix) || text[prefix.size()] != '1' || !bech32_holds(text, prefix)) continue;
    scan.add(type, word.begin, word.end, small(text), "coin.bech32");
    return true;
  }
  return false;
}

bool match_ripple(Scan& scan, const Word& word, std::string_view text) {
  if (text[0] != 'r' || text.size() > 35) return false;
  scan.steps += text.size() * 26;
  const auto bytes = base58check(text, kRippleDigits);
  if (!bytes || bytes->size() != 21 || (*bytes)[0] != 0) return false;
  scan.add(Type::xrp, word.begin, word.end, std::string(text), "coin.ripple");
  return true;
}

bool match_stellar(Scan& scan, const Word& word, std::string_view text) {
  if (text[0] != 'G' || text.size() != 56 || (word.bits & kLower) != 0) return false;
  const auto bytes = base32(text);
  if (!bytes || bytes->size() != 35 || (*bytes)[0] != 6 << 3) return false;
  const auto sum = crc16(ByteView(*bytes).first(33));
  if ((*bytes)[33] != (sum & 255) || (*bytes)[34] != sum >> 8) return false;
  scan.add(Type::xlm, word.begin, word.end, std::string(text), "coin.stellar");
  return true;
}

std::optional<Bytes> base64url(std::string_view text) {
  std::string standard(text);
  for (auto& c : standard) c = c == '-' ? '+' : c == '_' ? '/' : c;
  auto bytes = from_base64(standard);
  return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

bool match_ton(Scan& scan, const Word& word, std::string_view text) {
  if (text.size() != kTonChars || (text[1] != 'Q' && text[1] != 'f')) return false;
  const auto bytes = base64url(text);
  if (!bytes || ((*bytes)[0] != 0x11 && (*bytes)[0] != 0x51)) return false;
  const auto sum = crc16(ByteView(*bytes).first(34));
  if ((*bytes)[34] != sum >> 8 || (*bytes)[35] != (sum & 255)) return false;
  scan.add(Type::ton, word.begin, word.end, std::string(text), "coin.ton");
  return true;
}

bool match_solana(Scan& scan, const Word& word, std::string_view text) {
  if (text.size() < 32 || text.size() > 44 || !scan.near(word.begin, 48, {"solana", "sol ", "sol:", "phantom"})) return false;
  scan.steps += text.size() * 33;
  const auto bytes = base58(text, kBitcoinDigits);
  if (!bytes || bytes->size() != kSolanaBytes) return false;
  scan.add(Type::sol, word.begin, word.end, std::string(text), "coin.solana.near", Confidence::medium);
  return true;
}

bool match_cash(Scan& scan, const Word& word, std::string_view text) {
  constexpr std::string_view kPrefix = "bitcoincash:";
  if (text.size() != 42 || (lower(text[0]) != 'q' && lower(text[0]) != 'p') || !cashaddr_holds(text)) return false;
  const bool prefixed = word.begin >= kPrefix.size() && scan.here(word.begin - kPrefix.size(), kPrefix);
  scan.add(Type::bch, prefixed ? word.begin - kPrefix.size() : word.begin, word.end, small(text), "coin.cashaddr");
  return true;
}

bool match_monero(Scan& scan, const Word& word, std::string_view text) {
  if ((text[0] != '4' && text[0] != '8') || !monero_holds(text)) return false;
  scan.add(Type::xmr, word.begin, word.end, std::string(text), "coin.monero");
  return true;
}

void match_coin(Scan& scan, const Word& word, std::string_view text) {
  scan.steps += text.size() * 2;
  if (match_ton(scan, word, text) || (word.bits & kJoin) != 0) return;
  if (match_bech32(scan, word, text) || match_cash(scan, word, text) || match_monero(scan, word, text)) return;
  if (match_stellar(scan, word, text) || match_ripple(scan, word, text) || match_base58(scan, word, text)) return;
  match_solana(scan, word, text);
}

}  // namespace

void match_string(Scan& scan, const Word& word) {
  const auto text = scan.slice(word.begin, word.end);
  if (text.size() < kStringMin || text.size() > kStringMax || (word.bits & (kDot | kHigh)) != 0) return;
  if (is_uuid(text)) {
    scan.add(Type::uuid, word.begin, word.end, small(text), "uuid");
    return;
  }
  const bool hex = (word.bits & (kPlain | kJoin)) == 0;
  if (hex) return match_hash(scan, word, text), match_coin(scan, word, text);
  if (begins(text, "0x")) return match_0x(scan, word, text.substr(2));
  if (text.size() == 72 && text.starts_with("T1") && std::all_of(text.begin() + 2, text.end(), is_hex)) {
    scan.add(Type::tlsh, word.begin, word.end, std::string(text), "tlsh");
    return;
  }
  match_coin(scan, word, text);
}

}  // namespace tipstaff::casework
