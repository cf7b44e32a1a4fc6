#include "casework/peeled/picture_hash.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <vector>

namespace tipstaff::casework {
namespace {

constexpr std::size_t kSide = 32;   // fields across and down
constexpr std::size_t kWaves = 8;   // coefficients 1 to 8 each way: shape, not brightness and not grain
constexpr double kFlat = 0.5;       // shades of 255 that the fields differ by, as a mean

using Fields = std::array<double, kSide * kSide>;
using Coefficients = std::array<double, kWaves * kWaves>;

// bounds_of is where each field begins; a picture smaller than the fields repeats pixels.
std::array<std::size_t, kSide + 1> bounds_of(std::size_t size) {
  std::array<std::size_t, kSide + 1> out{};
  for (std::size_t i = 0; i <= kSide; ++i) out[i] = i * size / kSide;
  return out;
}

double grey(const std::uint8_t* rgb) { return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]; }

// fields_of is the mean grey of each field.
Fields fields_of(const Pixels& pixels) {
  const auto across = bounds_of(pixels.width), down = bounds_of(pixels.height);
  Fields out{};
  for (std::size_t row = 0; row < kSide; ++row)
    for (std::size_t column = 0; column < kSide; ++column) {
      const auto bottom = std::max(down[row + 1], down[row] + 1), right = std::max(across[column + 1], across[column] + 1);
      double sum = 0;
      for (auto y = down[row]; y < bottom; ++y)
        for (auto x = across[column]; x < right; ++x) sum += grey(pixels.rgb + y * pixels.stride + x * 3);
      out[row * kSide + column] = sum / static_cast<double>((bottom - down[row]) * (right - across[column]));
    }
  return out;
}

bool is_flat(const Fields& fields) {
  double mean = 0, apart = 0;
  for (const auto one : fields) mean += one / static_cast<double>(fields.size());
  for (const auto one : fields) apart += std::abs(one - mean) / static_cast<double>(fields.size());
  return apart < kFlat;
}

// wave is cos((2 x + 1) u pi / 64) for u of 1 to 8, as rows.
const std::array<double, kWaves * kSide>& waves() {
  static const auto kTable = [] {
    std::array<double, kWaves * kSide> out{};
    for (std::size_t u = 0; u < kWaves; ++u)
      for (std::size_t x = 0; x < kSide; ++x)
        out[u * kSide + x] = std::cos(static_cast<double>((2 * x + 1) * (u + 1)) * std::numbers::pi / (2.0 * kSide));
    return out;
  }();
  return kTable;
}

Coefficients transform(const Fields& fields) {
  std::array<double, kSide * kWaves> rows{};
  for (std::size_t y = 0; y < kSide; ++y)
    for (std::size_t u = 0; u < kWaves; ++u)
      for (std::size_t x = 0; x < kSide; ++x) rows[y * kWaves + u] += fields[y * kSide + x] * waves()[u * kSide + x];
  Coefficients out{};
  for (std::size_t v = 0; v < kWaves; ++v)
    for (std::size_t u = 0; u < kWaves; ++u)
      for (std::size_t y = 0; y < kSide; ++y) out[v * kWaves + u] += rows[y * kWaves + u] * waves()[v * kSide + y];
  return out;
}

double median_of(Coefficients values) {
  std::ranges::sort(values);
  return (values[values.size() / 2 - 1] + values[values.size() / 2]) / 2;
}

}  // namespace

std::optional<std::uint64_t> picture_hash(const Pixels& pixels) {
  if (pixels.width == 0 || pixels.height == 0) return std::nullopt;
  const auto fields = fields_of(pixels);
  if (is_flat(fields)) return std::nullopt;
  const auto found = transform(fields);
  const auto middle = median_of(found);
  std::uint64_t out = 0;
  for (const auto one : found) out = out << 1 | (one > middle ? 1U : 0U);
  return out;
}

std::string picture_hash_text(std::uint64_t hash) {
  std::string out(16, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, hash >>= 4) *digit = "0123456789abcdef"[hash & 0xf];
  return out;
}

std::optional<std::uint64_t> parse_picture_hash(std::string_view text) {
  std::uint64_t out = 0;
  if (text.size() != 16) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

}  // namespace tipstaff::casework
