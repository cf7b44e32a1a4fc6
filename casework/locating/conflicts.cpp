#include "casework/locating/conflicts.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace tipstaff::casework {
namespace {

bool counts(const PlaceHint& hint) { return hint.reliability <= kReliable && hint.point.has_value(); }

double km_between(const PlaceHint& a, const PlaceHint& b) {
  return distance_km(*a.point, *b.point) - (static_cast<double>(a.radius_m) + static_cast<double>(b.radius_m)) / 1000;
}

}  // namespace

std::vector<Conflict> conflicts_of(std::span<const SaidHint> hints) {
  std::vector<std::size_t> good;
  std::set<std::pair<std::int64_t, std::string_view>> seen;
  for (std::size_t i = 0; i < hints.size(); ++i)
    if (counts(*hints[i].hint) && seen.insert({hints[i].message, hints[i].hint->place}).second) good.push_back(i);
  std::ranges::sort(good, {}, [&](std::size_t i) { return std::pair(-hints[i].hint->score, i); });
  if (good.size() > kComparedMax) good.resize(kComparedMax);
  std::vector<Conflict> out;
  std::set<std::pair<std::string_view, std::string_view>> pairs;
  for (const auto i : good)
    for (const auto k : good) {
      const auto &a = *hints[i].hint, &b = *hints[k].hint;
      const bool journey = a.kind == HintKind::toponym && b.kind == HintKind::toponym && hints[i].message == hints[k].message;
      if (i >= k || journey) continue;
      const double km = km_between(a, b);
      if (km < kConflictKm || !pairs.insert(std::minmax(std::string_view(a.place), std::string_view(b.place))).second) continue;
      out.push_back({i, k, km});
    }
  std::ranges::sort(out, {}, [](const Conflict& one) { return std::tuple(-one.km, one.a, one.b); });
  if (out.size() > kConflictsMax) out.resize(kConflictsMax);
  return out;
}

}  // namespace tipstaff::casework
