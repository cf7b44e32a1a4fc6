// Inclusion proofs with foreign numbers: a batch or a leaf verifies only where it
// stands. Input: index u64, size u64, then hashes of the path.

#include "fuzz/fuzz.h"
#include "tipstaff/log/merkle.h"
#include "tipstaff/wire/reader.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  wire::Reader in(input);
  const auto index = in.u64();
  const auto size = in.u64();
  if (!index || !size) return;
  std::vector<Hash32> path;
  for (auto hash = in.fixed<Hash32>(); hash; hash = in.fixed<Hash32>()) path.push_back(*hash);
  const auto leaf = log::leaf_hash(input);
  FUZZ_HOLDS(!log::verify_inclusion(leaf, *index, *size, path, Hash32{}));
  FUZZ_HOLDS(!log::verify_batch(path, *index, path, Hash32{}));
  // The path as leaves: each proves its own place, and no other.
  if (path.empty()) return;
  const auto at = static_cast<std::size_t>(*index % path.size());
  const auto root = log::tree_hash(path);
  const auto proof = log::prove_inclusion(path, at);
  FUZZ_HOLDS(log::verify_inclusion(path[at], at, path.size(), proof, root).has_value());
  FUZZ_HOLDS(log::verify_batch(std::span(path).subspan(at), at, proof, root).has_value());
  FUZZ_HOLDS(!log::verify_inclusion(leaf, at, path.size(), proof, root));
}

}  // namespace tipstaff::fuzz
