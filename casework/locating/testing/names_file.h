#pragma once
// The whole gazetteer, for tests and benches; read once.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "casework/locating/toponyms.h"

namespace tipstaff::casework {

inline Bytes names_file() {
  std::ifstream in(TIPSTAFF_NAMES, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline const Toponyms& test_toponyms() {
  static const Toponyms kToponyms = [] {
    auto gazetteer = Gazetteer::parse_untrusted(names_file());
    if (!gazetteer) {
      std::fputs("The gazetteer is missing or of another version; make it with  source/places/build .\n", stderr);
      std::abort();
    }
    return Toponyms(std::move(*gazetteer));
  }();
  return kToponyms;
}

}  // namespace tipstaff::casework
