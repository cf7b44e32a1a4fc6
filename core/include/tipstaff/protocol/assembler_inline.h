#pragma once
// The bodies of Assembler's members; include assembler.h instead.

#include <algorithm>

#include "tipstaff/crypto/hash.h"

namespace tipstaff::protocol {

template <class Tag>
bool Assembler<Tag>::ready(const Head& head) const {
  return std::all_of(head.wants.begin(), head.wants.end(),
                     [this](const Hash32& hash) { return parts_.contains(hash); });
}

template <class Tag>
auto Assembler<Tag>::join(const Hash32& hash, Head head) -> Result<Complete> {
  Complete out;
  out.head_hash = hash;
  std::vector<SecretBytes> datas;
  datas.push_back(std::move(head.piece.data));
  out.tags.push_back(head.piece.tag);
  for (const auto& want : head.wants) {
    const auto& piece = parts_.at(want);
    datas.push_back(piece.data);
    out.tags.push_back(piece.tag);
  }
  TIP_TRY(out.message, wire::join_message(datas));
  for (const auto& want : head.wants) parts_.erase(want);
  return out;
}

template <class Tag>
auto Assembler<Tag>::add(wire::Block block, Tag tag) -> Result<std::vector<Complete>> {
  const auto hash = crypto::sha256(block.data);
  if (block.type == wire::BlockType::text) {
    TIP_TRY(auto head, wire::parse_untrusted_message_head(block.data, block.parts));
    heads_.insert_or_assign(
        hash, Head{{std::move(block.data), std::move(tag)}, std::move(head.part_hashes)});
  } else {
    parts_.insert_or_assign(hash, Piece{std::move(block.data), std::move(tag)});
  }
  std::vector<Complete> complete;
  std::optional<Error> refused;
  for (auto at = heads_.begin(); at != heads_.end();) {
    if (!ready(at->second)) {
      ++at;
      continue;
    }
    auto node = heads_.extract(at++);
    auto joined = join(node.key(), std::move(node.mapped()));
    if (joined) complete.push_back(std::move(*joined));
    else refused = joined.error();
  }
  // A head that lies must not take a good message of the same parts with it.
  if (complete.empty() && refused) return std::unexpected(*refused);
  return complete;
}

}  // namespace tipstaff::protocol
