// bench_make_stage FOLDER TICK_SECONDS READ_URL LODGE_URL [full]
// Makes a stage whose last tick has just closed, and FOLDER/lodging, which its lodge
// door takes. full: with 4096 answers in their slots and the bags of seven days.
// Prints the number of that tick.

#include <cstdio>

#include "bench/protocol/stage.h"

using namespace tipstaff;

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  const std::filesystem::path folder = argv[1];
  const bool full = argc > 5 && std::string_view(argv[5]) == "full";
  bench::Stage stage({.folder = folder,
                      .tick_seconds = static_cast<std::uint16_t>(std::stoul(argv[2])),
                      .read_url = argv[3],
                      .lodge_url = argv[4]});
  auto tick = stage.open_tick() - 1;
  stage.upload_keys(tick);
  if (full) stage.fill_replies(tick);
  if (full) stage.fill_shelf(tick);
  tick = stage.open_tick() - 1;  // filling takes its time
  stage.close_tick(tick);
  const auto lodging = stage.lodging(tick);
  TIP_ASSERT(platform::write_file(folder / "lodging", lodging, platform::Access::owner_only).has_value());
  std::printf("%llu\n", static_cast<unsigned long long>(tick));
}
