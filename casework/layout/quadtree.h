#pragma once
// Quadtree: masses on a plane, summed up in squares, for forces between far points.

#include <array>
#include <span>
#include <vector>

#include "casework/layout/layout.h"

namespace tipstaff::casework {

class Quadtree {
 public:
  Quadtree(std::span<const Point> points, std::span<const float> masses);

  // push is the force on `mass` at `at` by all points: the sum of mass * mass / distance.
  // A square that looks smaller than kFar times its distance counts as one point.
  [[nodiscard]] Point push(Point at, float mass) const;

 private:
  static constexpr float kFar = 1.2f;
  static constexpr int kDepthMax = 20;  // points closer than this tells apart share a square
  static constexpr std::uint32_t kNone = 0;

  struct Square {
    float x = 0, y = 0, mass = 0;  // centre of what is inside, once sum_up() ran
    float middle_x = 0, middle_y = 0, half = 0;
    bool leaf = true;
    std::array<std::uint32_t, 4> parts{};
  };

  void insert(Point at, float mass);
  std::uint32_t part_of(std::uint32_t square, Point at);
  static void add(Square& square, Point at, float mass);

  std::vector<Square> squares_;
};

}  // namespace tipstaff::casework
