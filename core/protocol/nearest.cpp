#include "tipstaff/protocol/nearest.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace tipstaff::protocol {
namespace {

// IUGG mean radius: (2a + b) / 3 of WGS 84.
constexpr double kEarthRadiusMetres = 6'371'008.8;
constexpr std::int64_t kRightAngle = 9'000'000;  // in units of 1e-5 degree
// Enough for full double precision up to pi / 2: the next term is below 1e-19.
constexpr int kSineTerms = 13;
// Enough up to 1 / 2, where terms fall by more than a factor of four.
constexpr int kArcSineTerms = 26;

// sine_of_half is sin(units / 2), 0 <= units <= 2 right angles. Only + - * /, which
// IEEE 754 defines to the last bit: std::sin may differ between two libraries.
double sine_of_half(std::int64_t units) {
  const double x = static_cast<double>(units) * (std::numbers::pi / 36'000'000.0);
  double term = x;
  double sum = x;
  for (int i = 1; i < kSineTerms; ++i) {
    term *= -x * x / ((2.0 * i) * (2.0 * i + 1.0));
    sum += term;
  }
  return sum;
}

double cosine(std::int64_t lat) { return sine_of_half(2 * (kRightAngle - std::abs(lat))); }

// small_arc_sine is asin(x) for 0 <= x <= 1/2, by its power series.
double small_arc_sine(double x) {
  double term = x;
  double sum = x;
  for (int i = 1; i < kArcSineTerms; ++i) {
    term *= x * x * (2.0 * i - 1.0) / (2.0 * i);
    sum += term / (2.0 * i + 1.0);
  }
  return sum;
}

// arc_sine_of_root is asin(sqrt(h)); std::sqrt is exact by IEEE 754.
double arc_sine_of_root(double h) {
  if (h <= 0.25) return small_arc_sine(std::sqrt(h));
  const double root = std::sqrt(std::min(h, 1.0));
  return std::numbers::pi / 2 - 2 * small_arc_sine(std::sqrt((1 - root) / 2));
}

std::int64_t lat_of(Place place) {
  return std::clamp<std::int64_t>(place.lat, -kRightAngle, kRightAngle);
}
std::int64_t lon_of(Place place) {
  return std::clamp<std::int64_t>(place.lon, -2 * kRightAngle, 2 * kRightAngle);
}

}  // namespace

std::optional<Place> place_of(std::int32_t lat, std::int32_t lon) {
  if (lat == 0 && lon == 0) return std::nullopt;
  return Place{lat, lon};
}

PlacedPost placed(const wire::PostRecord& post) { return {post.id, place_of(post.lat, post.lon)}; }

std::uint32_t metres_between(Place a, Place b) {
  // The haversine: h = sin²(Δlat/2) + cos lat · cos lat' · sin²(Δlon/2).
  const auto lat_apart = std::abs(lat_of(a) - lat_of(b));
  auto lon_apart = std::abs(lon_of(a) - lon_of(b));
  if (lon_apart > 2 * kRightAngle) lon_apart = 4 * kRightAngle - lon_apart;  // over the date line
  const double s = sine_of_half(lat_apart);
  const double t = sine_of_half(lon_apart);
  const double h = s * s + cosine(lat_of(a)) * cosine(lat_of(b)) * t * t;
  return static_cast<std::uint32_t>(2 * kEarthRadiusMetres * arc_sine_of_root(h) + 0.5);
}

std::vector<Distance> by_distance(Place from, std::span<const PlacedPost> posts) {
  std::vector<Distance> out;
  out.reserve(posts.size());
  for (const auto& post : posts) {
    Distance distance{post.id, std::nullopt};
    if (post.place) distance.metres = metres_between(from, *post.place);
    out.push_back(distance);
  }
  std::ranges::sort(out, {}, [](const Distance& one) {
    return std::tuple(!one.metres, one.metres.value_or(0), one.id);
  });
  return out;
}

}  // namespace tipstaff::protocol
