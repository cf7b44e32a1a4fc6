#pragma once
// Visitor: the visits by which a desk hands referrals to other posts. They are a source's
// visits, on connections of their own, at drawn times, and they are made whether there is
// anything to hand over or not (PROTOCOL.md 14.4, decision 0102).

#include "desk/desk.h"
#include "desk/mail/file_type.h"
#include "desk/post/relay_client.h"
#include "desk/refer/hand_over.h"
#include "tipstaff/protocol/source.h"

namespace tipstaff::desk {

// Of all posts together about four visits a tick: their lodgings leave most of a bag to
// sources. A few posts make one in two ticks each.
inline constexpr std::uint64_t kVisitsATick = 4;
inline constexpr std::uint64_t kVisitTicksMin = 2;
[[nodiscard]] constexpr std::uint64_t ticks_between_visits(std::size_t posts) {
  return std::max(kVisitTicksMin, (std::uint64_t{posts} + kVisitsATick - 1) / kVisitsATick);
}

// LastVisit is how the newest one went: kept in the vault for whoever asks why nothing moves.
struct LastVisit {
  std::uint64_t at = 0;             // unix seconds; 0: none yet
  std::optional<Errc> trouble;      // closed: the other post has no keys in this epoch
  std::uint64_t next = 0;           // when the next one is due
};
[[nodiscard]] Result<LastVisit> last_visit(Vault& vault);

class Visitor {
 public:
  Visitor(wire::Programme programme, RelayAddresses addresses, crypto::Drbg drbg);

  // visit_if_due makes a visit when its drawn time has come, and draws the next one. It hands
  // over at most one part, and takes in acknowledgements and answers of other posts; returns
  // how many answers came. That the relay did not play along is kept for last_visit.
  // Errors: closed (locked), and the database's.
  [[nodiscard]] Result<std::size_t> visit_if_due(Desk& desk, const wire::VerifiedRoster& roster, const FileTyper& type_of);
  // forget drops what is in memory: the vault was locked.
  void forget();

 private:
  [[nodiscard]] Result<bool> due(Desk& desk, const wire::Roster& roster);
  [[nodiscard]] Result<void> prepare(Desk& desk);
  [[nodiscard]] Result<void> feed(Desk& desk);
  [[nodiscard]] Result<void> visit();
  [[nodiscard]] Result<void> note(Desk& desk, std::optional<Error> error, std::size_t lodged_before);
  [[nodiscard]] Result<std::size_t> take_reply(Vault& vault, const protocol::Reply& reply, const FileTyper& type_of, std::uint64_t now);
  [[nodiscard]] Result<std::size_t> take_replies(Desk& desk, const FileTyper& type_of);

  wire::Programme programme_;
  RelayAddresses addresses_;
  crypto::Drbg drbg_;
  std::optional<protocol::SourceSession> session_;
  std::optional<NextPart> part_;    // that the session has
  std::size_t replies_taken_ = 0;
};

}  // namespace tipstaff::desk
