#pragma once
// NullModel: what chance would do, for find_surprise.

#include "casework/campaigns/surprise.h"

namespace tipstaff::campaigns {

inline constexpr std::uint8_t kNoWindow = 0xff;

// window_of is the smallest window that holds a distance, or kNoWindow.
[[nodiscard]] inline std::uint8_t window_of(std::int64_t delta_ms) {
  for (std::uint8_t i = 0; i < kWindows; ++i)
    if (delta_ms <= kWindowMs[i]) return i;
  return kNoWindow;
}

// NullModel studies all objects and accounts once. The index and the options outlive it.
class NullModel {
 public:
  // What it narrows it adds to `out`.
  NullModel(const ShareIndex& index, const SurpriseOptions& options, const Runner& runner, Surprise& out);

  // widest is the widest window that is used for an object, or kNoWindow.
  [[nodiscard]] std::uint8_t widest(std::uint32_t object) const { return objects_[object].widest; }

  // expected meetings of two accounts in a window.
  [[nodiscard]] double expected(std::uint32_t a, std::uint32_t b, std::size_t window) const;

  // sync is the chance that two accounts with so many shares of the object meet.
  [[nodiscard]] double sync(std::uint32_t object, double tries, std::size_t window) const;

  [[nodiscard]] double pairs_of_accounts() const { return pairs_of_accounts_; }
  [[nodiscard]] bool active(std::uint32_t account) const { return index_.of_account(account).size() >= options_.meetings_min; }

 private:
  struct ObjectFacts {
    std::array<float, kWindows> sync{};  // chance of two sharers within each window
    std::uint8_t widest = kNoWindow;     // the widest window in use, or none
  };
  using Rates = std::array<std::array<double, kWindows>, kTraces>;
  struct Part {
    Rates rate{};
    std::array<double, kWindows> near{};
    double all = 0;
    std::vector<Narrowed> narrowed;
  };
  void study_objects(const Runner& runner, Surprise& out);
  void study(std::uint32_t object, Part& part);
  void draw_to_all(std::uint32_t object, const std::array<double, kWindows>& near, double all);
  void count_accounts();

  const ShareIndex& index_;
  const SurpriseOptions& options_;
  std::vector<ObjectFacts> objects_;
  Rates rate_{};
  std::array<std::vector<float>, kTraces> activity_;  // by account; empty where no share has the trace
  double pairs_of_accounts_ = 1;
};

}  // namespace tipstaff::campaigns
