#include "relay/store.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/crypto/kdf.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::relay {
namespace {

constexpr std::int64_t kSchemaVersion = 1;
constexpr std::size_t kQueueMax = 16384;     // four a tick: 28 days of answers at 600 s
constexpr int kVacuumPages = 512;
constexpr std::string_view kSlotSalt = "tipstaff-slot-v1";

constexpr const char* kSchema = R"sql(
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lodgings(
  row INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, release INTEGER NOT NULL,
  body BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS lodgings_release ON lodgings(release);
CREATE TABLE IF NOT EXISTS stamps(
  stamp BLOB PRIMARY KEY, digest BLOB NOT NULL, tick INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys(
  epoch INTEGER NOT NULL, post INTEGER NOT NULL, record BLOB NOT NULL,
  PRIMARY KEY(epoch, post)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replies(
  row INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, expire INTEGER NOT NULL,
  sealed BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS replies_expire ON replies(expire);
CREATE TABLE IF NOT EXISTS shelf(
  path TEXT PRIMARY KEY, expire INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shelf_expire ON shelf(expire);
)sql";

constexpr std::int64_t kPoolLife = wire::kPoolLifeTicks;

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

crypto::AeadNonce nonce_of(std::int64_t row) {
  // Each sealing has a key of its own (see seal()); the row binds it to its place.
  crypto::AeadNonce nonce{};
  for (unsigned i = 0; i < 8; ++i)
    nonce[4 + i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(row) >> (56 - 8 * i));
  return nonce;
}

Bytes encode_ledger(const Ledger& ledger) {
  wire::Writer out;
  out.u64(ledger.tick).raw(ledger.roster_hash.view()).raw(ledger.keys_hash.view());
  out.u64(ledger.frontier.size());
  for (const auto& hash : ledger.frontier.subtrees()) out.raw(hash.view());
  return out.take();
}

Result<Ledger> parse_ledger(ByteView bytes) {
  wire::Reader in(bytes);
  Ledger out;
  out.started = true;
  TIP_TRY(out.tick, in.u64());
  TIP_TRY(out.roster_hash, in.fixed<Hash32>());
  TIP_TRY(out.keys_hash, in.fixed<Hash32>());
  TIP_TRY(const auto size, in.u64());
  std::vector<Hash32> subtrees;
  while (!in.rest().empty()) {
    TIP_TRY(auto hash, in.fixed<Hash32>());
    subtrees.push_back(hash);
  }
  TIP_TRY(out.frontier, log::Frontier::parse(size, std::move(subtrees)));
  return out;
}

}  // namespace

Store::Store(platform::Database database, SlotKey slot_key, Seed32 seed)
    : database_(std::move(database)), slot_key_(std::move(slot_key)), drbg_(std::move(seed)) {}

Result<Store> Store::open(const std::filesystem::path& path, SlotKey slot_key, Seed32 seed) {
  TIP_TRY(auto database, platform::Database::open(path, {}));
  Store store(std::move(database), std::move(slot_key), std::move(seed));
  TIP_CHECK(store.database_.execute(kSchema));
  auto version = store.database_.prepare("INSERT OR IGNORE INTO meta VALUES('schema', ?)");
  const Bytes schema{static_cast<std::uint8_t>(kSchemaVersion)};
  TIP_CHECK(version.bind(schema).run());
  TIP_CHECK(store.load());
  return store;
}

Result<void> Store::load() {
  pool_.clear();
  auto rows = database_.prepare("SELECT row FROM lodgings");
  for (;;) {
    TIP_TRY(const bool more, rows.step());
    if (!more) break;
    pool_.push_back(rows.integer(0));
  }
  TIP_TRY(num_stamps_, count_stamps());
  TIP_CHECK(load_ledger());
  TIP_CHECK(load_replies());
  dirty_ = false;
  return {};
}

Result<void> Store::load_ledger() {
  ledger_ = Ledger{};
  auto query = database_.prepare("SELECT value FROM meta WHERE name = 'ledger'");
  TIP_TRY(const bool found, query.step());
  if (!found) return {};
  TIP_TRY(ledger_, parse_ledger(query.blob(0)));
  return {};
}

Result<void> Store::load_replies() {
  live_.clear();
  auto query = database_.prepare("SELECT row, sealed FROM replies WHERE expire > 0");
  for (;;) {
    TIP_TRY(const bool more, query.step());
    if (!more) return {};
    const auto row = query.integer(0);
    TIP_TRY(const auto plain, unseal(row, query.blob(1)));
    const ByteView view = plain;
    const auto id = protocol::ReplyId::from(view.first(wire::kReplyIdBytes));
    const auto envelope = view.subspan(wire::kReplyIdBytes);
    TIP_TRY(const auto x, crypto::Point::parse(envelope.first(32)));
    TIP_TRY(const auto z, crypto::Point::parse(envelope.subspan(32, 32)));
    live_.emplace(id, LiveReply{row, {x, z, id}});
  }
}

// keyed names something so that the disk alone does not tell what it is.
Hash32 Store::keyed(std::string_view what, ByteView bytes) const {
  Hash32 out;
  crypto::kdf(kSlotSalt, slot_key_.expose(), concat({as_bytes(what), bytes}), out.fill());
  return out;
}

// A sealed reply: 16 random bytes, from which its key is derived, then the AEAD
// of id || envelope.
Bytes Store::seal(std::int64_t row, const protocol::ReplyId& id, ByteView envelope) {
  FixedBytes<16, struct SaltTag> salt;
  drbg_.fill(salt.fill());
  const auto key = crypto::derive<crypto::AeadKey>(kSlotSalt, slot_key_.expose(),
                                                   concat({as_bytes("reply"), salt.view()}));
  const auto plain = concat({id.view(), envelope});
  Bytes out(salt.view().begin(), salt.view().end());
  out.resize(16 + plain.size() + crypto::kAeadTagBytes);
  crypto::aead_seal(key, nonce_of(row), {}, plain, MutableBytes(out).subspan(16));
  return out;
}

Result<SecretBytes> Store::unseal(std::int64_t row, ByteView sealed) const {
  if (sealed.size() != 16 + wire::kReplyIdBytes + wire::kEnvelopeBytes + crypto::kAeadTagBytes)
    return fail(Errc::wrong_length, "sealed reply");
  const auto key = crypto::derive<crypto::AeadKey>(
      kSlotSalt, slot_key_.expose(), concat({as_bytes("reply"), sealed.first(16)}));
  return crypto::aead_open(key, nonce_of(row), {}, sealed.subspan(16));
}

Hash32 Store::digest_of(const wire::Lodging& lodging) { return crypto::blake2b(lodging.body); }

Result<void> Store::lodge(const wire::Lodging& lodging, const Hash32& digest,
                          std::uint64_t open_tick) {
  auto stamp = database_.prepare("SELECT digest FROM stamps WHERE stamp = ?");
  TIP_TRY(const bool used, stamp.bind(lodging.stamp_bytes).step());
  if (used) {
    if (equal_vartime(stamp.blob(0), digest.view())) return {};
    return fail(Errc::reused, "stamp");
  }
  TIP_CHECK(forget_stamps());
  auto keep_stamp = database_.prepare("INSERT INTO stamps VALUES(?, ?, ?)");
  TIP_CHECK(keep_stamp.bind(lodging.stamp_bytes).bind(digest.view())
                .bind(number(lodging.stamp.tick)).run());
  const auto release = open_tick + lodging.stamp.hold;
  auto keep = database_.prepare(
      "INSERT OR IGNORE INTO lodgings(digest, release, body) VALUES(?, ?, ?)");
  TIP_CHECK(keep.bind(digest.view()).bind(number(release)).bind_view(lodging.body).run());
  if (database_.changes() == 0) return {};
  dirty_ = true;
  pool_.push_back(database_.last_row());
  return pool_.size() > wire::kPoolLodgingsMax ? evict() : Result<void>{};
}

Result<std::size_t> Store::count_stamps() {
  auto query = database_.prepare("SELECT count(*) FROM stamps");
  TIP_CHECK(query.step());
  return static_cast<std::size_t>(query.integer(0));
}

// A lodging whose stamp is forgotten may be kept a second time: that costs a place in a
// bag. To refuse new stamps instead would let a flood close the door for an hour.
Result<void> Store::forget_stamps() {
  if (++num_stamps_ <= stamps_max_) return {};
  auto drop = database_.prepare(
      "DELETE FROM stamps WHERE stamp IN (SELECT stamp FROM stamps ORDER BY tick LIMIT ?)");
  TIP_CHECK(drop.bind(static_cast<std::int64_t>(stamps_max_ / 8 + 1)).run());
  TIP_TRY(const auto left, count_stamps());
  num_stamps_ = left + 1;
  dirty_ = true;
  return {};
}

Result<void> Store::evict() {
  const auto at = static_cast<std::size_t>(drbg_.below(pool_.size()));
  auto drop = database_.prepare("DELETE FROM lodgings WHERE row = ?");
  TIP_CHECK(drop.bind(pool_[at]).run());
  std::swap(pool_[at], pool_.back());
  pool_.pop_back();
  return {};
}

Result<void> Store::put_keys(std::uint32_t epoch, std::uint16_t post_id, ByteView record) {
  auto query = database_.prepare("SELECT record FROM keys WHERE epoch = ? AND post = ?");
  TIP_TRY(const bool found, query.bind(std::int64_t{epoch}).bind(std::int64_t{post_id}).step());
  if (found) {
    if (equal_vartime(query.blob(0), record)) return {};
    return fail(Errc::conflict, "key record");
  }
  auto keep = database_.prepare("INSERT INTO keys VALUES(?, ?, ?)");
  return keep.bind(std::int64_t{epoch}).bind(std::int64_t{post_id}).bind(record).run();
}

Result<std::map<std::uint16_t, Bytes>> Store::keys_of(std::uint32_t epoch) {
  std::map<std::uint16_t, Bytes> out;
  auto query = database_.prepare("SELECT post, record FROM keys WHERE epoch = ?");
  query.bind(std::int64_t{epoch});
  for (;;) {
    TIP_TRY(const bool more, query.step());
    if (!more) return out;
    const auto record = query.blob(1);
    out[static_cast<std::uint16_t>(query.integer(0))] = {record.begin(), record.end()};
  }
}

Result<void> Store::queue_reply(ByteView envelope) {
  TIP_CHECK(crypto::Point::parse(envelope.first(32)));
  TIP_CHECK(crypto::Point::parse(envelope.subspan(32, 32)));
  const auto digest = keyed("digest", envelope);
  auto known = database_.prepare("SELECT 1 FROM replies WHERE digest = ?");
  TIP_TRY(const bool found, known.bind(digest.view()).step());
  if (found) return {};
  auto next = database_.prepare(
      "SELECT (SELECT coalesce(max(row), 0) + 1 FROM replies), count(*) FROM replies WHERE expire = 0");
  TIP_TRY(const bool counted, next.step());
  TIP_ASSERT(counted);
  if (next.integer(1) >= number(kQueueMax)) return fail(Errc::too_large, "reply queue");
  const auto row = next.integer(0);
  const auto id = drbg_.draw<protocol::ReplyId>();
  auto keep = database_.prepare("INSERT INTO replies(row, digest, expire, sealed) VALUES(?, ?, 0, ?)");
  return keep.bind(row).bind(digest.view()).bind(seal(row, id, envelope)).run();
}

Result<Bytes> Store::reply(const protocol::ReplyId& id) {
  const auto found = live_.find(id);
  // The same reading and unsealing happens for an unknown id, on the first row.
  auto query = database_.prepare(
      "SELECT row, sealed FROM replies WHERE row >= ? ORDER BY row LIMIT 1");
  query.bind(found == live_.end() ? std::int64_t{0} : found->second.row);
  TIP_TRY(const bool any, query.step());
  if (!any) return fail(Errc::not_found, "reply");
  const auto plain = unseal(query.integer(0), query.blob(1));
  if (found == live_.end()) return fail(Errc::not_found, "reply");
  if (!plain) return std::unexpected(plain.error());
  return Bytes(plain->begin() + wire::kReplyIdBytes, plain->end());
}

Result<void> Store::erase_reply(std::int64_t row) {
  auto drop = database_.prepare("DELETE FROM replies WHERE row = ?");
  return drop.bind(row).run();
}

// A burn writes even when it erases nothing: else the time of the answer would tell
// which visit burned something.
Result<void> Store::burn(std::span<const protocol::ReplyId> ids) {
  auto mark = database_.prepare("INSERT OR REPLACE INTO meta VALUES('burn', ?)");
  TIP_CHECK(mark.bind(drbg_.draw<protocol::ReplyId>().view()).run());
  for (const auto& id : ids) {
    const auto found = live_.find(id);
    if (found == live_.end()) continue;
    TIP_CHECK(erase_reply(found->second.row));
    dirty_ = true;
    live_.erase(found);
  }
  return {};
}

Result<std::vector<std::int64_t>> Store::released(std::uint64_t tick) {
  std::vector<std::int64_t> rows;
  auto query = database_.prepare("SELECT row FROM lodgings WHERE release BETWEEN ? AND ?");
  query.bind(number(tick) - kPoolLife).bind(number(tick));
  for (;;) {
    TIP_TRY(const bool more, query.step());
    if (!more) return rows;
    rows.push_back(query.integer(0));
  }
}

Result<std::vector<Pooled>> Store::take(std::span<const std::int64_t> rows) {
  std::vector<Pooled> out;
  for (const auto row : rows) {
    auto query = database_.prepare("SELECT body FROM lodgings WHERE row = ?");
    TIP_TRY(const bool found, query.bind(row).step());
    if (!found || query.blob(0).size() != wire::kEntryBytes + wire::kEnvelopeBytes)
      return fail(Errc::wrong_state, "pool");
    const auto body = query.blob(0);
    out.push_back({row, wire::Entry::from(body.first(wire::kEntryBytes)),
                   wire::EnvelopeBytes::from(body.subspan(wire::kEntryBytes))});
  }
  return out;
}

Result<std::vector<protocol::ReplySlot>> Store::advance_replies(std::uint64_t tick) {
  TIP_CHECK(expire_replies(tick));
  TIP_CHECK(go_live(tick));
  std::vector<protocol::ReplySlot> slots;
  for (const auto& [id, reply] : live_) slots.push_back(reply.slot);
  return slots;
}

Result<void> Store::expire_replies(std::uint64_t tick) {
  auto drop = database_.prepare("DELETE FROM replies WHERE expire > 0 AND expire <= ? RETURNING row");
  drop.bind(number(tick));
  for (;;) {
    TIP_TRY(const bool more, drop.step());
    if (!more) return {};
    const auto row = drop.integer(0);
    dirty_ = true;
    std::erase_if(live_, [row](const auto& item) { return item.second.row == row; });
  }
}

Result<void> Store::go_live(std::uint64_t tick) {
  auto queue = database_.prepare(
      "SELECT row, sealed FROM replies WHERE expire = 0 ORDER BY row LIMIT ?");
  queue.bind(std::int64_t{wire::kRepliesPerTick});
  std::vector<LiveReply> fresh;
  for (;;) {
    TIP_TRY(const bool more, queue.step());
    if (!more) break;
    TIP_TRY(const auto plain, unseal(queue.integer(0), queue.blob(1)));
    const ByteView view = plain;
    TIP_TRY(const auto x, crypto::Point::parse(view.subspan(16, 32)));
    TIP_TRY(const auto z, crypto::Point::parse(view.subspan(48, 32)));
    fresh.push_back({queue.integer(0), {x, z, protocol::ReplyId::from(view.first(16))}});
  }
  for (const auto& reply : fresh) {
    auto mark = database_.prepare("UPDATE replies SET expire = ? WHERE row = ?");
    TIP_CHECK(mark.bind(number(tick + wire::kReplyLifeTicks)).bind(reply.row).run());
    dirty_ = true;
    live_.emplace(reply.slot.id, reply);
  }
  while (live_.size() > wire::kReplySlots) {  // oldest out
    const auto oldest = std::ranges::min_element(
        live_, {}, [](const auto& item) { return item.second.row; });
    TIP_CHECK(erase_reply(oldest->second.row));
    live_.erase(oldest);
  }
  return {};
}

Result<void> Store::write_ledger(const Ledger& next) {
  auto keep = database_.prepare("INSERT OR REPLACE INTO meta VALUES('ledger', ?)");
  TIP_CHECK(keep.bind(encode_ledger(next)).run());
  dirty_ = true;
  ledger_ = next;
  ledger_.started = true;
  return {};
}

Result<std::vector<std::string>> Store::publish(const Ledger& next,
                                                std::span<const ShelfFile> files,
                                                std::span<const std::int64_t> taken) {
  TIP_ASSERT(!ledger_.started || next.tick > ledger_.tick);
  for (const auto row : taken) {
    auto drop = database_.prepare("DELETE FROM lodgings WHERE row = ?");
    TIP_CHECK(drop.bind(row).run());
  }
  const auto tick = number(next.tick);
  auto lost = database_.prepare("DELETE FROM lodgings WHERE release < ?");
  TIP_CHECK(lost.bind(tick - kPoolLife).run());
  auto stamps = database_.prepare("DELETE FROM stamps WHERE tick + ? < ?");
  TIP_CHECK(stamps.bind(std::int64_t{wire::kStampAgeTicks + 2}).bind(tick).run());
  TIP_TRY(num_stamps_, count_stamps());
  auto keys = database_.prepare("DELETE FROM keys WHERE epoch < ?");
  TIP_CHECK(keys.bind(std::int64_t{wire::epoch_of(next.tick)}).run());
  for (const auto& file : files) {
    auto add = database_.prepare("INSERT OR REPLACE INTO shelf VALUES(?, ?)");
    TIP_CHECK(add.bind(file.path).bind(number(file.expire_tick)).run());
  }
  std::vector<std::string> gone;
  auto expire = database_.prepare(
      "DELETE FROM shelf WHERE expire > 0 AND expire <= ? RETURNING path");
  expire.bind(tick);
  for (;;) {
    TIP_TRY(const bool more, expire.step());
    if (!more) break;
    gone.push_back(expire.text(0));
  }
  TIP_CHECK(write_ledger(next));
  pool_.clear();
  auto rows = database_.prepare("SELECT row FROM lodgings");
  for (;;) {
    TIP_TRY(const bool more, rows.step());
    if (!more) return gone;
    pool_.push_back(rows.integer(0));
  }
}

Result<std::vector<std::string>> Store::shelf() {
  std::vector<std::string> paths;
  auto query = database_.prepare("SELECT path FROM shelf");
  for (;;) {
    TIP_TRY(const bool more, query.step());
    if (!more) return paths;
    paths.push_back(query.text(0));
  }
}

Result<void> Store::begin() { return database_.execute("BEGIN IMMEDIATE"); }

Result<void> Store::commit() {
  TIP_CHECK(database_.execute("COMMIT"));
  dirty_ = false;
  return {};
}

void Store::rollback() {
  (void)database_.execute("ROLLBACK");
  if (dirty_) (void)load();
}

void Store::scrub() {
  (void)database_.execute(("PRAGMA incremental_vacuum(" + std::to_string(kVacuumPages) + ")").c_str());
  (void)database_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace tipstaff::relay
