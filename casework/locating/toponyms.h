#pragma once
// Toponyms: names of towns and countries in a text of any script.
//
//   text -> tokens -> longest names, by a hash over runs of tokens -> scores -> hints
//
// Each token starts at most kNameWordsMax look-ups: linear, whatever the text says.

#include <map>
#include <span>

#include "casework/locating/words.h"

namespace tipstaff::casework {

struct ToponymResult {
  std::vector<PlaceHint> hints;      // by where they stand; of namesakes the likeliest first
  std::uint64_t steps = 0;      // bytes and table slots that were looked at
  bool cut = false;             // more than kMentionsMax names: the rest was left out
};

// A text that names more places is a list of places.
inline constexpr std::size_t kMentionsMax = 10'000;
// Of a name with many bearers so many are shown.
inline constexpr std::size_t kNamesakesMax = 5;
// Hints with a lower score are not shown.
inline constexpr double kToponymMin = 0.4;

class Toponyms {
 public:
  explicit Toponyms(Gazetteer gazetteer);
  Toponyms(const Toponyms&) = delete;
  Toponyms& operator=(const Toponyms&) = delete;

  // find looks through `text`, any bytes. `countries` are those that other hints of the
  // same text name. Errors: too_large (over kScanBytesMax).
  [[nodiscard]] Result<ToponymResult> find(std::string_view text, std::span<const Country> countries = {}) const;

  [[nodiscard]] const Gazetteer& gazetteer() const { return gazetteer_; }

 private:
  struct Mention;
  struct Candidate;
  class Search;
  using Near = std::map<Country, int>;  // how many names of a text lie in a country

  [[nodiscard]] std::vector<Candidate> candidates_of(const Mention& mention, const Near& near) const;
  [[nodiscard]] Near countries_near(std::vector<Mention>& mentions, std::span<const Country> countries) const;
  void add_hints(std::vector<PlaceHint>& out, const Mention& mention, Near& near) const;

  Gazetteer gazetteer_;
  Tokenizer tokenizer_;
  PlaceWords words_;
};

}  // namespace tipstaff::casework
