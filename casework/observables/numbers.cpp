// Numbers: phones, cards, accounts at banks, devices, papers.

#include <algorithm>
#include <array>

#include "casework/observables/checks.h"
#include "casework/observables/scan.h"

namespace tipstaff::casework {
namespace {

constexpr std::size_t kPhoneDigitsMin = 9, kPhoneDigitsMax = 15;  // ITU-T E.164; shorter ones are too often sums

// Country calling codes (ITU-T E.164) of one and two digits; each other beginning
// has three, if it is in kThree.
constexpr std::string_view kOneTwo =
    " 1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84"
    " 86 90 91 92 93 94 95 98 ";
constexpr std::string_view kThree =
    " 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242"
    " 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291"
    " 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385 386"
    " 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673"
    " 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 850 852 853 855 856 870 880 881 882"
    " 883 886 888 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998 ";

bool listed(std::string_view list, std::string_view code) {
  return list.find(" " + std::string(code) + " ") != std::string_view::npos;
}

bool is_phone(std::string_view digits) {
  if (digits.size() < kPhoneDigitsMin || digits.size() > kPhoneDigitsMax) return false;
  if (digits[0] == '1') return digits.size() == 11 && digits[1] >= '2' && digits[4] >= '2';
  if (digits[0] == '7') return digits.size() == 11;
  return listed(kOneTwo, digits.substr(0, 2)) || listed(kThree, digits.substr(0, 3));
}

void match_phone(Scan& scan, std::size_t plus) {
  std::string digits;
  auto end = plus + 1, last = end;
  for (; end < scan.text.size() && end - plus < kPhoneMax; ++end) {
    const char c = scan.text[end];
    if (is_digit(c)) {
      digits.push_back(c);
      last = end + 1;
      if (digits.size() > kPhoneDigitsMax) return;
    } else if (std::string_view(" -().").find(c) == std::string_view::npos) {
      break;
    } else if (end > last + 1) {
      break;  // two signs in a row: another number may follow
    }
  }
  scan.steps += end - plus;
  if (is_alpha(scan.at(last)) || !is_phone(digits)) return;
  scan.add(Type::phone, plus, last, "+" + digits, "phone.e164");
  scan.number_end = std::max(scan.number_end, last);
}

// A plus code: eight characters, "+", two or three.
bool match_plus_code(Scan& scan, std::size_t plus) {
  constexpr std::string_view kDigits = "23456789CFGHJMPQRVWX";
  const auto valid = [&](char c) { return kDigits.find(c) != std::string_view::npos; };
  if (plus < 8 || is_alnum(scan.before(plus, 9))) return false;
  for (std::size_t i = plus - 8; i < plus; ++i)
    if (!valid(scan.text[i])) return false;
  auto end = plus + 1;
  while (end - plus < 4 && valid(scan.at(end)) && scan.at(end) != '\0') ++end;
  if (end - plus < 3 || is_alnum(scan.at(end))) return false;
  const char first = scan.text[plus - 8];
  const auto code = scan.slice(plus - 8, end);
  if (kDigits.find(first) > 8 || std::all_of(code.begin(), code.end(), [](char c) { return is_digit(c) || c == '+'; })) return false;
  scan.add(Type::plus_code, plus - 8, end, std::string(code), "place.plus");
  return true;
}

struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
};
constexpr std::size_t kTokensMax = 20;

// Group is digits with single blanks or dashes between them.
struct Group {
  std::array<Token, kTokensMax> tokens;
  std::size_t count = 0;
};

Group read_group(Scan& scan, std::size_t begin) {
  Group out;
  auto at = begin;
  while (out.count < kTokensMax && at - begin < kNumberMax && is_digit(scan.at(at))) {
    const auto end = scan.skip_digits(at, kNumberMax);
    out.tokens[out.count++] = {at, end};
    at = end;
    if (scan.at(at) != ' ' && scan.at(at) != '-') break;
    if (!is_digit(scan.at(at + 1))) break;
    ++at;
  }
  scan.steps += at - begin;
  return out;
}

// First digits and lengths of the card brands (ISO/IEC 7812).
bool is_card(std::string_view d) {
  const auto from_to = [&](std::size_t size, std::string_view low, std::string_view high) {
    return d.substr(0, size) >= low && d.substr(0, size) <= high;
  };
  if (d[0] == '4') return d.size() == 16 || d.size() == 13 || d.size() == 19;
  if (from_to(2, "51", "55") || from_to(4, "2221", "2720") || from_to(4, "2200", "2204")) return d.size() == 16;
  if (from_to(2, "34", "34") || from_to(2, "37", "37")) return d.size() == 15;
  if (from_to(4, "6011", "6011") || from_to(2, "65", "65") || from_to(4, "3528", "3589")) return d.size() == 16;
  return from_to(2, "62", "62") && d.size() >= 16;
}

// A card's number is evidence and a danger: only its ends are kept.
std::string redacted(std::string_view digits) {
  return std::string(digits.substr(0, 6)) + std::string(digits.size() - 10, '*') + std::string(digits.substr(digits.size() - 4));
}

bool match_span(Scan& scan, std::size_t begin, std::size_t end, std::string_view digits) {
  if (digits.size() == 15 && luhn_holds(digits) && scan.near(begin, 16, {"imei"})) {
    scan.add(Type::imei, begin, end, std::string(digits), "imei.near");
  } else if (inn_holds(digits) && scan.near(begin, 24, {"инн", "inn", "ИНН"})) {
    scan.add(Type::inn, begin, end, std::string(digits), "inn.near");
  } else if (ogrn_holds(digits) && scan.near(begin, 28, {"огрн", "ogrn", "ОГРН"})) {
    scan.add(Type::ogrn, begin, end, std::string(digits), "ogrn.near");
  } else if (digits.size() == 8 && scan.near(begin, 24, {"metrika", "метрик", "ym("})) {
    scan.add(Type::yandex_metrika, begin, end, std::string(digits), "web.metrika.near");
  } else if (digits.size() >= 13 && digits.size() <= 19 && is_card(digits) && luhn_holds(digits)) {
    scan.add(Type::card, begin, end, redacted(digits), "card.luhn").warning = "the middle is left out";
  } else {
    return false;
  }
  return true;
}

void match_group(Scan& scan, const Group& group) {
  for (std::size_t first = 0; first < group.count; ++first) {
    std::string digits;
    for (std::size_t last = first; last < group.count && digits.size() <= 19; ++last) {
      digits += scan.slice(group.tokens[last].begin, group.tokens[last].end);
      if (digits.size() < 8 || digits.size() > 19) continue;
      if (match_span(scan, group.tokens[first].begin, group.tokens[last].end, digits)) return;
    }
    scan.steps += digits.size();
  }
}

// The second line of a passport (ICAO 9303 part 4): number, country, birth, expiry.
void match_mrz(Scan& scan, const Word& word) {
  constexpr std::size_t kLine = 44;
  const auto line = scan.text.substr(word.begin, kLine);
  if (line.size() < 28 || !is_digit(line[9]) || std::string_view("MFX<").find(line[20]) == std::string_view::npos) return;
  const bool fits = mrz_field_holds(line.substr(0, 9), line[9]) && mrz_field_holds(line.substr(13, 6), line[19]) &&
                    mrz_field_holds(line.substr(21, 6), line[27]) && is_digit(line[13]) && is_digit(line[21]);
  if (!fits) return;
  auto number = std::string(line.substr(0, 9));
  while (number.ends_with('<')) number.pop_back();
  auto country = std::string(line.substr(10, 3));
  while (country.ends_with('<')) country.pop_back();
  const auto end = word.begin + std::min(line.size(), line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"));
  scan.add(Type::mrz, word.begin, end, country + " " + number, "passport.mrz").warning = "a person's passport";
}

bool may_be_vin(Scan& scan, const Word& word, std::string_view text) {
  return text.size() == 17 && (word.bits & (kLower | kJoin | kDot)) == 0 && (word.bits & kUpper) != 0 &&
         scan.near(word.begin, 32, {"vin", "car", "chassis", "vehicle", "авто", "кузов"});
}

bool is_blank_group(const Scan& scan, std::size_t at) { return scan.at(at) == ' ' && is_alnum(scan.at(at + 1)); }

}  // namespace

void match_plus(Scan& scan, std::size_t at) {
  ++scan.steps;
  if (match_plus_code(scan, at)) return;
  if (is_digit(scan.at(at + 1)) && !is_alnum(scan.before(at))) match_phone(scan, at);
  if (scan.at(at + 1) == '(' && is_digit(scan.at(at + 2))) match_phone(scan, at);
}

void match_iban(Scan& scan, const Word& word) {
  const auto length = iban_length(scan.text.substr(word.begin, 2));
  if (length == 0 || !is_digit(scan.at(word.begin + 2)) || !is_digit(scan.at(word.begin + 3))) return;
  std::string iban;
  auto at = word.begin;
  while (iban.size() < length && (is_digit(scan.at(at)) || is_upper(scan.at(at)) || is_blank_group(scan, at))) {
    if (scan.text[at] != ' ') iban.push_back(scan.text[at]);
    ++at;
  }
  scan.steps += (at - word.begin) * 2;
  if (iban.size() == length && !is_alnum(scan.at(at)) && iban_holds(iban))
    scan.add(Type::iban, word.begin, at, std::move(iban), "iban");
}

void match_number(Scan& scan, const Word& word) {
  const auto text = scan.slice(word.begin, word.end);
  if (is_upper(text[0])) {
    match_iban(scan, word);
    if (text.size() >= 10 && (word.bits & (kLower | kJoin | kDot)) == 0) match_mrz(scan, word);
  }
  if (may_be_vin(scan, word, text) && vin_holds(text)) scan.add(Type::vin, word.begin, word.end, std::string(text), "vin.near", Confidence::medium);
  if (!is_digit(text[0])) return;
  match_coordinates(scan, word.begin);
  if (word.begin < scan.number_end || (word.bits & (kUpper | kLower | kDot)) != 0) return;
  const auto group = read_group(scan, word.begin);
  if (group.count == 0) return;
  scan.number_end = group.tokens[group.count - 1].end;
  match_group(scan, group);
}

}  // namespace tipstaff::casework
