#pragma once
// Layout: where the nodes of a graph stand on the screen, so that what is joined stands
// together. Computed here and not in the page, once, and the same for everybody.

#include <cstdint>
#include <span>
#include <vector>

namespace tipstaff::casework {

struct Point {
  float x = 0;
  float y = 0;
};

struct Edge {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

// lay_out places `nodes` nodes: nodes push each other away, edges pull (the forces of
// ForceAtlas2, far ones summed up in a quadtree), then the parts that hang together are
// set side by side, the largest first. Edges to nodes that are not there, and from a
// node to itself, are ignored. The same graph gives the same points, all finite.
// Time: O((nodes log nodes + edges) * rounds), about half a second for 10 000 and 50 000.
[[nodiscard]] std::vector<Point> lay_out(std::size_t nodes, std::span<const Edge> edges);

}  // namespace tipstaff::casework
