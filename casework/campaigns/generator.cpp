#include "casework/campaigns/generator.h"

#include <algorithm>
#include <numbers>

#include "casework/campaigns/number_text.h"
#include "casework/campaigns/quality.h"
#include "tipstaff/bytes/error.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::int64_t kBeginMs = 1'628'985'600'000;  // 15 August 2021
constexpr std::int64_t kSpanMs = 30LL * 86'400'000;
constexpr double kZipf = 0.9;
constexpr double kDelayMean = 9, kDelaySigma = 2;
constexpr int kUptake = 5;  // organic shares of a crew's object

// Zipf draws ranks below n with weight 1 / (rank + 1)^0.9, by the inverse of the integral.
class Zipf {
 public:
  explicit Zipf(std::uint64_t n) : n_(n), whole_(area(static_cast<double>(n))) {}
  std::uint64_t draw(Random& random) const {
    const double at = std::pow(random.unit() * whole_ * (1 - kZipf) + 1, 1 / (1 - kZipf)) - 1;
    return std::min(n_ - 1, static_cast<std::uint64_t>(at));
  }

 private:
  static double area(double n) { return (std::pow(n + 1, 1 - kZipf) - 1) / (1 - kZipf); }
  std::uint64_t n_;
  double whole_;
};

class Factory {
 public:
  Factory(const GeneratorOptions& options, const GeneratedSink& sink)
      : options_(options), sink_(sink), random_(options.seed), organic_accounts_(std::max<std::uint64_t>(1, options.organic / 4)),
        objects_(std::max<std::uint64_t>(1, options.organic / 10)), zipf_(objects_) {
    born_.reserve(objects_);
    for (std::uint64_t i = 0; i < objects_; ++i) born_.push_back(moment());
  }

  void organic() {
    for (std::uint64_t i = 0; i < options_.organic; ++i) organic_share(organic_account());
  }

  void crew(std::uint32_t number) {
    std::vector<std::string> members;
    for (std::uint32_t i = 0; i < options_.crew_size; ++i) members.push_back("c" + std::to_string(number) + "_" + std::to_string(i));
    crew_ = number;
    std::vector<std::uint32_t> shares(members.size(), 0);
    for (std::uint32_t object = 0; object < options_.crew_objects; ++object) push(number, object, members, shares);
    for (std::size_t i = 0; i < members.size() && options_.camouflage > 0; ++i) {
      const double extra = shares[i] * options_.camouflage / (1 - options_.camouflage);
      for (double n = 0; n + 0.5 < extra; ++n) organic_share(members[i]);
    }
    crew_ = kNoCrew;
  }

  // Readers of an outlet press its button within minutes of an article.
  void share_buttons() {
    constexpr std::uint32_t kOutlets = 20, kArticles = 100, kReaders = 100;
    constexpr double kPressed = 0.1, kDelayMs = 600'000;
    for (std::uint32_t outlet = 0; outlet < kOutlets; ++outlet)
      for (std::uint32_t article = 0; article < kArticles; ++article) {
        const auto born = moment();
        const auto name = "outlet" + std::to_string(outlet) + ".example/" + std::to_string(article);
        for (std::uint32_t reader = 0; reader < kReaders; ++reader)
          if (random_.unit() < kPressed)
            share(Trace::link, name, "r" + std::to_string(outlet) + "_" + std::to_string(reader), born + exponential(kDelayMs));
      }
  }

  void breaking_news() {
    constexpr std::uint32_t kStories = 30, kSharers = 1'500, kPool = 5'000;
    constexpr double kDelayMs = 180'000;
    for (std::uint32_t story = 0; story < kStories; ++story) {
      const auto born = moment();
      for (std::uint32_t i = 0; i < kSharers; ++i)
        share(Trace::link, "news.example/" + std::to_string(story), "n" + std::to_string(random_.below(kPool)), born + exponential(kDelayMs));
    }
  }

