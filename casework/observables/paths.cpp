// Paths of files, keys of the Windows registry, names of programs that browse.

#include <algorithm>
#include <array>

#include "casework/observables/scan.h"

namespace tipstaff::casework {
namespace {

constexpr std::size_t kPathMin = 5;

bool ends_path(char c) {
  return static_cast<std::uint8_t>(c) < 0x20 || std::string_view("<>\"|?*;,").find(c) != std::string_view::npos;
}

// A blank belongs to a path only in the names that Windows itself gives.
bool blank_inside(const Scan& scan, std::size_t at) {
  constexpr std::array<std::string_view, 3> kNames = {"Program Files", "Documents and Settings", "Application Data"};
  for (const auto name : kNames)
    for (auto blank = name.find(' '); blank != std::string_view::npos; blank = name.find(' ', blank + 1))
      if (at >= blank && scan.here(at - blank, name)) return true;
  return scan.here(at, " (x86)");
}

std::size_t path_end(Scan& scan, std::size_t begin) {
  auto end = begin;
  while (end < scan.text.size() && end - begin < kPathMax && !ends_path(scan.text[end])) {
    if (scan.text[end] == ' ' && !blank_inside(scan, end)) break;
    ++end;
  }
  scan.steps += (end - begin) * 2;
  while (end > begin && std::string_view(".:)'\\").find(scan.text[end - 1]) != std::string_view::npos) --end;
  return end;
}

void add_path(Scan& scan, Type type, std::size_t begin, std::size_t end, std::string_view rule) {
  if (end < begin + kPathMin) return;
  scan.add(type, begin, end, std::string(scan.slice(begin, end)), rule);
  scan.quiet_end = std::max(scan.quiet_end, end);
}

struct Hive {
  std::string_view spelled;
  std::string_view full;
};
constexpr std::array kHives = {
    Hive{"HKEY_LOCAL_MACHINE", "HKEY_LOCAL_MACHINE"}, Hive{"HKLM", "HKEY_LOCAL_MACHINE"},
    Hive{"HKEY_CURRENT_USER", "HKEY_CURRENT_USER"},   Hive{"HKCU", "HKEY_CURRENT_USER"},
    Hive{"HKEY_CLASSES_ROOT", "HKEY_CLASSES_ROOT"},   Hive{"HKCR", "HKEY_CLASSES_ROOT"},
    Hive{"HKEY_USERS", "HKEY_USERS"},                 Hive{"HKU", "HKEY_USERS"},
    Hive{"HKEY_CURRENT_CONFIG", "HKEY_CURRENT_CONFIG"}, Hive{"HKCC", "HKEY_CURRENT_CONFIG"}};

constexpr std::array<std::string_view, 17> kRoots = {"etc", "usr", "var", "tmp", "home", "opt", "bin", "root", "dev",
                                                     "proc", "mnt", "srv", "Users", "lib", "sbin", "sys", "data"};

// agent_part reads " (comment)" or " Name/1.0" or " Mobile"; 0 when neither follows.
std::size_t agent_part(const Scan& scan, std::size_t at, std::size_t limit) {
  if (scan.at(at) != ' ') return 0;
  if (scan.at(at + 1) == '(') {
    const auto close = scan.text.substr(0, limit).find(')', at);
    return close == std::string_view::npos ? 0 : close + 1;
  }
  auto end = at + 1;
  bool version = false;
  while (end < limit && (is_word(scan.text[end]) || scan.text[end] == '/')) {
    version = version || scan.text[end] == '/';
    ++end;
  }
  if (version) return end;
  const auto name = scan.slice(at + 1, end);
  return name == "Mobile" || name == "Gecko" ? end : 0;
}

}  // namespace

void match_drive(Scan& scan, const Word& word) {
  if (is_alnum(scan.before(word.begin)) || word.begin < scan.quiet_end) return;
  add_path(scan, Type::windows_path, word.begin, path_end(scan, word.begin), "path.drive");
}

void match_registry(Scan& scan, const Word& word) {
  const auto text = scan.slice(word.begin, word.end);
  for (const auto& hive : kHives) {
    if (text != hive.spelled || word.begin < scan.quiet_end) continue;
    const auto end = path_end(scan, word.end);
    scan.add(Type::registry_key, word.begin, end, std::string(hive.full) + std::string(scan.slice(word.end, end)), "registry");
    scan.quiet_end = std::max(scan.quiet_end, end);
    return;
  }
}

void match_slash(Scan& scan, std::size_t at) {
  const char previous = scan.before(at);
  if (at < scan.quiet_end || at < scan.url_end || is_word(previous) || previous == '/' || previous == ':' || previous == '<') return;
  const auto rest = scan.text.substr(at + 1, 8);
  const auto first = rest.substr(0, rest.find('/'));
  if (first.size() == rest.size() || std::find(kRoots.begin(), kRoots.end(), first) == kRoots.end()) return;
  const auto end = path_end(scan, at);
  if (end > at + first.size() + 2) add_path(scan, Type::unix_path, at, end, "path.root");
}

void match_backslash(Scan& scan, std::size_t at) {
  const char previous = scan.before(at);
  if (at < scan.quiet_end || !scan.here(at, "\\\\") || previous == '\\' || previous == ':' || is_word(previous)) return;
  if (!is_alnum(scan.at(at + 2))) return;
  const auto end = path_end(scan, at);
  if (scan.slice(at + 2, end).find('\\') != std::string_view::npos) add_path(scan, Type::unc_path, at, end, "path.unc");
}

void match_agent(Scan& scan, const Word& word) {
  if (scan.slice(word.begin, word.end) != "Mozilla" || word.begin < scan.quiet_end) return;
  const auto limit = std::min(scan.text.size(), word.begin + kAgentMax);
  auto end = word.end + 1;
  while (end < limit && (is_digit(scan.text[end]) || scan.text[end] == '.')) ++end;
  const auto named = end;
  for (auto next = agent_part(scan, end, limit); next != 0; next = agent_part(scan, end, limit)) end = next;
  scan.steps += end - word.begin;
  if (end == named) return;
  scan.add(Type::user_agent, word.begin, end, std::string(scan.slice(word.begin, end)), "agent");
  scan.quiet_end = std::max(scan.quiet_end, end);
}

}  // namespace tipstaff::casework
