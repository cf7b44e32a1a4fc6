// Large heaps of tips, measured.
//   bench_heap cluster TIPS           seconds and MB to put short tips under cards
//   bench_heap suggest FOLDER TIPS    a vault by the desk's own intake; seconds to scan and to suggest
//   bench_heap search FOLDER TIPS     a vault of short tips; milliseconds of a search, p50 and p95

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "casework/duplicates/clusters.h"
#include "casework/planted/draw.h"
#include "desk/cases/cases.h"
#include "desk/cases/named.h"
#include "desk/cases/suggestions.h"
#include "desk/mail/mail.h"
#include "desk/plant/plant.h"
#include "desk/vault/search.h"

namespace tipstaff::bench {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Made-up words, the early ones used far more often, as words are.
class Words {
 public:
  explicit Words(planted::Draw& draw) : draw_(draw) {
    for (std::size_t i = 0; i < kWords; ++i) words_.push_back(draw.word(1 + i % 4) + draw.letters(2));
  }
  const std::string& one() {
    auto number = draw_.below(kWords);
    for (int i = 0; i < 3; ++i) number = number * draw_.below(kWords) / kWords;
    return words_[number];
  }
  std::string tip() {
    std::string out;
    for (auto left = 12 + draw_.below(20); left > 0; --left) out += one() + " ";
    return out;
  }
  const std::string& at(std::size_t number) const { return words_[number]; }

 private:
  static constexpr std::size_t kWords = 60'000;
  planted::Draw& draw_;
  std::vector<std::string> words_;
};

int cluster(std::size_t tips) {
  planted::Draw draw(11);
  Words words(draw);
  std::vector<std::string> texts;
  casework::Clusters clusters(4711);
  const auto begin = Clock::now();
  const auto cpu = cpu_seconds();
  std::string before = words.tip();
  for (std::size_t i = 0; i < tips; ++i) {
    const auto text = i % 5 == 0 ? before + words.one() : words.tip();  // every fifth is a copy with a word more
    before = text;
    clusters.add(i, i, casework::plain_form(text, {}));
  }
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  std::printf("cluster %zu tips: %.1f s, %.1f s cpu, peak %.0f MB, %zu cards\n", tips, seconds_since(begin), cpu_seconds() - cpu,
              static_cast<double>(used.ru_maxrss) / 1024, clusters.cards().size());
  return 0;
}

Result<desk::Vault> fresh_vault(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::filesystem::remove(folder / "bench.db");
  return desk::Vault::create(folder / "bench.db", desk::VaultKey::from(Bytes(desk::VaultKey::kBytes, 7)));
}

Result<void> suggest(const std::filesystem::path& folder, std::size_t tips) {
  TIP_TRY(auto vault, fresh_vault(folder));
  auto begin = Clock::now();
  TIP_CHECK(desk::plant(vault, planted::conspire({7, tips, 20}), [](ByteView) { return std::string(); }));
  const auto planted = seconds_since(begin);
  const casework::Scanner scanner;
  begin = Clock::now();
  TIP_CHECK(desk::scan_new(vault, scanner));
  const auto scanned = seconds_since(begin);
  begin = Clock::now();
  const auto cpu = cpu_seconds();
  TIP_TRY(const auto found, desk::suggest_links(vault, scanner));
  std::printf("suggest %zu tips: intake %.1f s, scan once %.1f s, suggestions %.2f s (%.2f s cpu), %zu found\n", tips, planted, scanned,
              seconds_since(begin), cpu_seconds() - cpu, found.size());
  return {};
}

Result<void> put_short_tip(desk::Vault& vault, std::int64_t number, const std::string& text) {
  TIP_CHECK(vault.db().prepare("INSERT INTO conversations(id, sender, name, wants_answers, apke, fetch, pke) VALUES(?, ?, 'two words', 0, x'', x'', x'')")
                .bind(number).bind(as_bytes(std::to_string(number))).run());
  TIP_CHECK(vault.db().prepare("INSERT INTO messages(id, conversation, outgoing, hash, head, body, at, tick, unread, state, parts, receipt, leaf)"
                               " VALUES(?, ?, 0, x'', x'', ?, 1, 1, 0, 1, 1, 0, 0)").bind(number).bind(number).bind(as_bytes(text)).run());
  return desk::put_search(vault, number, as_bytes(text), {});
}

Result<void> search(const std::filesystem::path& folder, std::size_t tips) {
  TIP_TRY(auto vault, fresh_vault(folder));
  planted::Draw draw(12);
  Words words(draw);
  auto begin = Clock::now();
  for (std::size_t i = 0; i < tips; i += 10'000) {
    TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
    for (std::size_t j = i; j < std::min(i + 10'000, tips); ++j) TIP_CHECK(put_short_tip(vault, static_cast<std::int64_t>(j + 1), words.tip()));
    TIP_CHECK(transaction.commit());
  }
  std::printf("search: %zu tips written in %.1f s\n", tips, seconds_since(begin));
  std::vector<double> took, cpu;
  for (std::size_t i = 0; i < 200; ++i) {
    desk::MailFilter filter;
    // Frequent words, rare ones, two together, and the first letters of one.
    filter.words = i % 4 == 0 ? words.at(i) : i % 4 == 1 ? words.at(20'000 + i * 97) : i % 4 == 2 ? words.at(i) + " " + words.at(i + 7)
                                                                                                   : words.at(i * 50).substr(0, 3);
    begin = Clock::now();
    const auto before = cpu_seconds();
    TIP_CHECK(desk::list_conversations(vault, filter));
    took.push_back(seconds_since(begin) * 1000), cpu.push_back((cpu_seconds() - before) * 1000);
  }
  std::sort(took.begin(), took.end());
  std::sort(cpu.begin(), cpu.end());
  std::printf("search %zu tips, 200 searches: p50 %.1f ms, p95 %.1f ms, worst %.1f ms (cpu %.1f, %.1f, %.1f)\n", tips, took[100], took[190],
              took.back(), cpu[100], cpu[190], cpu.back());
  return {};
}

int done(const Result<void>& result) {
  if (!result) std::fprintf(stderr, "bench_heap: %s\n", std::string(result.error().where).c_str());
  return result ? 0 : 1;
}

}  // namespace
}  // namespace tipstaff::bench

int main(int argc, char** argv) {
  using namespace tipstaff::bench;
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "cluster" && argc == 3) return cluster(std::strtoull(argv[2], nullptr, 10));
  if (what == "suggest" && argc == 4) return done(suggest(argv[2], std::strtoull(argv[3], nullptr, 10)));
  if (what == "search" && argc == 4) return done(search(argv[2], std::strtoull(argv[3], nullptr, 10)));
  std::fprintf(stderr, "bench_heap cluster TIPS | suggest FOLDER TIPS | search FOLDER TIPS\n");
  return 2;
}
