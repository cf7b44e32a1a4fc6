// Names of places and addresses, measured.
//   bench_places text FILE BYTES        tips in four alphabets that name towns
//   bench_places speed NAMES FILE       MB in a second of one processor; hints found
//   bench_places mmdb FILE              writes a made-up database
//   bench_places lookups FILE           addresses in a second, at random: few are known
//   bench_places known FILE             known ones, read whole: country, point and flags

#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>

#include "casework/locating/toponyms.h"
#include "desk/cases/ip_database.h"
#include "desk/testing/mmdb_writer.h"

namespace tipstaff::bench {
namespace {

constexpr int kRounds = 5;
constexpr std::size_t kNetworks = 20'000, kLookups = 500'000;

constexpr std::array<const char*, 12> kSentences = {
    "He moved the boxes from Katowice to Ostrava at night. ", "The money is kept in a flat near Plovdiv, they say. ",
    "Nobody counted the second box, and I am afraid. ", "She lives in Springfield and drives to Mobile every week. ",
    "Они встречаются каждый вторник на старой квартире в Харькове. ", "Бюллетени подменили ночью в школе, деньги привезли из Омска. ",
    "Widziałem furgonetkę w Rzeszowie, za szkołą. ", "Pieniądze przywiózł człowiek z ministerstwa. ",
    "他住在广州，每个月去深圳。", "رأينا الشاحنة في القاهرة خلف المدرسة ليلا. ", "Das Geld kommt aus Zürich, die Wagen aus Essen. ",
    "The list of names was printed twice in the same kitchen. "};

std::uint64_t draw(std::uint64_t& state) { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; }

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double seconds_since(std::clock_t begin) { return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC; }

int text(const std::string& path, std::size_t bytes) {
  std::uint64_t state = 7;
  std::string out;
  while (out.size() < bytes) out += kSentences[draw(state) % kSentences.size()];
  std::ofstream(path, std::ios::binary) << out;
  return 0;
}

int speed(const std::string& names, const std::string& path) {
  const auto file = read(names);
  auto gazetteer = casework::Gazetteer::parse_untrusted(as_bytes(file));
  if (!gazetteer) return std::fputs("bench_places: no gazetteer; source/places/build makes it\n", stderr), 1;
  const casework::Toponyms toponyms(std::move(*gazetteer));
  const auto tips = read(path);
  double best = 0;
  std::size_t found = 0;
  for (int i = 0; i < kRounds; ++i) {
    const auto begin = std::clock();
    const auto result = toponyms.find(tips);
    if (result->cut) return std::fputs("bench_places: the text names too many places to be read whole\n", stderr), 1;
    found = result->hints.size();
    best = std::max(best, static_cast<double>(tips.size()) / 1e6 / seconds_since(begin));
  }
  std::printf("%.2f %zu\n", best, found);
  return 0;
}

int write_mmdb(const std::string& path) {
  desk::MmdbWriter out;
  std::uint64_t state = 3;
  using namespace desk::mmdb;
  for (std::size_t i = 0; i < kNetworks; ++i) {
    const std::array<std::uint8_t, 4> address = {static_cast<std::uint8_t>(11 + draw(state) % 200), static_cast<std::uint8_t>(draw(state)),
                                                 static_cast<std::uint8_t>(draw(state)), 0};
    out.add_ipv4(address, 24, map({{"country", map({{"iso_code", desk::mmdb::text("PL")}})},
                                   {"location", map({{"latitude", real(52.25)}, {"longitude", real(21)}, {"accuracy_radius", number(5, 20, 1)}})}}));
  }
  const auto bytes = out.file();
  std::ofstream(path, std::ios::binary) << as_text(bytes);
  return 0;
}

// lookups asks for addresses at random, of which few are known, or only for known ones.
int lookups(const std::string& path, bool known) {
  const auto database = desk::IpDatabase::open(path);
  if (!database) return std::fputs("bench_places: no database\n", stderr), 1;
  std::uint64_t state = known ? 3 : 5;
  std::vector<std::string> addresses;
  for (std::size_t i = 0; i < kLookups; ++i) {
    if (known && i % kNetworks == 0) state = 3;
    auto one = std::to_string(11 + draw(state) % 200);
    for (int k = 0; k < 2; ++k) one += "." + std::to_string(draw(state) % 256);
    addresses.push_back(one + ".9");
  }
  const auto begin = std::clock();
  std::size_t found = 0;
  for (const auto& one : addresses) found += database->look_up(one) ? 1 : 0;
  std::printf("%.0f %zu\n", static_cast<double>(kLookups) / seconds_since(begin), found);
  return 0;
}

}  // namespace
}  // namespace tipstaff::bench

int main(int argc, char** argv) {
  using namespace tipstaff::bench;
  const auto is = [&](const char* name, int count) { return argc == count && std::strcmp(argv[1], name) == 0; };
  if (is("text", 4)) return text(argv[2], std::strtoul(argv[3], nullptr, 10));
  if (is("speed", 4)) return speed(argv[2], argv[3]);
  if (is("mmdb", 3)) return write_mmdb(argv[2]);
  if (is("lookups", 3)) return lookups(argv[2], false);
  if (is("known", 3)) return lookups(argv[2], true);
  return std::fputs("usage: bench_places text|speed|mmdb|lookups ...\n", stderr), 2;
}
