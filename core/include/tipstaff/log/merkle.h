#pragma once
// The Merkle tree of RFC 6962 section 2.1 over SHA-256.

#include "tipstaff/bytes/fixed.h"

namespace tipstaff::log {

// leaf_hash = H(0x00 || data), node_hash = H(0x01 || left || right).
[[nodiscard]] Hash32 leaf_hash(ByteView data);
[[nodiscard]] Hash32 node_hash(const Hash32& left, const Hash32& right);

// tree_hash is MTH over leaf hashes; of none it is H("").
[[nodiscard]] Hash32 tree_hash(std::span<const Hash32> leaves);

// Frontier is the right edge of a tree: what is needed to append to it. One
// perfect subtree for each set bit of size(), largest first.
class Frontier {
 public:
  Frontier() = default;
  // Errors: wrong_length unless there is one hash for each set bit of `size`.
  [[nodiscard]] static Result<Frontier> parse(std::uint64_t size, std::vector<Hash32> subtrees);

  void append(const Hash32& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Hash32 root() const;
  [[nodiscard]] const std::vector<Hash32>& subtrees() const { return subtrees_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash32> subtrees_;
};

// prove_first_of_batch returns the inclusion proof of the first leaf of `batch`
// in the tree that has `batch` (1 or more leaf hashes) appended to `before`.
[[nodiscard]] std::vector<Hash32> prove_first_of_batch(const Frontier& before,
                                                       std::span<const Hash32> batch);

// prove_inclusion returns the path of leaf `index` in the tree over `leaves`.
[[nodiscard]] std::vector<Hash32> prove_inclusion(std::span<const Hash32> leaves,
                                                  std::size_t index);

// verify_inclusion checks a path. Errors: bad_proof.
[[nodiscard]] Result<void> verify_inclusion(const Hash32& leaf, std::uint64_t index,
                                            std::uint64_t size, std::span<const Hash32> proof,
                                            const Hash32& root);

// verify_batch checks that `batch` are the leaves [first, size) of the tree with
// this root, given the inclusion proof of leaf `first`. Errors: bad_proof.
[[nodiscard]] Result<void> verify_batch(std::span<const Hash32> batch, std::uint64_t first,
                                        std::span<const Hash32> proof, const Hash32& root);

}  // namespace tipstaff::log
