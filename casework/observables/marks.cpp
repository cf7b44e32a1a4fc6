// Names of catalogues and of measurement: CVE, ATT&CK, AS numbers, analytics ids.

#include <algorithm>
#include <charconv>

#include "casework/observables/checks.h"
#include "casework/observables/scan.h"

namespace tipstaff::casework {
namespace {

bool digits(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), is_digit);
}

std::string capital(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (is_lower(c)) c = static_cast<char>(c - 32);
  return out;
}

void add_catalogue(Scan& scan, const Word& word, Type type, std::string_view rule) {
  scan.add(type, word.begin, word.end, capital(scan.slice(word.begin, word.end)), rule);
}

bool is_cve(std::string_view text) {
  return begins(text, "cve-") && text.size() >= 13 && digits(text.substr(4, 4), 4, 4) && text[8] == '-' &&
         (text[4] == '1' || text[4] == '2') && digits(text.substr(9), 4, 7);
}

void match_c(Scan& scan, const Word& word, std::string_view text) {
  if (is_cve(text)) return add_catalogue(scan, word, Type::cve, "cve");
  if (begins(text, "cwe-") && digits(text.substr(4), 1, 5)) return add_catalogue(scan, word, Type::cwe, "cwe");
  if (begins(text, "capec-") && digits(text.substr(6), 1, 4)) return add_catalogue(scan, word, Type::capec, "capec");
  if (begins(text, "ca-pub-") && digits(text.substr(7), 16, 16))
    scan.add(Type::adsense, word.begin, word.end, std::string(text.substr(3)), "web.adsense");
}

// Techniques T1001 to T1699 and T0800 to T0899, with a part .001; tactics TA0001.
bool is_technique(std::string_view text) {
  if (text.size() == 6 && text[1] == 'A') return digits(text.substr(2), 4, 4) && text.substr(2, 2) == "00";
  if (text.size() != 5 && !(text.size() == 9 && text[5] == '.' && digits(text.substr(6), 3, 3))) return false;
  const auto number = text.substr(1, 4);
  return digits(number, 4, 4) && ((number > "1000" && number < "1700") || number.substr(0, 2) == "08");
}

bool near_attack(Scan& scan, std::size_t at) {
  return scan.near(at, 48, {"att&ck", "mitre", "technique", "group", "software", "mitigation"});
}

void match_attack(Scan& scan, const Word& word, std::string_view text) {
  if (text[0] == 'T' && is_technique(text)) return add_catalogue(scan, word, Type::attack, "attack");
  const bool other = (text[0] == 'S' || text[0] == 'G' || text[0] == 'M') && text.size() == 5 && digits(text.substr(1), 4, 4);
  if (other && near_attack(scan, word.begin)) add_catalogue(scan, word, Type::attack, "attack.near");
}

void match_as(Scan& scan, const Word& word, std::string_view text) {
  if (!text.starts_with("AS")) return;
  auto number = text.substr(text.starts_with("ASN") ? 3 : 2);
  if (!digits(number, 3, 10) || number[0] == '0') return;
  std::uint64_t value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  if (value <= 0xFFFFFFFFu) scan.add(Type::asn, word.begin, word.end, "AS" + std::string(number), "asn");
}

bool all_of_class(std::string_view text, std::uint8_t classes) {
  return std::all_of(text.begin(), text.end(), [classes](char c) { return (class_of(c) & classes) != 0; });
}

void match_analytics(Scan& scan, const Word& word, std::string_view text) {
  if (text.starts_with("UA-")) {
    const auto dash = text.find('-', 3);
    if (dash != std::string_view::npos && digits(text.substr(3, dash - 3), 5, 10) && digits(text.substr(dash + 1), 1, 3))
      scan.add(Type::analytics_ua, word.begin, word.end, std::string(text), "web.ua");
  } else if (text.starts_with("G-") && text.size() >= 11 && text.size() <= 12) {
    const auto id = text.substr(2);
    if (all_of_class(id, kDigit | kUpper) && std::any_of(id.begin(), id.end(), is_digit) && std::any_of(id.begin(), id.end(), is_upper))
      scan.add(Type::analytics_g, word.begin, word.end, std::string(text), "web.g");
  } else if (text.starts_with("GTM-") && text.size() >= 8 && text.size() <= 12 && all_of_class(text.substr(4), kDigit | kUpper)) {
    scan.add(Type::tag_manager, word.begin, word.end, std::string(text), "web.gtm");
  } else if (text.starts_with("pub-") && digits(text.substr(4), 16, 16)) {
    scan.add(Type::adsense, word.begin, word.end, std::string(text), "web.adsense");
  }
}

// A DOI: "10." registrant "/" suffix.
void match_doi(Scan& scan, const Word& word, std::string_view text) {
  if (!text.starts_with("10.") || !digits(text.substr(3), 4, 9) || scan.at(word.end) != '/') return;
  auto end = word.end + 1;
  while (end < scan.text.size() && end - word.end < 128 && (is_word(scan.text[end]) || std::string_view("/()").find(scan.text[end]) != std::string_view::npos)) ++end;
  scan.steps += end - word.end;
  while (end > word.end && !is_alnum(scan.text[end - 1])) --end;
  if (end > word.end + 1) scan.add(Type::doi, word.begin, end, std::string(scan.slice(word.begin, end)), "doi");
}

