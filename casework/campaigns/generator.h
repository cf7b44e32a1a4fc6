#pragma once
// Generator: posts with planted crews, from a seed, to measure detectors with.

#include <cmath>
#include <functional>
#include <string>

#include "casework/campaigns/shares.h"

namespace tipstaff::campaigns {

// Random is SplitMix64: the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // In (0, 1).
  double unit() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1p-53; }
  std::uint64_t below(std::uint64_t bound) { return static_cast<std::uint64_t>(unit() * static_cast<double>(bound)); }
  double normal();

 private:
  std::uint64_t state_;
};

// The organic part: `organic` shares by organic / 4 accounts of organic / 10 objects whose
// popularity is Zipf's with exponent 0.9; each object is born at some second of thirty
// days and shared after log-normal delays (9, 2) in seconds. Each crew of `crew_size`
// shares `crew_objects` objects of its own within `spread_ms`, each member with the chance
// `participation`; five organic accounts take up each of these objects later.
struct GeneratorOptions {
  std::uint64_t seed = 1;
  std::uint64_t organic = 200'000;
  std::uint32_t crews = 50;
  std::uint32_t crew_size = 20;
  std::uint32_t crew_objects = 40;
  double participation = 0.7;
  std::int64_t spread_ms = 30'000;   // jitter: up to two hours
  double camouflage = 0;             // part of a crew account's shares that is organic
  bool dilute = false;               // a crew's objects alternate over link, repost, hashtags, text
  bool borrowed = false;             // crews push popular organic objects instead of their own
  bool share_button = false;         // hard negative: readers of 20 outlets, minutes after each article
  bool breaking_news = false;        // hard negative: 30 stories, thousands of accounts within minutes
};

// GeneratedShare is good until the sink returns.
struct GeneratedShare {
  Trace trace;
  std::string_view object;
  std::string_view account;
  std::uint32_t crew;  // of the account; kNoCrew (see quality.h)
  std::int64_t time_ms;
};
using GeneratedSink = std::function<void(const GeneratedShare&)>;

// generate_each makes one share after the other; only the objects' births are in memory.
void generate_each(const GeneratorOptions& options, const GeneratedSink& sink);

struct Generated {
  Shares shares;
  std::vector<std::uint32_t> crew;  // by account
};
[[nodiscard]] Generated generate(const GeneratorOptions& options);

// write_generated_row appends share `number` as a row of CSV that the reader understands:
// content_id,account_id,timestamp,url,repost_of,hashtags,text.
void write_generated_row(std::uint64_t number, const GeneratedShare& share, std::string& out);
inline constexpr std::string_view kGeneratedHeader = "content_id,account_id,timestamp,url,repost_of,hashtags,text\n";

}  // namespace tipstaff::campaigns
