#pragma once
// Tails of the Poisson distribution, and which of many p-values count.

#include <cstdint>
#include <span>

namespace tipstaff::campaigns {

// log10_poisson_tail is log10 P(X >= count) for X with mean `mean` (> 0). Exact to about
// twelve digits where count > mean; 0 (p = 1) elsewhere.
[[nodiscard]] double log10_poisson_tail(std::uint32_t count, double mean);

// benjamini_hochberg returns the largest log10 p that still counts when at most the share
// `rate` of what counts may be false, among `tests` tests of which the given ones had the
// smallest p. Out: minus infinity when none counts. Sorts its argument.
[[nodiscard]] double benjamini_hochberg(std::span<double> log10_p, double tests, double rate);

}  // namespace tipstaff::campaigns
