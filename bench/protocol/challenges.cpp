// bench_challenges FOLDER ROUNDS
// Closes ticks of a real relay, first without answers, then with 4096, and between
// them does the 2N bare multiplications on as many threads. A line for each round:
//   STATE  milliseconds of the relay's challenge set  of the bare ones  cores in use by the two

#include <sodium.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "bench/protocol/stage.h"

using namespace tipstaff;
using Clock = std::chrono::steady_clock;

namespace {

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double cpu_ms() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

// bare_share multiplies while there is something left, each time by another scalar.
void bare_share(std::atomic<int>& left) {
  constexpr int kPiece = 128;
  unsigned char scalar[32], point[32], product[32];
  crypto_core_ristretto255_random(point);
  crypto_core_ristretto255_scalar_random(scalar);
  while (left.fetch_sub(kPiece) > 0)
    for (int i = 0; i < kPiece; ++i) {
      if (crypto_scalarmult_ristretto255(product, scalar, point) != 0) std::abort();
      std::copy(product, product + 31, scalar);  // below 2^248: a scalar
    }
}

struct Cost {
  double ms = 0, cores = 0;
};

Cost bare() {
  std::atomic<int> left = 2 * int{wire::kReplySlots};
  const auto start_cpu = cpu_ms();
  const auto start = Clock::now();
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
    workers.emplace_back(bare_share, std::ref(left));
  workers.clear();
  const auto ms = ms_since(start);
  return {ms, (cpu_ms() - start_cpu) / ms};
}

// Watch takes the time between two steps of a tick.
struct Watch {
  Clock::time_point start;
  double start_cpu = 0;
  Cost cost;
  void see(std::string_view step) {
    if (step == "gathered") {
      start = Clock::now();
      start_cpu = cpu_ms();
    } else if (step == "challenges") {
      cost.ms = ms_since(start);
      cost.cores = (cpu_ms() - start_cpu) / cost.ms;
    }
  }
};

void rounds(bench::Stage& stage, const char* state, int count, std::uint64_t& tick) {
  Watch watch;
  const auto relay = stage.open([&watch](std::string_view step) { watch.see(step); });
  TIP_ASSERT(relay->ticker().close(++tick).has_value());  // warm up
  for (int i = 0; i < count; ++i) {
    const auto least = bare();
    TIP_ASSERT(relay->ticker().close(++tick).has_value());
    std::printf("%s %.2f %.2f %.2f %.2f\n", state, watch.cost.ms, least.ms, watch.cost.cores,
                least.cores);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || sodium_init() < 0) return 2;
  bench::Stage stage({.folder = argv[1]});
  auto tick = stage.open_tick() - 2000;
  rounds(stage, "empty", std::stoi(argv[2]), tick);
  stage.fill_replies(tick);
  rounds(stage, "full", std::stoi(argv[2]), tick);
}
