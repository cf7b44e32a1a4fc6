#pragma once
// Engine: the post's duties toward the relay. Each round it reads the newest
// bulletin, keeps the keys of coming epochs uploaded, takes every bag since the
// last round, sends what waits, and erases keys whose time has come. What it asks
// the relay for is the same whether there are tips or not.

#include <map>

#include "casework/observables/scanner.h"
#include "desk/desk.h"
#include "desk/post/answers.h"
#include "desk/post/epoch_keys.h"
#include "desk/post/intake.h"
#include "desk/post/page_guard.h"
#include "desk/post/relay_client.h"
#include "desk/post/tick_page.h"
#include "desk/refer/visitor.h"

namespace tipstaff::desk {

// What is wrong just now; the worst of a round.
enum class Trouble : std::uint8_t {
  none = 0,
  relay_silent = 1,     // no answer, or an unexpected status
  not_begun = 2,        // the relay has published no tick yet
  no_roster = 3,        // ... and no roster was imported, so nothing can be uploaded
  not_in_roster = 4,    // the roster does not list this post
  wrong_bytes = 5,      // the relay served what does not verify
  two_bulletins = 6,    // one tick, two bulletins: the relay equivocates
  went_back = 7,        // the relay's newest tick is older than one that was seen
  roster_expired = 8,
  other_desk = 9,       // another desk's keys are published for this post
  vault = 10,           // the vault cannot be written: is the disk full?
  page_differs = 11,    // the relay serves sources a page that the authority did not sign
};

struct EngineStatus {
  Trouble trouble = Trouble::not_begun;
  std::uint64_t contact_unix = 0;   // when the relay last answered well; 0 never
  std::uint64_t tick = 0;           // of the newest bulletin
  std::uint16_t tick_seconds = 0;   // 0 while no roster is known
  std::uint32_t epoch = 0;
  std::uint64_t junk = 0;           // envelopes with our hint that did not open, since the start
};

class Engine {
 public:
  Engine(Desk& desk, wire::Programme programme, RelayClient relay, FileTyper type_of,
         crypto::Drbg drbg);

  // round does all duties once; returns how many messages came. What could not be
  // done is done in a later round. Errors: closed (locked), and what stopped it;
  // status() says it in the desk's terms.
  [[nodiscard]] Result<std::size_t> round();
  [[nodiscard]] EngineStatus status() const;
  // watch_page has each round look after the sources' page as well.
  void watch_page(PageGuard guard) { page_guard_ = std::move(guard); }
  // make_visits has rounds make the visits that carry referrals, when their time has come.
  void make_visits(Visitor visitor) { visitor_.emplace(std::move(visitor)); }

 private:
  struct Newest {
    SignedBulletin page;
    wire::VerifiedRoster roster;
    std::uint16_t post_id = 0;
  };
  // Found: an envelope that opened, and its place in the bag.
  struct Found {
    protocol::OpenedEnvelope opened;
    std::size_t slot = 0;
  };

  Result<std::size_t> duties();
  Result<std::optional<Newest>> ask_newest();
  Result<const wire::VerifiedRoster*> roster_of(const Hash32& hash);
  Result<std::uint16_t> own_id(const wire::Roster& roster);
  Result<void> check_progress(const SignedBulletin& page);
  Result<void> before_the_first_tick();

  Result<void> keep_keys(std::uint32_t first, std::uint32_t last, std::uint16_t post_id);
  Result<void> check_published(const Newest& newest);

  Result<std::size_t> take_ticks(const Newest& newest);
  Result<std::uint64_t> first_to_take(const Newest& newest);
  Result<std::size_t> take_tick(std::uint64_t tick, const Newest& newest);
  Result<void> scan_some();
  Result<std::size_t> settle(const Newest& newest);
  Result<std::size_t> visit(const Newest& newest);
  Result<void> take_late(const Newest& newest, std::size_t& messages);
  Result<std::optional<SignedBulletin>> page_of(std::uint64_t tick, const Newest& newest);
  Result<std::optional<std::vector<wire::Entry>>> entries_of(const SignedBulletin& page,
                                                             const Newest& newest);
  Result<std::vector<Found>> open_bag(const SignedBulletin& page, ByteView bag);
  Result<std::size_t> store_found(const SignedBulletin& page, std::vector<Found> found,
                                  const std::optional<std::vector<wire::Entry>>& entries);
  Result<void> skip_tick(std::uint64_t tick);
  Result<void> postpone_tick(std::uint64_t tick);

  Result<void> send_outbox(std::uint64_t tick);
  Result<void> tidy(std::uint64_t tick_now);
  void guard_page(const Newest& newest);
  Result<RelayAnswer> expect_answer(Result<RelayAnswer> answer);
  void note(Trouble trouble);

  Desk& desk_;
  wire::Programme programme_;
  Hash32 nr_;
  Hash32 origin_hash_;
  RelayClient relay_;
  FileTyper type_of_;
  casework::Scanner scanner_;
  crypto::Drbg drbg_;
  std::optional<PageGuard> page_guard_;
  std::optional<Visitor> visitor_;

  std::map<Hash32, wire::VerifiedRoster> rosters_;
  std::optional<std::uint32_t> checked_epoch_;
  EpochState published_ = EpochState::made;  // what the keys file of that epoch said

  mutable std::mutex status_mutex_;
  EngineStatus status_;
  Trouble round_trouble_ = Trouble::none;
};

}  // namespace tipstaff::desk
