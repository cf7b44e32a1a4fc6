// tipstaff-plant fills a desk's vault with a made-up conspiracy, for the demo and for
// benches. It is not installed.
//   tipstaff-plant --data DIR --passphrase-file FILE [--seed N] [--tips N] [--truth FILE]

#include <CLI/CLI.hpp>
#include <cstdio>

#include "desk/cases/named.h"
#include "desk/commands/commands.h"
#include "desk/mail/file_type.h"
#include "desk/plant/plant.h"
#include "platform/file.h"
#include "platform/process.h"

namespace tipstaff::desk {
namespace {

struct Wanted : Arguments {
  planted::Options heap;
  std::string truth;
};

int plant_all(const Wanted& wanted) {
  const platform::SystemClock clock;
  Desk desk(wanted.folder(), clock);
  if (const auto failed = open_vault(desk, wanted)) return *failed;
  const auto begin = clock.steady_ms();
  const auto heap = planted::conspire(wanted.heap);
  const auto type_of = caged_file_typer(std::filesystem::read_symlink("/proc/self/exe").string());
  const auto done = desk.with([&](Vault& vault) -> Result<std::size_t> {
    TIP_TRY(const auto messages, plant(vault, heap, type_of));
    TIP_CHECK(scan_new(vault, casework::Scanner()));
    return messages;
  });
  if (!done) return explain(done.error());
  const auto truth = planted::truth_of(heap);
  if (!wanted.truth.empty()) {
    const auto wrote = platform::write_file(wanted.truth, as_bytes(truth), platform::Access::owner_only);
    if (!wrote) return explain(wrote.error());
  }
  std::fprintf(stderr, "%zu made-up tips are in the vault, in %.1f s (seed %llu).\n", *done,
               static_cast<double>(clock.steady_ms() - begin) / 1000, static_cast<unsigned long long>(wanted.heap.seed));
  return kDone;
}

int run(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == kTypeCommand) type_of_stdin();
  platform::keep_memory_private();
  Wanted wanted;
  CLI::App app("tipstaff-plant: fills a desk's vault with a made-up conspiracy; the same seed, the same tips.");
  app.add_option("--data", wanted.data, "folder of the vault")->required();
  app.add_option("--passphrase-file", wanted.passphrase.file, "file whose first line is the passphrase")->required();
  app.add_option("--seed", wanted.heap.seed)->capture_default_str();
  app.add_option("--tips", wanted.heap.tips)->capture_default_str()->check(CLI::Range(1000, 10'000'000));
  app.add_option("--truth", wanted.truth, "file to write what is true to");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrongUse;
  }
  return plant_all(wanted);
}

}  // namespace
}  // namespace tipstaff::desk

int main(int argc, char** argv) { return tipstaff::desk::run(argc, argv); }
