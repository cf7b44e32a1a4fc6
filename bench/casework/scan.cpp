// The scanner, measured.
//   bench_casework write FOLDER        mix.txt, planted.txt, truth.tsv
//   bench_casework speed FILE ROUNDS   MB in a second of one processor, the best round
//   bench_casework find FILE           type, value: what is found, once each
//   bench_casework spellings FILE      how many of its lines come out right

#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <set>

#include "bench/casework/texts.h"
#include "casework/observables/scanner.h"

namespace tipstaff::bench {
namespace {

constexpr std::size_t kMixBytes = 1 << 20;
constexpr int kPlantedEach = 30;

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int write(const std::string& folder) {
  std::vector<Planted> truth;
  std::ofstream(folder + "/mix.txt") << mixed_text(1, kMixBytes);
  std::ofstream(folder + "/planted.txt") << planted_text(2, kPlantedEach, truth);
  std::ofstream out(folder + "/truth.tsv");
  for (const auto& one : truth) out << one.type << '\t' << one.value << '\n';
  return 0;
}

int speed(const std::string& path, int rounds) {
  const auto text = read(path);
  const casework::Scanner scanner;
  double best = 0;
  std::size_t found = 0;
  for (int i = 0; i < rounds; ++i) {
    // Time of the processor, so that other work on the machine does not count.
    const auto begin = std::clock();
    found = scanner.scan(text)->observables.size();
    const auto took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    best = std::max(best, static_cast<double>(text.size()) / 1e6 / took);
  }
  std::printf("%.2f %zu\n", best, found);
  return 0;
}

int find(const std::string& path) {
  std::set<std::pair<std::string, std::string>> found;
  const auto text = read(path);
  const auto result = casework::Scanner().scan(text);
  for (const auto& one : result->observables) found.insert({std::string(type_name(one.type)), one.value});
  for (const auto& [type, value] : found) std::printf("%s\t%s\n", type.c_str(), value.c_str());
  return 0;
}

int spellings(const std::string& path) {
  const casework::Scanner scanner;
  std::ifstream in(path);
  int right = 0, all = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto first = line.find('\t'), second = line.find('\t', first + 1);
    const auto result = scanner.scan(std::string_view(line).substr(first + 1, second - first - 1));
    bool found = false;
    for (const auto& one : result->observables)
      found = found || (type_name(one.type) == line.substr(0, first) && one.value == line.substr(second + 1));
    right += found ? 1 : 0;
    ++all;
  }
  std::printf("%d %d\n", right, all);
  return 0;
}

}  // namespace
}  // namespace tipstaff::bench

int main(int argc, char** argv) {
  using namespace tipstaff::bench;
  if (argc >= 3 && std::strcmp(argv[1], "write") == 0) return write(argv[2]);
  if (argc == 4 && std::strcmp(argv[1], "speed") == 0) return speed(argv[2], std::atoi(argv[3]));
  if (argc == 3 && std::strcmp(argv[1], "find") == 0) return find(argv[2]);
  if (argc == 3 && std::strcmp(argv[1], "spellings") == 0) return spellings(argv[2]);
  return std::fputs("usage: bench_casework write|speed|find|spellings ...\n", stderr), 2;
}
