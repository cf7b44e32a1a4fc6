#include "tipstaff/log/merkle.h"

#include <algorithm>
#include <bit>

#include "tipstaff/crypto/hash.h"

namespace tipstaff::log {
namespace {

constexpr std::uint8_t kLeafPrefix = 0;
constexpr std::uint8_t kNodePrefix = 1;

// split_at returns the largest power of two below `size` (2 or more).
std::uint64_t split_at(std::uint64_t size) { return std::bit_floor(size - 1); }

// Side says on which side of the path a proof's hash stands.
enum class Side : std::uint8_t { left, right };

// path_sides lists the sides of a proof from the root down to the leaf.
std::vector<Side> path_sides(std::uint64_t index, std::uint64_t size) {
  std::vector<Side> sides;
  while (size > 1) {
    const std::uint64_t left = split_at(size);
    if (index < left) {
      sides.push_back(Side::right);
      size = left;
    } else {
      sides.push_back(Side::left);
      index -= left;
      size -= left;
    }
  }
  return sides;
}

}  // namespace

Hash32 leaf_hash(ByteView data) { return crypto::sha256({ByteView(&kLeafPrefix, 1), data}); }

Hash32 node_hash(const Hash32& left, const Hash32& right) {
  return crypto::sha256({ByteView(&kNodePrefix, 1), left.view(), right.view()});
}

Hash32 tree_hash(std::span<const Hash32> leaves) {
  Frontier frontier;
  for (const auto& leaf : leaves) frontier.append(leaf);
  return frontier.root();
}

Result<Frontier> Frontier::parse(std::uint64_t size, std::vector<Hash32> subtrees) {
  if (static_cast<std::size_t>(std::popcount(size)) != subtrees.size())
    return fail(Errc::wrong_length, "frontier");
  Frontier out;
  out.size_ = size;
  out.subtrees_ = std::move(subtrees);
  return out;
}

void Frontier::append(const Hash32& leaf) {
  Hash32 hash = leaf;
  // Every trailing one of the old size is a subtree that the new leaf completes.
  for (auto left = size_; (left & 1) != 0; left >>= 1) {
    hash = node_hash(subtrees_.back(), hash);
    subtrees_.pop_back();
  }
  subtrees_.push_back(hash);
  ++size_;
}

Hash32 Frontier::root() const {
  if (subtrees_.empty()) return crypto::sha256(ByteView{});
  Hash32 hash = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i > 0; --i) hash = node_hash(subtrees_[i - 1], hash);
  return hash;
}

std::vector<Hash32> prove_first_of_batch(const Frontier& before, std::span<const Hash32> batch) {
  TIP_ASSERT(!batch.empty());
  // Walking down to leaf before.size(): what lies left of the path is exactly
  // one subtree of the frontier, what lies right of it are leaves of the batch.
  std::vector<Hash32> path;
  std::size_t next_subtree = 0;
  std::uint64_t index = before.size();
  std::uint64_t size = before.size() + batch.size();
  while (size > 1) {
    const std::uint64_t left = split_at(size);
    if (index < left) {
      path.push_back(tree_hash(batch.subspan(static_cast<std::size_t>(left - index),
                                             static_cast<std::size_t>(size - left))));
      size = left;
    } else {
      path.push_back(before.subtrees()[next_subtree++]);
      index -= left;
      size -= left;
    }
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::vector<Hash32> prove_inclusion(std::span<const Hash32> leaves, std::size_t index) {
  std::vector<Hash32> path;
  while (leaves.size() > 1) {
    const auto left = static_cast<std::size_t>(split_at(leaves.size()));
    const bool goes_left = index < left;
    path.push_back(tree_hash(goes_left ? leaves.subspan(left) : leaves.first(left)));
    leaves = goes_left ? leaves.first(left) : leaves.subspan(left);
    if (!goes_left) index -= left;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

Result<void> verify_inclusion(const Hash32& leaf, std::uint64_t index, std::uint64_t size,
                              std::span<const Hash32> proof, const Hash32& root) {
  if (index >= size) return fail(Errc::bad_proof, "index");
  const auto sides = path_sides(index, size);
  if (sides.size() != proof.size()) return fail(Errc::bad_proof, "length");
  Hash32 hash = leaf;
  for (std::size_t i = 0; i < proof.size(); ++i) {
    const bool left = sides[sides.size() - 1 - i] == Side::left;
    hash = left ? node_hash(proof[i], hash) : node_hash(hash, proof[i]);
  }
  if (hash != root) return fail(Errc::bad_proof, "root");
  return {};
}

Result<void> verify_batch(std::span<const Hash32> batch, std::uint64_t first,
                          std::span<const Hash32> proof, const Hash32& root) {
  if (batch.empty()) return fail(Errc::bad_proof, "batch");
  const auto sides = path_sides(first, first + batch.size());
  if (sides.size() != proof.size()) return fail(Errc::bad_proof, "length");
  std::vector<Hash32> subtrees;
  for (std::size_t i = 0; i < sides.size(); ++i)
    if (sides[i] == Side::left) subtrees.push_back(proof[proof.size() - 1 - i]);
  auto frontier = Frontier::parse(first, std::move(subtrees));
  if (!frontier) return fail(Errc::bad_proof, "frontier");
  for (const auto& leaf : batch) frontier->append(leaf);
  if (frontier->root() != root) return fail(Errc::bad_proof, "root");
  return {};
}

}  // namespace tipstaff::log
