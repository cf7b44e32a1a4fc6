// Writes tables.cpp from the Public Suffix List and the Unicode Character Database.
//   make_tables public_suffix_list.dat UnicodeData.txt tables.cpp

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "casework/observables/punycode.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

constexpr char32_t kCodeEnd = 0x110000;
constexpr std::size_t kPageCodes = 256;
enum Kind : std::uint8_t { letter, separator, fold, strip };

struct Record {
  std::string name, category, decomposition, digit, lower;
};
using Database = std::map<char32_t, Record>;

std::vector<std::string> split(const std::string& line, char at) {
  std::vector<std::string> out;
  std::istringstream in(line);
  for (std::string one; std::getline(in, one, at);) out.push_back(one);
  return out;
}

char32_t code(const std::string& hex) { return static_cast<char32_t>(std::stoul(hex, nullptr, 16)); }

// Ranges stand in the file as two lines, "<..., First>" and "<..., Last>".
Database read_database(const std::string& path) {
  Database out;
  std::ifstream in(path);
  char32_t first = 0;
  for (std::string line; std::getline(in, line);) {
    auto fields = split(line + ";", ';');
    if (fields.size() < 14) continue;
    Record record{fields[1], fields[2], fields[5], fields[6], fields[13]};
    const auto c = code(fields[0]);
    if (record.name.ends_with(", First>")) first = c;
    if (record.name.ends_with(", Last>"))
      for (auto one = first; one < c; ++one) out[one] = record;
    out[c] = record;
  }
  return out;
}

// ascii_form decomposes until nothing is left to decompose; nothing when the
// result is not ASCII. Superscripts are footnotes, not digits.
std::optional<std::string> ascii_form(const Database& database, char32_t c, int depth = 0) {
  if (c < 0x80) return std::string(1, static_cast<char>(c));
  if (c == 0x3002) return ".";
  const auto found = database.find(c);
  if (found == database.end() || depth > 8) return std::nullopt;
  const auto& record = found->second;
  if (record.category == "Nd" && !record.digit.empty()) return record.digit;
  if (!record.decomposition.starts_with('<') || record.decomposition.starts_with("<super>")) return std::nullopt;
  std::string out;
  auto parts = split(record.decomposition, ' ');
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto part = ascii_form(database, code(parts[i]), depth + 1);
    if (!part) return std::nullopt;
    out += *part;
  }
  return out;
}

bool is_invisible(char32_t c, const Record& record) {
  return record.category == "Cf" || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
         c == 0x034F || (c >= 0x180B && c <= 0x180F) || c == 0x115F || c == 0x1160 || c == 0x3164;
}

Kind kind_of(const Database& database, char32_t c) {
  const auto found = database.find(c);
  if (found == database.end()) return separator;
  if (is_invisible(c, found->second)) return strip;
  if (ascii_form(database, c)) return fold;
  const char group = found->second.category[0];
  return group == 'L' || group == 'M' || group == 'N' ? letter : separator;
}

void write_kinds(const Database& database, std::FILE* out) {
  std::vector<std::vector<Kind>> pages;
  std::string index;
  for (char32_t page = 0; page < kCodeEnd; page += kPageCodes) {
    std::vector<Kind> kinds;
    for (char32_t c = page; c < page + kPageCodes; ++c) kinds.push_back(kind_of(database, c));
    auto at = std::find(pages.begin(), pages.end(), kinds);
    if (at == pages.end()) at = pages.insert(pages.end(), kinds);
    index += std::to_string(at - pages.begin()) + ",";
  }
  if (pages.size() > 256) throw std::string("more than 256 pages of characters");
  std::fprintf(out, "const std::array<std::uint8_t, kCodeEnd / kPageCodes> kKindPages = {{%s}};\n", index.c_str());
  std::fprintf(out, "namespace {\nconstexpr std::uint8_t kKindBytes[] = {");
  for (const auto& page : pages)
    for (const auto kind : page) std::fprintf(out, "%d,", kind);
  std::fprintf(out, "};\nconstexpr auto kKindValues = [] {\n  std::array<CharKind, sizeof kKindBytes> out{};\n"
               "  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<CharKind>(kKindBytes[i]);\n"
               "  return out;\n}();\n}  // namespace\nconst std::span<const CharKind> kKinds = kKindValues;\n");
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return out + "\"";
}

