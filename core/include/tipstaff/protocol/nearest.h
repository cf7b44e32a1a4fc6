#pragma once
// Which post is nearest: great circles on the mean sphere. Sphere and ellipsoid
// differ by less than 0.6 %, which changes no choice between posts.

#include <optional>
#include <span>

#include "tipstaff/wire/roster.h"

namespace tipstaff::protocol {

// Place is a point of the earth in 1e-5 degrees, as in a post record. A coordinate
// beyond its range counts as the end of the range.
struct Place {
  std::int32_t lat = 0;  // -9 000 000 .. 9 000 000
  std::int32_t lon = 0;  // -18 000 000 .. 18 000 000
};

// PlacedPost is what the order needs of a post; no place: it published none.
struct PlacedPost {
  std::uint16_t id = 0;
  std::optional<Place> place;
};

struct Distance {
  std::uint16_t id = 0;
  std::optional<std::uint32_t> metres;

  friend bool operator==(const Distance&, const Distance&) = default;
};

// place_of is where a post is, or nothing: 0, 0 says that it published no place
// (PROTOCOL.md 4.1).
[[nodiscard]] std::optional<Place> place_of(std::int32_t lat, std::int32_t lon);
[[nodiscard]] PlacedPost placed(const wire::PostRecord& post);

// metres_between is the same number natively and in WebAssembly: it uses no function
// whose last bit an implementation may choose.
[[nodiscard]] std::uint32_t metres_between(Place a, Place b);

// by_distance puts the nearest first, equal metres by id, posts without a place last.
[[nodiscard]] std::vector<Distance> by_distance(Place from, std::span<const PlacedPost> posts);

}  // namespace tipstaff::protocol
