#pragma once
// A gazetteer of one invented country and one invented town with two names.

#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

inline Bytes small_names() {
  Bytes out;
  const auto add = [&](std::uint32_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
  };
  const auto text = [&](const std::string& value) { out.insert(out.end(), value.begin(), value.end()); };
  text("TSN1");
  // One fold, two places, three keys, three links; bytes of texts.
  for (const std::uint32_t count : {1u, 2u, 3u, 3u, 1u, 11u, 19u}) add(count, 4);
  add('B', 4), add(1, 1), text("b");
  add(1000, 2), add(1025, 2);   // latitudes
  add(2000, 2), add(2050, 2);   // longitudes
  text("XX"), text("AA");
  add(0x80 | 110, 1), add(90, 1);
  add(3000, 2), add(50, 2);
  add(7, 1), add(4, 1), text("ArveniaBrom");
  add(7, 1), add(4, 1), add(8, 1), text("arveniabromnew brom");
  add(1, 1), add(1, 1), add(1, 1);
  add(0, 4), add(1, 4), add(1, 4);
  add(0x4001, 2), add(0x4001, 2), add(0x4001, 2);
  return out;
}

}  // namespace tipstaff::casework
