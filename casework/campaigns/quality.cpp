#include "casework/campaigns/quality.h"

#include <map>

#include "tipstaff/bytes/error.h"

namespace tipstaff::campaigns {
namespace {

double pairs(double n) { return n * (n - 1) / 2; }

// Accounts in no group stand alone, each in a group of its own.
double adjusted_rand(std::span<const std::uint32_t> truth, std::span<const std::uint32_t> found) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> both;
  std::map<std::uint32_t, double> rows, columns;
  double n = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] == kNoCrew && found[i] == kNoCrew) continue;
    ++n;
    if (truth[i] != kNoCrew) ++rows[truth[i]];
    if (found[i] != kNoCrew) ++columns[found[i]];
    if (truth[i] != kNoCrew && found[i] != kNoCrew) ++both[{truth[i], found[i]}];
  }
  double index = 0, of_rows = 0, of_columns = 0;
  for (const auto& [key, count] : both) index += pairs(count);
  for (const auto& [key, count] : rows) of_rows += pairs(count);
  for (const auto& [key, count] : columns) of_columns += pairs(count);
  if (n < 2) return 1;
  const double expected = of_rows * of_columns / pairs(n), most = (of_rows + of_columns) / 2;
  return most == expected ? 1 : (index - expected) / (most - expected);
}

}  // namespace

Quality measure_quality(std::span<const std::uint32_t> truth, std::span<const std::uint32_t> found) {
  TIP_ASSERT(truth.size() == found.size());
  Quality out;
  std::uint64_t right = 0;
  std::map<std::uint32_t, std::pair<double, double>> crews;  // members, planted members
  for (std::size_t i = 0; i < truth.size(); ++i) {
    out.planted += truth[i] != kNoCrew;
    if (found[i] == kNoCrew) continue;
    ++out.found;
    right += truth[i] != kNoCrew;
    crews[found[i]].first += 1;
    crews[found[i]].second += truth[i] != kNoCrew;
  }
  if (out.found > 0) out.precision = static_cast<double>(right) / static_cast<double>(out.found);
  if (out.planted > 0) out.recall = static_cast<double>(right) / static_cast<double>(out.planted);
  out.rand_index = adjusted_rand(truth, found);
  double above = 0, below = 0;
  for (const auto& [crew, counts] : crews) {
    above += counts.second * counts.second / counts.first;
    below += counts.second;
  }
  if (out.found > 0) out.weighted_precision = below > 0 ? above / below : 0;
  return out;
}

}  // namespace tipstaff::campaigns
