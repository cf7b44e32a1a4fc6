#pragma once
// A message: text and files, cut into the data of one text block and as many
// part blocks as it needs (PROTOCOL.md 4.6).
//
//   part 0 data:  flags u8 | rsv u8 | parts u16 | when u64 | total u32 | text_len u32
//                 | nfiles u8 | nfiles x (name_len u8 | name | size u32)
//                 | (parts-1) x H(data of part i) 32 | first bytes of the payload
//   part i data:  next bytes of the payload
//   payload    =  text || bytes of file 0 || bytes of file 1 ...

#include "tipstaff/wire/block.h"

namespace tipstaff::wire {

inline constexpr std::uint8_t kMessageWantsAnswers = 1;

struct MessageFile {
  std::string name;   // UTF-8, 1 to 120 bytes, as the sender chose it: untrusted
  SecretBytes bytes;
};

struct Message {
  std::uint8_t flags = 0;
  std::uint64_t when = 0;  // unix seconds; sources leave it 0
  SecretBytes text;        // UTF-8
  std::vector<MessageFile> files;
};

// MessageHead is what part 0 says before its payload bytes.
struct MessageHead {
  std::uint8_t flags = 0;
  std::uint64_t when = 0;
  std::uint32_t text_bytes = 0;
  struct File {
    std::string name;
    std::uint32_t size = 0;
  };
  std::vector<File> files;
  std::vector<Hash32> part_hashes;  // parts 1..n-1
  std::size_t payload_at = 0;       // where in part 0 the payload starts
  std::uint32_t total = 0;
};

// split_message returns the data of each part: 1 to 64.
// Errors: too_large, bad_text (text or a name not UTF-8, a name empty or too long).
[[nodiscard]] Result<std::vector<SecretBytes>> split_message(const Message& message);

// parse_untrusted_message_head reads part 0; `parts` is the block's field.
// Errors: wrong_length, bad_value, bad_text, too_large.
[[nodiscard]] Result<MessageHead> parse_untrusted_message_head(ByteView data, std::uint8_t parts);

// join_message puts the parts together again; parts[0] is the text block's data.
// Errors: as above, wrong_hash (a part is not the one named), wrong_length.
[[nodiscard]] Result<Message> join_message(std::span<const SecretBytes> parts);

}  // namespace tipstaff::wire
