#include "casework/layout/quadtree.h"

#include <algorithm>
#include <cmath>

namespace tipstaff::casework {

Quadtree::Quadtree(std::span<const Point> points, std::span<const float> masses) {
  float low_x = 0, low_y = 0, high_x = 0, high_y = 0;
  for (const auto& at : points) {
    low_x = std::min(low_x, at.x), high_x = std::max(high_x, at.x);
    low_y = std::min(low_y, at.y), high_y = std::max(high_y, at.y);
  }
  Square root;
  root.middle_x = (low_x + high_x) / 2;
  root.middle_y = (low_y + high_y) / 2;
  root.half = std::max({high_x - low_x, high_y - low_y, 1e-3f}) / 2;
  squares_.reserve(points.size() * 2);
  squares_.push_back(root);
  for (std::size_t i = 0; i < points.size(); ++i) insert(points[i], masses[i]);
}

void Quadtree::add(Square& square, Point at, float mass) {
  const auto sum = square.mass + mass;
  square.x += (at.x - square.x) * mass / sum;
  square.y += (at.y - square.y) * mass / sum;
  square.mass = sum;
}

std::uint32_t Quadtree::part_of(std::uint32_t square, Point at) {
  const auto& here = squares_[square];
  const bool right = at.x >= here.middle_x, down = at.y >= here.middle_y;
  const auto which = static_cast<std::size_t>(right) + 2 * static_cast<std::size_t>(down);
  if (here.parts[which] != kNone) return here.parts[which];
  Square part;
  part.half = here.half / 2;
  part.middle_x = here.middle_x + (right ? part.half : -part.half);
  part.middle_y = here.middle_y + (down ? part.half : -part.half);
  const auto made = static_cast<std::uint32_t>(squares_.size());
  squares_[square].parts[which] = made;
  squares_.push_back(part);
  return made;
}

// insert goes down to a square of its own; who lives there moves one further down.
void Quadtree::insert(Point at, float mass) {
  std::uint32_t square = 0;
  for (int depth = 0; depth < kDepthMax; ++depth) {
    const auto tenant = squares_[square];
    add(squares_[square], at, mass);
    if (tenant.leaf && tenant.mass == 0) return;
    if (tenant.leaf) {
      squares_[square].leaf = false;
      add(squares_[part_of(square, {tenant.x, tenant.y})], {tenant.x, tenant.y}, tenant.mass);
    }
    square = part_of(square, at);
  }
  add(squares_[square], at, mass);
}

Point Quadtree::push(Point at, float mass) const {
  Point out;
  std::array<std::uint32_t, 4 * kDepthMax> open{};  // a way down leaves at most three beside it
  std::size_t count = 1;
  while (count > 0) {
    const auto& square = squares_[open[--count]];
    const float x = at.x - square.x, y = at.y - square.y;
    const float distance2 = x * x + y * y;
    if (square.leaf || 4 * square.half * square.half < kFar * kFar * distance2) {
      if (distance2 < 1e-9f) continue;  // itself
      const float force = mass * square.mass / distance2;
      out.x += x * force;
      out.y += y * force;
      continue;
    }
    for (const auto part : square.parts)
      if (part != kNone) open[count++] = part;
  }
  return out;
}

}  // namespace tipstaff::casework
