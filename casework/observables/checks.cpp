#include "casework/observables/checks.h"

#include <algorithm>
#include <array>

#include "casework/observables/classes.h"
#include "casework/observables/keccak.h"

namespace tipstaff::casework {
namespace {

unsigned number(char c) { return static_cast<unsigned>(c - '0'); }

// weighted adds digits times weights.
unsigned weighted(std::string_view digits, std::span<const unsigned> weights) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += number(digits[i]) * weights[i];
  return sum;
}

// Country and length, six characters each (SWIFT IBAN registry).
constexpr std::string_view kIbans =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18"
    "FK18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20"
    "LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31"
    "SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20";

constexpr std::string_view kCountries =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCX"
    "CYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIR"
    "ISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNE"
    "NFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTF"
    "TGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

// The value of a character in a machine-readable zone.
int mrz_value(char c) {
  if (c == '<') return 0;
  if (is_digit(c)) return c - '0';
  return is_upper(c) ? c - 'A' + 10 : -1;
}

std::optional<Bytes> hex_bytes(std::string_view hex) {
  std::string small(hex);
  for (auto& c : small) c = lower(c);
  auto bytes = from_hex(small);
  return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

}  // namespace

bool luhn_holds(std::string_view digits) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    unsigned value = number(digits[digits.size() - 1 - i]);
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return !digits.empty() && sum % 10 == 0;
}

std::size_t iban_length(std::string_view country) {
  for (std::size_t at = 0; at < kIbans.size(); at += 4)
    if (kIbans.substr(at, 2) == country) return number(kIbans[at + 2]) * 10 + number(kIbans[at + 3]);
  return 0;
}

bool iban_holds(std::string_view iban) {
  if (iban.size() < 15 || iban.size() != iban_length(iban.substr(0, 2))) return false;
  unsigned rest = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    if (!is_digit(c) && !is_upper(c)) return false;
    rest = is_digit(c) ? (rest * 10 + number(c)) % 97 : (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return rest == 1;
}

bool mrz_field_holds(std::string_view field, char digit) {
  constexpr std::array kWeights = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const int value = mrz_value(field[i]);
    if (value < 0) return false;
    sum += value * kWeights[i % 3];
  }
  return mrz_value(digit) == sum % 10;
}

bool inn_holds(std::string_view digits) {
  constexpr std::array kTen = {2u, 4u, 10u, 3u, 5u, 9u, 4u, 6u, 8u};
  constexpr std::array kEleven = {7u, 2u, 4u, 10u, 3u, 5u, 9u, 4u, 6u, 8u};
  constexpr std::array kTwelve = {3u, 7u, 2u, 4u, 10u, 3u, 5u, 9u, 4u, 6u, 8u};
  if (digits.size() == 10) return weighted(digits, kTen) % 11 % 10 == number(digits[9]);
  if (digits.size() != 12) return false;
  return weighted(digits, kEleven) % 11 % 10 == number(digits[10]) &&
         weighted(digits, kTwelve) % 11 % 10 == number(digits[11]);
}

bool ogrn_holds(std::string_view digits) {
  if (digits.size() != 13 && digits.size() != 15) return false;
  const unsigned modulus = digits.size() == 13 ? 11 : 13;
  unsigned rest = 0;
  for (const char c : digits.substr(0, digits.size() - 1)) rest = (rest * 10 + number(c)) % modulus;
  return rest % 10 == number(digits.back());
}

bool vin_holds(std::string_view vin) {
  constexpr std::array kWeights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  constexpr std::string_view kValues = "12345678 12345 7 923456789";  // of A to Z; blanks are not used
  if (vin.size() != kWeights.size()) return false;
  int sum = 0;
  for (std::size_t i = 0; i < vin.size(); ++i) {
    const char value = is_digit(vin[i]) ? vin[i] : is_upper(vin[i]) ? kValues[static_cast<std::size_t>(vin[i] - 'A')] : ' ';
    if (value == ' ') return false;
    sum += (value - '0') * kWeights[i];
  }
  const int rest = sum % 11;
  return vin[8] == (rest == 10 ? 'X' : static_cast<char>('0' + rest));
}

bool tox_holds(std::string_view hex) {
  const auto bytes = hex_bytes(hex);
  if (!bytes || bytes->size() != 38) return false;
  std::array<std::uint8_t, 2> sum{};
  for (std::size_t i = 0; i < 36; ++i) sum[i % 2] ^= (*bytes)[i];
  return sum[0] == (*bytes)[36] && sum[1] == (*bytes)[37] && !all_zero(*bytes);
}

bool onion_holds(std::string_view label) {
  const auto bytes = base32(label);
  if (!bytes || bytes->size() != 35 || bytes->back() != 3) return false;
  const auto key = ByteView(*bytes).first(32);
  const auto sum = sha3_256(concat({as_bytes(".onion checksum"), key, ByteView(*bytes).subspan(34, 1)}));
  return (*bytes)[32] == sum.view()[0] && (*bytes)[33] == sum.view()[1];
}

bool is_country(std::string_view two) {
  for (std::size_t at = 0; at < kCountries.size(); at += 2)
    if (kCountries.substr(at, 2) == two) return true;
  return false;
}

std::optional<bool> eip55_holds(std::string_view hex40) {
  std::string small(hex40);
  for (auto& c : small) c = lower(c);
  const bool has_upper = std::any_of(hex40.begin(), hex40.end(), is_upper);
  const bool has_lower = std::any_of(hex40.begin(), hex40.end(), is_lower);
  if (!has_upper || !has_lower) return std::nullopt;
  const auto hash = keccak256(as_bytes(small));
  for (std::size_t i = 0; i < hex40.size(); ++i) {
    if (is_digit(hex40[i])) continue;
    const auto nibble = hash.view()[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
    if (is_upper(hex40[i]) != (nibble >= 8)) return false;
  }
  return true;
}

}  // namespace tipstaff::casework
