#pragma once
// The group of hints and challenges: ristretto255 (RFC 9496).

#include "tipstaff/bytes/fixed.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::crypto {

using Scalar = Secret<32, struct ScalarTag>;
using UniformScalar = Secret<64, struct UniformScalarTag>;

// Point is a canonical encoding that is not the identity; parse() checks both.
class Point {
 public:
  static constexpr std::size_t kBytes = 32;
  // Errors: wrong_length, bad_point (non-canonical, or the identity).
  [[nodiscard]] static Result<Point> parse(ByteView bytes);
  // from_uniform maps 64 uniform bytes to a point whose logarithm nobody knows.
  [[nodiscard]] static Point from_uniform(std::span<const std::uint8_t, 64> uniform);

  [[nodiscard]] ByteView view() const { return bytes_.view(); }
  friend auto operator<=>(const Point&, const Point&) = default;

 private:
  friend Point multiply(const Scalar& scalar, const Point& point);
  friend Point multiply_base(const Scalar& scalar);
  FixedBytes<32, struct PointTag> bytes_;
};

// reduce_scalar: 64 uniform bytes, little-endian, mod l. Zero (chance 2^-252)
// becomes one, so that a product is never the identity.
[[nodiscard]] Scalar reduce_scalar(const UniformScalar& uniform);

// multiply and multiply_base: constant time. The scalar is not zero.
[[nodiscard]] Point multiply(const Scalar& scalar, const Point& point);
[[nodiscard]] Point multiply_base(const Scalar& scalar);

}  // namespace tipstaff::crypto
