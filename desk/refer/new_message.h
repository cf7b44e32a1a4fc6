#pragma once
// A message that came whole from another post: a tip of a referral, or an answer.

#include "desk/mail/file_type.h"
#include "desk/mail/mail.h"
#include "tipstaff/wire/message.h"

namespace tipstaff::desk {

struct NewMessage {
  std::int64_t conversation = 0;
  Hash32 hash;
  std::uint64_t at = 0, tick = 0, leaf = 0;
  Receipt receipt = Receipt::none;
  ByteView text;
  std::span<const wire::MessageFile> files;
};

// put_new_message stores it unread, with its files, where search finds it; returns its number.
[[nodiscard]] Result<std::int64_t> put_new_message(Vault& vault, const NewMessage& one, const FileTyper& type_of);

}  // namespace tipstaff::desk
