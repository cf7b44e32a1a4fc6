#include "casework/linking/names.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "casework/linking/script_names.h"
#include "casework/observables/tables.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

struct Letter {
  char32_t code;
  std::string_view latin;
};
// By code. What composes from a letter and a mark is not here: the letter is taken.
constexpr std::array<Letter, 78> kLetters = {{
    {U'ß', "s"},  {U'æ', "a"},  {U'ð', "d"},  {U'ø', "o"},  {U'þ', "t"},  {U'đ', "d"},  {U'ı', "i"},  {U'ł', "l"},
    {U'œ', "o"},  {U'ə', "a"},  {U'α', "a"},  {U'β', "v"},  {U'γ', "g"},  {U'δ', "d"},  {U'ε', "e"},  {U'ζ', "z"},
    {U'η', "i"},  {U'θ', "t"},  {U'ι', "i"},  {U'κ', "k"},  {U'λ', "l"},  {U'μ', "m"},  {U'ν', "n"},  {U'ξ', "ks"},
    {U'ο', "o"},  {U'π', "p"},  {U'ρ', "r"},  {U'ς', "s"},  {U'σ', "s"},  {U'τ', "t"},  {U'υ', "i"},  {U'φ', "f"},
    {U'χ', "h"},  {U'ψ', "ps"}, {U'ω', "o"},  {U'а', "a"},  {U'б', "b"},  {U'в', "v"},  {U'г', "g"},  {U'д', "d"},
    {U'е', "e"},  {U'ж', "z"},  {U'з', "z"},  {U'и', "i"},  {U'й', "i"},  {U'к', "k"},  {U'л', "l"},  {U'м', "m"},
    {U'н', "n"},  {U'о', "o"},  {U'п', "p"},  {U'р', "r"},  {U'с', "s"},  {U'т', "t"},  {U'у', "u"},  {U'ф', "f"},
    {U'х', "h"},  {U'ц', "c"},  {U'ч', "c"},  {U'ш', "s"},  {U'щ', "s"},  {U'ъ', ""},   {U'ы', "i"},  {U'ь', ""},
    {U'э', "e"},  {U'ю', "u"},  {U'я', "a"},  {U'ё', "e"},  {U'ђ', "d"},  {U'є', "e"},  {U'і', "i"},  {U'ї', "i"},
    {U'ј', "i"},  {U'љ', "l"},  {U'њ', "n"},  {U'ћ', "c"},  {U'ў', "u"},  {U'ґ', "g"},
}};

// Ways to spell one sound, the longest first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 29> kSpellings = {{
    {"tsch", "c"}, {"shch", "s"}, {"szcz", "s"}, {"tch", "c"}, {"sch", "s"}, {"sh", "s"}, {"sz", "s"}, {"ch", "c"}, {"cz", "c"},
    {"kh", "h"},   {"zh", "z"},   {"rz", "z"},   {"ts", "c"},  {"tz", "c"},  {"ph", "f"}, {"th", "t"}, {"ck", "k"}, {"yu", "u"},
    {"ju", "u"},   {"ya", "a"},   {"ja", "a"},   {"ye", "e"},  {"je", "e"},  {"yo", "o"}, {"oe", "o"}, {"ue", "u"}, {"ae", "a"},
    {"ou", "u"},   {"ee", "i"},
}};

// Words that begin sentences, and what is written before numbers and accounts.
constexpr std::array<std::string_view, 72> kNoNames = {
    "telegram", "telefon", "tel", "phone", "iban", "whatsapp", "facebook", "instagram", "twitter", "youtube", "signal", "email",
    "mail", "usa",
    "a",    "al",   "alle", "an",   "and",  "as",   "at",   "but",  "das",  "dem",  "den",  "der",  "des",  "die",  "do",
    "ein",  "eine", "el",   "er",   "es",   "he",   "hier", "his",  "i",    "ich",  "il",   "in",   "it",   "ja",   "je",
    "la",   "las",  "le",   "les",  "los",  "mein", "my",   "no",   "on",   "our",  "she",  "sie",  "so",   "the",  "there",
    "they", "this", "to",   "un",   "una",  "une",  "und",  "was",  "we",   "wer",  "wir",  "you",  "your"};

char32_t lower_of(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  const auto found = std::lower_bound(kCasePairs.begin(), kCasePairs.end(), code,
                                      [](const CasePair& pair, char32_t c) { return pair.upper < c; });
  return found != kCasePairs.end() && found->upper == code ? found->lower : code;
}

// base_of takes the marks off: "ž" is "z".
char32_t base_of(char32_t code) {
  static const auto kBases = [] {
    std::map<char32_t, char32_t> out;
    for (const auto& pair : kComposePairs) out[pair.whole] = pair.base;
    return out;
  }();
  for (auto found = kBases.find(code); code >= 0x80 && found != kBases.end(); found = kBases.find(code)) code = found->second;
  return code;
}