 private:
  std::int64_t moment() { return kBeginMs + static_cast<std::int64_t>(random_.unit() * static_cast<double>(kSpanMs)); }
  std::int64_t exponential(double mean_ms) { return static_cast<std::int64_t>(-mean_ms * std::log(random_.unit())); }
  std::int64_t organic_delay() {
    // Cut at thirty days: the tail of this distribution is longer than the world.
    return static_cast<std::int64_t>(std::min(2.592e9, 1000 * std::exp(kDelayMean + kDelaySigma * random_.normal())));
  }
  std::string organic_account() { return "o" + std::to_string(random_.below(organic_accounts_)); }
  void organic_share(const std::string& who) {
    const auto object = zipf_.draw(random_);
    share(Trace::link, "example.org/" + std::to_string(object), who, born_[object] + organic_delay());
  }
  void share(Trace trace, const std::string& object, const std::string& who, std::int64_t time) {
    const bool in_crew = who.starts_with('c');
    sink_({trace, object, who, in_crew ? crew_ : kNoCrew, time});
  }
  void push(std::uint32_t crew, std::uint32_t object, const std::vector<std::string>& members, std::vector<std::uint32_t>& shares) {
    constexpr std::array kDiluted = {Trace::link, Trace::repost, Trace::tag_sequence, Trace::near_text};
    const auto trace = options_.dilute ? kDiluted[object % kDiluted.size()] : Trace::link;
    auto name = "push" + std::to_string(crew) + ".example/" + std::to_string(object);
    auto born = moment();
    if (options_.borrowed) {
      const auto popular = zipf_.draw(random_);
      name = "example.org/" + std::to_string(popular);
      born = born_[popular] + organic_delay();
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (random_.unit() >= options_.participation) continue;
      ++shares[i];
      share(trace, name, members[i], born + static_cast<std::int64_t>(random_.unit() * static_cast<double>(options_.spread_ms)));
    }
    for (int i = 0; i < kUptake; ++i) share(trace, name, organic_account(), born + organic_delay());
  }

  const GeneratorOptions& options_;
  const GeneratedSink& sink_;
  std::uint32_t crew_ = kNoCrew;  // whose shares are being made
  Random random_;
  std::uint64_t organic_accounts_, objects_;
  Zipf zipf_;
  std::vector<std::int64_t> born_;
};

}  // namespace

double Random::normal() { return std::sqrt(-2 * std::log(unit())) * std::cos(2 * std::numbers::pi * unit()); }

void generate_each(const GeneratorOptions& options, const GeneratedSink& sink) {
  Factory factory(options, sink);
  factory.organic();
  for (std::uint32_t i = 0; i < options.crews; ++i) factory.crew(i);
  if (options.share_button) factory.share_buttons();
  if (options.breaking_news) factory.breaking_news();
}

Generated generate(const GeneratorOptions& options) {
  Generated out;
  generate_each(options, [&](const GeneratedShare& share) {
    const auto content = out.shares.contents.intern("p" + std::to_string(out.shares.rows())).id;
    const auto account = out.shares.accounts.intern(share.account);
    if (account.is_new) out.crew.push_back(share.crew);
    TIP_ASSERT(out.shares.add(share.trace, share.object, account.id, content, share.time_ms));
  });
  return out;
}

void write_generated_row(std::uint64_t number, const GeneratedShare& share, std::string& out) {
  (out += 'p') += std::to_string(number);
  (out += ',') += share.account;
  (((out += ',') += std::to_string(share.time_ms / 1000)) += '.') += padded(share.time_ms % 1000, 3);
  (out += ',') += share.trace == Trace::link ? share.object : "";
  (out += ',') += share.trace == Trace::repost ? share.object : "";
  const std::string name(share.object);
  out += ',';
  if (share.trace == Trace::tag_sequence) out += name + "a " + name + "b " + name + "c";
  out += ',';
  if (share.trace == Trace::near_text) out += "everybody should know " + hex16(mix64(name, 1)) + " " + hex16(mix64(name, 2)) + " " + hex16(mix64(name, 3)) + " means";
  out += '\n';
}

}  // namespace tipstaff::campaigns
