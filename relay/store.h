#pragma once
// Store: what the relay keeps between ticks, in one SQLite file. One thread.
//
//   lodgings   HELD and POOL: entry, envelope, when it may leave, when it is lost
//   stamps     used in the last ticks, so that a repeat is told from a theft
//   keys       what posts uploaded for epochs that are not yet frozen
//   replies    queue and live slots; sealed under the slot key, named by a keyed hash
//   shelf      which published files count, and until when
//   meta       last tick, the log's frontier, the epoch's frozen hashes

#include <map>

#include "platform/database.h"
#include "tipstaff/crypto/aead.h"
#include "tipstaff/log/merkle.h"
#include "tipstaff/protocol/challenge.h"
#include "tipstaff/wire/lodging.h"

namespace tipstaff::relay {

using SlotKey = Secret<32, struct SlotKeyTag>;

// Eight pools of stamps, some 60 MB of disk: more than eight ticks see without a flood.
inline constexpr std::size_t kStampsMax = 524288;

// ShelfFile is a published object: its path under the shelf folder (no leading
// slash) and the tick at whose close it goes; 0 means never.
struct ShelfFile {
  std::string path;
  std::uint64_t expire_tick = 0;
};

// Ledger is what a tick changes, and what the next one starts from.
struct Ledger {
  bool started = false;             // false until the first tick
  std::uint64_t tick = 0;           // the last one published
  log::Frontier frontier;
  Hash32 roster_hash;
  Hash32 keys_hash;                 // frozen for the tick's epoch
};

// Pooled is a lodging that may leave: its row and its bytes.
struct Pooled {
  std::int64_t row = 0;
  wire::Entry entry;
  wire::EnvelopeBytes envelope;
};

// LiveReply is a reply slot in memory.
struct LiveReply {
  std::int64_t row = 0;
  protocol::ReplySlot slot;
};

class Store {
 public:
  // open makes the tables when there are none. Errors: wrong_state,
  // bad_ciphertext (the slot key is not the one that sealed the replies).
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& path, SlotKey slot_key,
                                          Seed32 seed);

  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

  // digest_of tells lodgings apart, whatever their stamps. Any thread: it is the
  // costly part of taking a lodging, and this thread has the disk to wait for.
  [[nodiscard]] static Hash32 digest_of(const wire::Lodging& lodging);
  // lodge keeps a lodging from `open_tick` + hold on. The same bytes again are
  // accepted and kept once. A full pool evicts a lodging chosen at random.
  // Errors: reused (the stamp came with other bytes), wrong_state.
  [[nodiscard]] Result<void> lodge(const wire::Lodging& lodging, const Hash32& digest,
                                   std::uint64_t open_tick);

  // put_keys keeps a post's signed record. Errors: conflict (another record of the
  // same post and epoch), wrong_state.
  [[nodiscard]] Result<void> put_keys(std::uint32_t epoch, std::uint16_t post_id,
                                      ByteView record);
  [[nodiscard]] Result<std::map<std::uint16_t, Bytes>> keys_of(std::uint32_t epoch);

  // queue_reply keeps an answer under a random id. The same bytes again are kept
  // once. Errors: too_large (the queue is full), bad_point, wrong_state.
  [[nodiscard]] Result<void> queue_reply(ByteView envelope);
  // reply returns the envelope of a live reply. Errors: not_found, wrong_state.
  [[nodiscard]] Result<Bytes> reply(const protocol::ReplyId& id);
  // burn erases replies; unknown ids are passed over. Errors: wrong_state.
  [[nodiscard]] Result<void> burn(std::span<const protocol::ReplyId> ids);

  // For the tick: which lodgings may leave at the close of `tick`, and their bytes.
  [[nodiscard]] Result<std::vector<std::int64_t>> released(std::uint64_t tick);
  [[nodiscard]] Result<std::vector<Pooled>> take(std::span<const std::int64_t> rows);
  // advance_replies moves at most four queued answers into slots and drops what
  // has expired or is too much. Returns the live slots.
  [[nodiscard]] Result<std::vector<protocol::ReplySlot>> advance_replies(std::uint64_t tick);

  // publish makes a tick count: ledger, shelf, the lodgings it took, and everything
  // that ends with it. Returns the files that no longer count.
  [[nodiscard]] Result<std::vector<std::string>> publish(const Ledger& next,
                                                         std::span<const ShelfFile> files,
                                                         std::span<const std::int64_t> taken);
  [[nodiscard]] Result<std::vector<std::string>> shelf();

  // begin, commit, rollback frame a group of the calls above.
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<void> commit();
  void rollback();
  // scrub removes erased bytes from the write-ahead log and gives pages back.
  void scrub();

  [[nodiscard]] std::size_t pool_size() const { return pool_.size(); }
  [[nodiscard]] Result<std::size_t> count_stamps();
  void limit_stamps(std::size_t max) { stamps_max_ = max; }  // for tests: a small flood
  [[nodiscard]] std::size_t live_replies() const { return live_.size(); }

 private:
  Store(platform::Database database, SlotKey slot_key, Seed32 seed);
  [[nodiscard]] Result<void> load();
  [[nodiscard]] Result<void> load_ledger();
  [[nodiscard]] Result<void> load_replies();
  [[nodiscard]] Result<void> evict();
  // forget_stamps makes room for one more: the oldest eighth goes when there are too many.
  [[nodiscard]] Result<void> forget_stamps();
  [[nodiscard]] Result<void> erase_reply(std::int64_t row);
  [[nodiscard]] Result<void> write_ledger(const Ledger& next);
  [[nodiscard]] Bytes seal(std::int64_t row, const protocol::ReplyId& id, ByteView envelope);
  [[nodiscard]] Result<SecretBytes> unseal(std::int64_t row, ByteView sealed) const;
  [[nodiscard]] Hash32 keyed(std::string_view what, ByteView bytes) const;
  [[nodiscard]] Result<void> go_live(std::uint64_t tick);
  [[nodiscard]] Result<void> expire_replies(std::uint64_t tick);

  platform::Database database_;
  SlotKey slot_key_;
  crypto::Drbg drbg_;
  Ledger ledger_;
  std::vector<std::int64_t> pool_;               // rows of lodgings
  std::map<protocol::ReplyId, LiveReply> live_;  // of replies that have a slot
  // At least as many as there are; counted anew with each tick and after a rollback.
  std::size_t num_stamps_ = 0;
  std::size_t stamps_max_ = kStampsMax;
  bool dirty_ = false;                           // memory is ahead of the database
};

}  // namespace tipstaff::relay
