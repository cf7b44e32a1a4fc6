#include "tipstaff/crypto/ristretto.h"

#include <sodium.h>

namespace tipstaff::crypto {

Result<Point> Point::parse(ByteView bytes) {
  if (bytes.size() != kBytes) return fail(Errc::wrong_length, "point");
  // libsodium calls the identity, 32 zeros, valid; we do not.
  if (crypto_core_ristretto255_is_valid_point(bytes.data()) != 1 || all_zero(bytes))
    return fail(Errc::bad_point, "point");
  Point out;
  copy_into(out.bytes_.fill(), bytes);
  return out;
}

Point Point::from_uniform(std::span<const std::uint8_t, 64> uniform) {
  Point out;
  crypto_core_ristretto255_from_hash(out.bytes_.data(), uniform.data());
  return out;
}

Scalar reduce_scalar(const UniformScalar& uniform) {
  Scalar out;
  crypto_core_ristretto255_scalar_reduce(out.fill().data(), uniform.expose().data());
  std::uint8_t any = 0;
  for (const auto byte : out.expose()) any = static_cast<std::uint8_t>(any | byte);
  const auto is_zero = static_cast<std::uint8_t>((unsigned{any} - 1) >> 8 & 1);
  out.fill()[0] = static_cast<std::uint8_t>(out.fill()[0] | is_zero);
  return out;
}

Point multiply(const Scalar& scalar, const Point& point) {
  Point out;
  TIP_ASSERT(crypto_scalarmult_ristretto255(out.bytes_.data(), scalar.expose().data(),
                                            point.view().data()) == 0);
  return out;
}

Point multiply_base(const Scalar& scalar) {
  Point out;
  TIP_ASSERT(crypto_scalarmult_ristretto255_base(out.bytes_.data(), scalar.expose().data()) == 0);
  return out;
}

}  // namespace tipstaff::crypto
