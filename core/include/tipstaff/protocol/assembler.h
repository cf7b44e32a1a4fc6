#pragma once
// Assembler: puts the parts of messages together, in whatever order they come.

#include <map>
#include <optional>

#include "tipstaff/wire/message.h"

namespace tipstaff::protocol {

// Assembler keeps heads (text blocks) that wait for parts, and parts that wait
// for a head. `Tag` travels with each block, so that the owner knows which
// blocks made a message.
template <class Tag>
class Assembler {
 public:
  struct Complete {
    wire::Message message;
    Hash32 head_hash;        // H(data of part 0)
    std::vector<Tag> tags;   // of all parts, in order
  };

  // add takes a text or part block; returns the messages that it completes.
  // Errors: those of parse_untrusted_message_head and join_message; a refused
  // block is forgotten, and nothing else is.
  [[nodiscard]] Result<std::vector<Complete>> add(wire::Block block, Tag tag);

  [[nodiscard]] std::size_t heads_waiting() const { return heads_.size(); }
  [[nodiscard]] std::size_t parts_waiting() const { return parts_.size(); }

 private:
  struct Piece {
    SecretBytes data;
    Tag tag;
  };
  struct Head {
    Piece piece;
    std::vector<Hash32> wants;
  };
  [[nodiscard]] bool ready(const Head& head) const;
  [[nodiscard]] Result<Complete> join(const Hash32& hash, Head head);

  std::map<Hash32, Head> heads_;
  std::map<Hash32, Piece> parts_;
};

}  // namespace tipstaff::protocol

#include "tipstaff/protocol/assembler_inline.h"
