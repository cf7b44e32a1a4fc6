#include "casework/campaigns/poisson.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace tipstaff::campaigns {
namespace {

// ln(n!), by Stirling's series where the sum would be long.
double log_factorial(std::uint32_t n) {
  if (n < 32) {
    double sum = 0;
    for (std::uint32_t i = 2; i <= n; ++i) sum += std::log(static_cast<double>(i));
    return sum;
  }
  const double x = n;
  return x * std::log(x) - x + 0.5 * std::log(2 * std::numbers::pi * x) + 1 / (12 * x) - 1 / (360 * x * x * x);
}

}  // namespace

double log10_poisson_tail(std::uint32_t count, double mean) {
  const double k = count;
  if (count == 0 || k <= mean) return 0;
  double sum = 1, term = 1;
  for (double i = k + 1; term > sum * 1e-13; i += 1) {
    term *= mean / i;
    sum += term;
  }
  const double log_p = -mean + k * std::log(mean) - log_factorial(count) + std::log(sum);
  return std::min(0.0, log_p / std::numbers::ln10);
}

double benjamini_hochberg(std::span<double> log10_p, double tests, double rate) {
  std::ranges::sort(log10_p);
  for (std::size_t i = log10_p.size(); i > 0; --i)
    if (log10_p[i - 1] <= std::log10(rate * static_cast<double>(i) / tests)) return log10_p[i - 1];
  return -std::numeric_limits<double>::infinity();
}

}  // namespace tipstaff::campaigns
