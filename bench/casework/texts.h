#pragma once
// Texts for the scanner's bench, made from a seed: tips as people write them, and tips
// with what is planted in them, decoys beside it.

#include <cstdint>
#include <string>
#include <vector>

namespace tipstaff::bench {

struct Planted {
  std::string type;
  std::string value;
};

// mixed_text is prose in four scripts with an observable in about every fourth sentence.
[[nodiscard]] std::string mixed_text(std::uint64_t seed, std::size_t bytes);

// planted_text plants `each` values a type, and `each` decoys a kind; `truth` gets
// what was planted, hosts of URLs and addresses too.
[[nodiscard]] std::string planted_text(std::uint64_t seed, int each, std::vector<Planted>& truth);

}  // namespace tipstaff::bench
