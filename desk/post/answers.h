#pragma once
// Answers: sealed to a source when they are written, kept until the relay has them.

#include "desk/mail/mail.h"
#include "tipstaff/protocol/ack.h"
#include "tipstaff/protocol/envelope.h"
#include "tipstaff/wire/message.h"

namespace tipstaff::desk {

// An acknowledgement leaves some ticks after the tip was taken, drawn from
// 0..kAckDelayTicks, so that the relay cannot tell from it which bag held the tip.
inline constexpr std::uint64_t kAckDelayTicks = 6;

struct Answer {
  SecretBytes text;
  std::vector<wire::MessageFile> files;
};

// queue_answer seals an answer and stores it, with its own copy in the
// conversation; returns the number of its parts.
// Errors: not_found (conversation), closed (its source takes no answers),
// bad_text, too_large, bad_value (nothing in it), bad_point.
[[nodiscard]] Result<std::size_t> queue_answer(Vault& vault, const wire::Programme& programme,
                                               std::int64_t conversation, Answer answer,
                                               std::uint64_t now_unix, crypto::Drbg& drbg);

// queue_ack seals the acknowledgement of a tip. Run it inside a transaction.
[[nodiscard]] Result<void> queue_ack(Vault& vault, const wire::Programme& programme,
                                     std::int64_t conversation, const protocol::Ack& ack,
                                     std::uint64_t tick, crypto::Drbg& drbg);

// queue_ack_to does it for keys that are no conversation's: another post's.
[[nodiscard]] Result<void> queue_ack_to(Vault& vault, const wire::Programme& programme, const wire::PublicKeys& to,
                                        const protocol::Ack& ack, std::uint64_t tick, crypto::Drbg& drbg);

// Sealed parts that wait for the relay, oldest first.
struct OutboxItem {
  std::int64_t id = 0;
  Bytes envelope;
};
[[nodiscard]] Result<std::optional<OutboxItem>> next_to_send(Vault& vault, std::uint64_t tick,
                                                             std::int64_t after_id);
[[nodiscard]] Result<void> mark_sent(Vault& vault, std::int64_t item);
[[nodiscard]] Result<void> mark_refused(Vault& vault, std::int64_t item);
[[nodiscard]] Result<std::int64_t> count_outbox(Vault& vault);

}  // namespace tipstaff::desk
