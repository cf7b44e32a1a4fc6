#pragma once
// Check digits and checksums. Each takes the bare characters and says yes or no.

#include <optional>
#include <string_view>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

// ISO/IEC 7812-1: cards, IMEI. Digits only.
[[nodiscard]] bool luhn_holds(std::string_view digits);
// ISO 13616: length of the country and mod 97. Upper case, no blanks.
[[nodiscard]] bool iban_holds(std::string_view iban);
// The length of a country's IBAN; 0: that country has none.
[[nodiscard]] std::size_t iban_length(std::string_view country);
// ICAO 9303: one field and its check digit (7 3 1).
[[nodiscard]] bool mrz_field_holds(std::string_view field, char digit);
// Russian tax numbers, 10 or 12 digits; company numbers, 13 or 15 digits.
[[nodiscard]] bool inn_holds(std::string_view digits);
[[nodiscard]] bool ogrn_holds(std::string_view digits);
// ISO 3779: 17 characters with a check digit at the ninth.
[[nodiscard]] bool vin_holds(std::string_view vin);
// A Tox id, 76 hexadecimal digits: its last two bytes are the XOR of the others.
[[nodiscard]] bool tox_holds(std::string_view hex);
// A Tor v3 name, 56 characters of base32 (rend-spec-v3 section 6).
[[nodiscard]] bool onion_holds(std::string_view label);
// A real ISO 3166 country in two capitals.
[[nodiscard]] bool is_country(std::string_view two);

// Bases. Nothing: a character outside of the alphabet, or bits left over.
inline constexpr std::string_view kBitcoinDigits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
inline constexpr std::string_view kRippleDigits = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
inline constexpr std::size_t kBase58CharsMax = 112;
[[nodiscard]] std::optional<Bytes> base58(std::string_view text, std::string_view alphabet);
[[nodiscard]] std::optional<Bytes> base32(std::string_view text);  // RFC 4648, either case
// base58check: decodes, checks the last four bytes and returns what is before them.
[[nodiscard]] std::optional<Bytes> base58check(std::string_view text, std::string_view alphabet);
// Bech32 (BIP 173) or Bech32m (BIP 350), by its prefix before the last "1".
[[nodiscard]] bool bech32_holds(std::string_view text, std::string_view prefix);
// CashAddr: `text` without the prefix "bitcoincash:".
[[nodiscard]] bool cashaddr_holds(std::string_view text);
// CRC-16/XMODEM, of Stellar and TON.
[[nodiscard]] std::uint16_t crc16(ByteView bytes);
// EIP-55. Nothing: all in one case, so there is no checksum.
[[nodiscard]] std::optional<bool> eip55_holds(std::string_view hex40);
// Monero: base58 in blocks of 11, Keccak checksum, a public network byte.
[[nodiscard]] bool monero_holds(std::string_view text);

}  // namespace tipstaff::casework