// latin_of is nothing for a letter of another script.
std::optional<std::string_view> latin_of(char32_t lower) {
  static constexpr std::string_view kAscii = "abcdefghijklmnopqrstuvwxyz";
  const auto find = [](char32_t code) -> std::optional<std::string_view> {
    if (code == 'x') return "ks";
    if (code >= 'a' && code <= 'z') return kAscii.substr(code - 'a', 1);
    const auto found = std::find_if(kLetters.begin(), kLetters.end(), [code](const Letter& one) { return one.code == code; });
    return found == kLetters.end() ? std::nullopt : std::optional(found->latin);
  };
  if (lower >= 0x300 && lower < 0x370) return "";  // a mark by itself
  const auto direct = find(lower);
  return direct ? direct : find(base_of(lower));
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

char simple_of(char c) {
  switch (c) {
    case 'j': case 'y': return 'i';
    case 'w': return 'v';
    case 'q': return 'k';
    default: return c;
  }
}

std::string respelled(std::string_view latin) {
  std::string out;
  for (std::size_t at = 0; at < latin.size();) {
    const auto rest = latin.substr(at);
    const auto found = std::find_if(kSpellings.begin(), kSpellings.end(), [rest](const auto& one) { return rest.starts_with(one.first); });
    const auto sound = found != kSpellings.end() ? found->second : rest.substr(0, 1);
    at += found != kSpellings.end() ? found->first.size() : 1;
    const char c = simple_of(sound.front());
    if (out.empty() || out.back() != c) out.push_back(c);
  }
  return out;
}

// Word is a run of letters and how it is written.
struct Word {
  std::size_t begin = 0, end = 0;
  bool name = false;  // a capital, then small letters
  bool article = false;  // "al" was taken to it
};

// next_word finds letters from `at` on; end == begin when there are none.
Word next_word(std::string_view text, std::size_t at) {
  const auto is_letter = [](const Character& c) {
    if (c.broken) return false;
    if (c.code < 0x80) return lower_of(c.code) >= 'a' && lower_of(c.code) <= 'z';
    return kind_of(c.code) == CharKind::letter;
  };
  while (at < text.size() && !is_letter(character_at(text, at))) at += character_at(text, at).bytes;
  Word out{at, at};
  for (std::size_t count = 0; out.end < text.size(); ++count) {
    const auto c = character_at(text, out.end);
    if (!is_letter(c)) break;
    const bool capital = lower_of(c.code) != c.code;
    out.name = count == 0 ? capital : out.name && !capital;
    out.end += c.bytes;
  }
  return out;
}

constexpr std::size_t kWordBytesMax = 60, kSoundMin = 3;

std::string lower_ascii(std::string_view written) {
  std::string out;
  for (const char c : written) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  return out;
}

std::string sound_of_name(std::string_view text, const Word& word) {
  if (!word.name || word.end - word.begin > kWordBytesMax) return {};
  const auto written = text.substr(word.begin, word.end - word.begin);
  const auto lower = lower_ascii(written);
  if (std::find(kNoNames.begin(), kNoNames.end(), lower) != kNoNames.end()) return {};
  const auto usual = usual_spelling(lower);
  auto sound = sound_of(usual == lower ? written : usual);
  return sound.size() < kSoundMin ? std::string() : sound;
}

// Of two letters only what is a family name for certain: "Li Jianguo".
std::string short_name(std::string_view text, const Word& before, const Word& word) {
  const auto letters = [text](const Word& one) { return lower_ascii(text.substr(one.begin, one.end - one.begin)); };
  const bool capitals = before.name && word.name && word.end - word.begin <= kWordBytesMax;
  return capitals && short_family_name(letters(before), letters(word)) ? letters(before) : std::string();
}

// "al-" before a family name belongs to it.
bool is_article(std::string_view text, const Word& word) {
  const auto lower = lower_ascii(text.substr(word.begin, word.end - word.begin));
  return (lower == "al" || lower == "el") && text.substr(word.end).starts_with('-');
}

void add_script_names(std::string_view text, std::set<std::string>& out) {
  for (const auto& one : script_names(text)) {
    if (out.size() >= kNamesMax) return;
    if (one.first.size() >= 2 && one.second.size() >= kSoundMin) out.insert(sound_of(one.first) + " " + sound_of(one.second));
  }
}

}  // namespace

std::string sound_of(std::string_view word) {
  std::string latin;
  for (std::size_t at = 0; at < word.size();) {
    const auto c = character_at(word, at);
    const auto letters = c.broken ? std::nullopt : latin_of(lower_of(c.code));
    if (!letters) return {};
    latin += *letters;
    at += c.bytes;
  }
  auto out = respelled(latin);
  while (out.size() > kSoundMin && is_vowel(out.back())) out.pop_back();
  return out;
}

std::vector<std::string> names_in(std::string_view text) {
  std::set<std::string> out;
  std::string before;
  Word last;
  for (auto word = next_word(text, 0); word.end > word.begin && out.size() < kNamesMax; word = next_word(text, word.end)) {
    const bool beside = last.end > last.begin && word.begin == last.end + 1 && (text[last.end] == ' ' || last.article);
    if (beside && !before.empty() && is_article(text, word)) {
      last.end = word.end, last.article = true;
      continue;
    }
    auto sound = sound_of_name(text, word);
    if (beside && before.empty()) before = short_name(text, last, word);
    if (beside && !before.empty() && !sound.empty()) out.insert(before + " " + sound);
    before = std::move(sound);
    last = word;
  }
  add_script_names(text, out);
  return {out.begin(), out.end()};
}

bool is_common_name(std::string_view name) {
  static const auto kParts = [] {
    std::array<std::set<std::string, std::less<>>, 3> out;
    common_names([&](NamePart part, std::string_view latin) { out[static_cast<std::size_t>(part)].insert(sound_of(latin)); });
    return out;
  }();
  const auto blank = std::min(name.find(' '), name.size());
  const auto first = name.substr(0, blank), second = name.substr(std::min(blank + 1, name.size()));
  const auto has = [](NamePart part, std::string_view half) { return kParts[static_cast<std::size_t>(part)].contains(half); };
  return (has(NamePart::arabic, first) && has(NamePart::arabic, second)) ||
         (has(NamePart::chinese_family, first) && has(NamePart::chinese_given, second));
}

}  // namespace tipstaff::casework