void match_bic(Scan& scan, const Word& word, std::string_view text) {
  if ((text.size() != 8 && text.size() != 11) || !all_of_class(text.substr(0, 6), kUpper) ||
      !all_of_class(text.substr(6), kUpper | kDigit) || !is_country(text.substr(4, 2)))
    return;
  if (scan.near(word.begin, 20, {"bic", "swift"})) scan.add(Type::bic, word.begin, word.end, std::string(text), "bic.near");
}

// "ICP备12345678号", the licence of a Chinese web site.
void match_icp(Scan& scan, const Word& word) {
  constexpr std::string_view kFiled = "备", kNumber = "号";
  if (!scan.here(word.end, kFiled)) return;
  const auto from = word.end + kFiled.size();
  auto end = scan.skip_digits(from, 9);
  if (end - from < 6 || end - from > 8) return;
  const auto number = std::string(scan.slice(from, end));
  if (scan.here(end, kNumber)) end += kNumber.size();
  scan.add(Type::icp, word.begin, end, "ICP" + number, "icp");
}

void match_tlp(Scan& scan, const Word& word) {
  for (const std::string_view colour : {"AMBER+STRICT", "RED", "AMBER", "GREEN", "CLEAR", "WHITE"}) {
    if (!same_letters(scan.text.substr(word.end + 1, colour.size()), colour)) continue;
    const auto end = word.end + 1 + colour.size();
    if (is_alnum(scan.at(end))) continue;
    scan.add(Type::tlp, word.begin, end, "TLP:" + std::string(colour), "tlp");
    return;
  }
}

std::size_t until_blank(Scan& scan, std::size_t begin, std::size_t most) {
  auto end = begin;
  while (end < scan.text.size() && end - begin < most && static_cast<std::uint8_t>(scan.text[end]) > 0x20 &&
         std::string_view("\"'<>").find(scan.text[end]) == std::string_view::npos)
    ++end;
  scan.steps += end - begin;
  return end;
}

void match_magnet(Scan& scan, const Word& word) {
  const auto end = until_blank(scan, word.begin, kUrlMax);
  const auto link = scan.slice(word.begin, end);
  constexpr std::string_view kKey = "urn:btih:";
  const auto key = link.find(kKey);
  if (key == std::string_view::npos) return;
  auto hash = link.substr(key + kKey.size());
  hash = hash.substr(0, hash.find_first_of("&;"));
  if (hash.size() != 40 && hash.size() != 32) return;
  std::string value;
  for (const char c : hash) value.push_back(lower(c));
  scan.add(Type::magnet, word.begin, end, std::move(value), "magnet");
  scan.url_end = std::max(scan.url_end, end);
}

void match_arn(Scan& scan, const Word& word) {
  if (!scan.here(word.end, ":aws")) return;
  const auto end = until_blank(scan, word.begin, kPathMax);
  const auto text = scan.slice(word.begin, end);
  if (std::count(text.begin(), text.end(), ':') < 5) return;
  scan.add(Type::arn, word.begin, end, std::string(text), "arn");
}

bool is_base64(char c) { return is_alnum(c) || c == '+' || c == '/'; }

// ssdeep: block size, two signatures. Block sizes are 3 times a power of two.
void match_ssdeep(Scan& scan, const Word& word) {
  const auto text = scan.slice(word.begin, word.end);
  if (!digits(text, 1, 7)) return;
  unsigned block = 0;
  std::from_chars(text.data(), text.data() + text.size(), block);
  if (block % 3 != 0 || block == 0 || ((block / 3) & (block / 3 - 1)) != 0) return;
  auto middle = word.end + 1;
  while (middle - word.end <= 65 && is_base64(scan.at(middle))) ++middle;
  auto end = middle + 1;
  while (scan.at(middle) == ':' && end - middle <= 65 && is_base64(scan.at(end))) ++end;
  scan.steps += end - word.end;
  if (scan.at(middle) != ':' || middle - word.end < 12 || end - middle < 6) return;
  scan.add(Type::ssdeep, word.begin, end, std::string(scan.slice(word.begin, end)), "ssdeep");
}

}  // namespace

void match_mark(Scan& scan, const Word& word) {
  const auto text = scan.slice(word.begin, word.end);
  if (text.size() < 4) return;
  switch (text[0]) {
    case 'c': case 'C': match_c(scan, word, text); break;
    case 'T': case 'S': case 'M': match_attack(scan, word, text); break;
    case 'A': match_as(scan, word, text); break;
    case 'G': match_attack(scan, word, text); match_analytics(scan, word, text); break;
    case 'U': case 'p': match_analytics(scan, word, text); break;
    case '1': match_doi(scan, word, text); break;
    default: break;
  }
  match_bic(scan, word, text);
}

void match_prefixed(Scan& scan, const Word& word) {
  const auto text = scan.slice(word.begin, word.end);
  const char next = scan.at(word.end);
  if (next == '\xE5') {
    if (text.ends_with("ICP")) match_icp(scan, {word.end - 3, word.end, word.bits});
    return;
  }
  if (next == '/') return match_agent(scan, word);
  if (next == '\\') return match_registry(scan, word);
  if (text.size() == 1 && is_alpha(text[0]) && scan.at(word.end + 1) == '\\') return match_drive(scan, word);
  if (same_letters(text, "tlp")) return match_tlp(scan, word);
  if (text == "magnet") return match_magnet(scan, word);
  if (text == "arn") return match_arn(scan, word);
  if (text.size() <= 4 && std::all_of(text.begin(), text.end(), is_hex)) match_colons(scan, word.begin);
  match_ssdeep(scan, word);
}

}  // namespace tipstaff::casework
