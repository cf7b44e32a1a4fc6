#include "casework/layout/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "casework/layout/quadtree.h"

namespace tipstaff::casework {
namespace {

constexpr float kGolden = 2.39996323f;   // the angle by which sunflowers turn
constexpr float kGravity = 0.05f;
constexpr std::size_t kRoundsMin = 30, kRoundsMax = 200;
constexpr std::size_t kWork = 300'000;   // nodes times rounds: what half a second allows
constexpr float kGap = 6;                // between parts that do not hang together

// Graph is the edges of each node, those that count.
struct Graph {
  std::vector<std::uint32_t> starts, ends;

  Graph(std::size_t nodes, std::span<const Edge> edges) : starts(nodes + 1) {
    const auto counts = [&](const Edge& edge) { return edge.a < nodes && edge.b < nodes && edge.a != edge.b; };
    for (const auto& edge : edges)
      if (counts(edge)) ++starts[edge.a + 1], ++starts[edge.b + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    ends.resize(starts.back());
    auto next = starts;
    for (const auto& edge : edges)
      if (counts(edge)) ends[next[edge.a]++] = edge.b, ends[next[edge.b]++] = edge.a;
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t node) const {
    return {ends.data() + starts[node], ends.data() + starts[node + 1]};
  }
};

using Part = std::vector<std::uint32_t>;

// parts_of finds what hangs together; within a part, neighbours stand near each other.
std::vector<Part> parts_of(const Graph& graph, std::size_t nodes) {
  std::vector<bool> seen(nodes);
  std::vector<Part> out;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (seen[node]) continue;
    Part part{node};
    seen[node] = true;
    for (std::size_t at = 0; at < part.size(); ++at)
      for (const auto next : graph.of(part[at]))
        if (!seen[next]) seen[next] = true, part.push_back(next);
    out.push_back(std::move(part));
  }
  std::ranges::stable_sort(out, std::greater<>(), &Part::size);
  return out;
}

// Forces moves one part; points are in the order of the part.
class Forces {
 public:
  Forces(const Graph& graph, const Part& part, std::vector<std::uint32_t>& place) : points_(part.size()), masses_(part.size()), pushes_(part.size()) {
    for (std::uint32_t i = 0; i < part.size(); ++i) place[part[i]] = i;
    for (std::uint32_t i = 0; i < part.size(); ++i) {
      const auto radius = 3 * std::sqrt(static_cast<float>(i)), angle = kGolden * static_cast<float>(i);
      points_[i] = {radius * std::cos(angle), radius * std::sin(angle)};
      masses_[i] = 1 + static_cast<float>(graph.of(part[i]).size());
      for (const auto next : graph.of(part[i]))
        if (place[next] > i) edges_.push_back({i, place[next]});
    }
  }

  std::vector<Point> run() {
    const auto rounds = std::clamp(kWork / points_.size(), kRoundsMin, kRoundsMax);
    const auto reach = 2 * std::sqrt(static_cast<float>(points_.size()));
    for (std::size_t i = 0; i < rounds && points_.size() > 1; ++i)
      round(reach * static_cast<float>(rounds - i) / static_cast<float>(rounds));
    return std::move(points_);
  }

 private:
  // round moves every point along its force, but never further than `most`.
  void round(float most) {
    const Quadtree tree(points_, masses_);
    for (std::size_t i = 0; i < points_.size(); ++i) pushes_[i] = tree.push(points_[i], masses_[i]);
    for (const auto& [a, b] : edges_) {
      const float x = points_[b].x - points_[a].x, y = points_[b].y - points_[a].y;
      pushes_[a].x += x, pushes_[a].y += y;
      pushes_[b].x -= x, pushes_[b].y -= y;
    }
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const float x = (pushes_[i].x - kGravity * masses_[i] * points_[i].x) / masses_[i];
      const float y = (pushes_[i].y - kGravity * masses_[i] * points_[i].y) / masses_[i];
      const float scale = std::min(0.5f, most / (std::sqrt(x * x + y * y) + 1e-6f));
      points_[i].x += x * scale, points_[i].y += y * scale;
    }
  }

  std::vector<Point> points_;
  std::vector<float> masses_;
  std::vector<Point> pushes_;
  std::vector<Edge> edges_;
};

struct Box {
  float low_x = 0, low_y = 0, width = 0, height = 0;
};

Box box_of(const std::vector<Point>& points) {
  const auto [left, right] = std::ranges::minmax(points, {}, &Point::x);
  const auto [top, bottom] = std::ranges::minmax(points, {}, &Point::y);
  return {left.x, top.y, right.x - left.x + kGap, bottom.y - top.y + kGap};
}

}  // namespace

std::vector<Point> lay_out(std::size_t nodes, std::span<const Edge> edges) {
  const Graph graph(nodes, edges);
  const auto parts = parts_of(graph, nodes);
  std::vector<std::uint32_t> place(nodes);
  std::vector<std::vector<Point>> placed;
  float area = 0;
  for (const auto& part : parts) {
    placed.push_back(Forces(graph, part, place).run());
    const auto box = box_of(placed.back());
    area += box.width * box.height;
  }
  // Rows, filled from the left, about as wide as all of it is high.
  std::vector<Point> out(nodes);
  const float row_width = std::max(std::sqrt(area) * 1.3f, parts.empty() ? 0 : box_of(placed.front()).width);
  float x = 0, y = 0, row_height = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto box = box_of(placed[i]);
    if (x > 0 && x + box.width > row_width) x = 0, y += row_height, row_height = 0;
    for (std::size_t j = 0; j < parts[i].size(); ++j) out[parts[i][j]] = {placed[i][j].x - box.low_x + x, placed[i][j].y - box.low_y + y};
    x += box.width;
    row_height = std::max(row_height, box.height);
  }
  return out;
}

}  // namespace tipstaff::casework