void write_folds(const Database& database, std::FILE* out) {
  std::fprintf(out, "namespace {\nconstexpr FoldEntry kFoldValues[] = {\n");
  for (const auto& [c, record] : database)
    if (c >= 0x80 && kind_of(database, c) == fold)
      std::fprintf(out, "{0x%X,%s},\n", static_cast<unsigned>(c), quoted(*ascii_form(database, c)).c_str());
  std::fprintf(out, "};\nconstexpr CasePair kCaseValues[] = {\n");
  for (const auto& [c, record] : database)
    if (!record.lower.empty())
      std::fprintf(out, "{0x%X,0x%s},\n", static_cast<unsigned>(c), record.lower.c_str());
  std::fprintf(out, "};\n}  // namespace\nconst std::span<const FoldEntry> kFolds = kFoldValues;\n"
               "const std::span<const CasePair> kCasePairs = kCaseValues;\n");
}

// Only pairs of a letter and a mark: what a keyboard or a copy may have taken apart.
void write_pairs(const Database& database, std::FILE* out) {
  std::map<std::pair<char32_t, char32_t>, char32_t> pairs;
  for (const auto& [c, record] : database) {
    if (record.decomposition.empty() || record.decomposition.starts_with('<')) continue;
    const auto parts = split(record.decomposition, ' ');
    if (parts.size() == 2 && database.at(code(parts[0])).category[0] == 'L')
      pairs[{code(parts[0]), code(parts[1])}] = c;
  }
  std::fprintf(out, "namespace {\nconstexpr ComposePair kComposeValues[] = {\n");
  for (const auto& [pair, whole] : pairs)
    std::fprintf(out, "{0x%X,0x%X,0x%X},\n", static_cast<unsigned>(pair.first),
                 static_cast<unsigned>(pair.second), static_cast<unsigned>(whole));
  std::fprintf(out, "};\n}  // namespace\nconst std::span<const ComposePair> kComposePairs = kComposeValues;\n");
}

std::string ascii_rule(const std::string& rule) {
  std::string out;
  for (const auto& label : split(rule, '.')) {
    const auto ascii = label_to_ascii(label);
    if (!ascii) throw std::string("a rule of the Public Suffix List is not a host name");
    out += (out.empty() ? "" : ".") + *ascii;
  }
  return out;
}

void write_suffixes(const std::string& path, std::FILE* out) {
  std::ifstream in(path);
  bool is_private = false;
  std::size_t count = 0;
  std::fprintf(out, "const std::string_view kSuffixRules =\n");
  for (std::string line; std::getline(in, line);) {
    if (line.find("===BEGIN PRIVATE DOMAINS===") != std::string::npos) is_private = true;
    const auto rule = line.substr(0, line.find_first_of(" \t\r"));
    if (rule.empty() || line.starts_with("//")) continue;
    std::fprintf(out, "\"%s%s\\n\"\n", is_private ? " " : "", ascii_rule(rule).c_str());
    ++count;
  }
  std::fprintf(out, ";\n");
  if (count < 5000) throw std::string("the Public Suffix List is missing or cut short");
}

int make(char** argv) {
  const auto database = read_database(argv[2]);
  if (database.size() < 30000) throw std::string("the Unicode database is missing or cut short");
  std::FILE* out = std::fopen(argv[3], "w");
  if (out == nullptr) throw std::string("the table cannot be written");
  std::fprintf(out, "// Made by make_tables; do not edit.\n#include \"casework/observables/tables.h\"\n"
               "namespace tipstaff::casework {\n");
  write_kinds(database, out);
  write_folds(database, out);
  write_pairs(database, out);
  write_suffixes(argv[1], out);
  std::fprintf(out, "}  // namespace tipstaff::casework\n");
  return std::fclose(out);
}

}  // namespace
}  // namespace tipstaff::casework

int main(int argc, char** argv) {
  if (argc != 4) return std::fputs("usage: make_tables SUFFIXES UNICODE OUT\n", stderr), 2;
  try {
    return tipstaff::casework::make(argv);
  } catch (const std::string& what) {
    std::fprintf(stderr, "make_tables: %s\n", what.c_str());
    return 1;
  }
}
