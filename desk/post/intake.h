#pragma once
// Intake: what opened is put into conversations; parts wait until a message is
// whole. Nothing that a stranger sends makes it fail: junk is counted and left.

#include "desk/mail/file_type.h"
#include "desk/mail/mail.h"
#include "desk/refer/tip_proof.h"
#include "tipstaff/protocol/envelope.h"

namespace tipstaff::desk {

// A flood of parts that belong to nothing takes at most 46 MB; the oldest go first.
inline constexpr std::int64_t kPiecesMax = 4096;
// A part comes at most a day's hold and a day's pool after its head, or before it.
inline constexpr std::uint64_t kPieceLifeTicks = 2 * wire::kGraceTicks;

// Arrived is one opened envelope and what the log says about its entry.
struct Arrived {
  protocol::OpenedEnvelope opened;
  Receipt receipt = Receipt::none;
  std::uint64_t leaf = 0;       // its index in the log
  std::uint64_t tick = 0;
  std::uint64_t at = 0;         // unix seconds, by the bulletin
  std::optional<EntryProof> proof = std::nullopt;  // where its entry stands, if it is verified
};

// What take() did with it.
struct Taken {
  enum class Kind : std::uint8_t { junk, chaff, repeated, part, message } kind = Kind::junk;
  // The first message of a conversation that wants answers, which gets an
  // acknowledgement; nothing else has one.
  std::optional<std::int64_t> acknowledge;
};

// take stores one arrived block; run it inside a transaction.
// Errors: only the database's.
[[nodiscard]] Result<Taken> take(Vault& vault, Arrived arrived, const FileTyper& type_of);

// forget drops what waited too long, and repetition marks that are of no use.
[[nodiscard]] Result<void> forget_old(Vault& vault, std::uint64_t tick_now);

}  // namespace tipstaff::desk
