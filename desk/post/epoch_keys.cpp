#include "desk/post/epoch_keys.h"

namespace tipstaff::desk {
namespace {

Result<bool> has_epoch(Vault& vault, std::uint32_t epoch) {
  auto query = vault.db().prepare("SELECT 1 FROM epochs WHERE epoch = ?");
  return query.bind(std::int64_t{epoch}).step();
}

Result<void> make_epoch(Vault& vault, const Identity& identity, std::uint32_t epoch,
                        std::string_view origin, std::uint16_t post_id, crypto::Drbg& drbg) {
  const auto seed = drbg.draw<protocol::KeySeed>();
  const auto keys = protocol::key_set_from(seed);
  const auto record =
      wire::sign_key_record({post_id, 0, epoch, keys.pub}, origin, identity.sign_key);
  return vault.db()
      .prepare("INSERT OR IGNORE INTO epochs(epoch, seed, record, state) VALUES(?, ?, ?, 0)")
      .bind(std::int64_t{epoch}).bind(ByteView(seed.expose())).bind(ByteView(record)).run();
}

constexpr std::uint64_t end_of(std::uint32_t epoch) {
  return (std::uint64_t{epoch} + 1) * wire::kEpochTicks - 1;
}

}  // namespace

Result<void> make_epochs(Vault& vault, std::uint32_t first, std::uint32_t last,
                         std::string_view origin, std::uint16_t post_id, crypto::Drbg& drbg) {
  std::optional<Identity> identity;
  for (std::uint32_t epoch = first; epoch <= last; ++epoch) {
    TIP_TRY(const bool there, has_epoch(vault, epoch));
    if (there) continue;
    if (!identity) {
      TIP_TRY(identity, vault.identity());
    }
    TIP_CHECK(make_epoch(vault, *identity, epoch, origin, post_id, drbg));
  }
  return {};
}

Result<std::vector<EpochRecord>> epochs(Vault& vault) {
  std::vector<EpochRecord> out;
  auto query = vault.db().prepare("SELECT epoch, state FROM epochs ORDER BY epoch");
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back({static_cast<std::uint32_t>(query.integer(0)),
                   static_cast<EpochState>(query.integer(1))});
  }
}

Result<Bytes> epoch_record(Vault& vault, std::uint32_t epoch) {
  auto query = vault.db().prepare("SELECT record FROM epochs WHERE epoch = ?");
  TIP_TRY(const bool row, query.bind(std::int64_t{epoch}).step());
  if (!row) return fail(Errc::not_found, "epoch");
  const auto record = query.blob(0);
  return Bytes(record.begin(), record.end());
}

Result<void> set_epoch_state(Vault& vault, std::uint32_t epoch, EpochState state) {
  return vault.db().prepare("UPDATE epochs SET state = ? WHERE epoch = ?")
      .bind(static_cast<std::int64_t>(state)).bind(std::int64_t{epoch}).run();
}

Result<std::vector<LiveKey>> live_keys(Vault& vault, std::uint32_t epoch_newest) {
  std::vector<LiveKey> out;
  auto query = vault.db().prepare("SELECT epoch, seed FROM epochs WHERE epoch <= ? ORDER BY epoch DESC");
  query.bind(std::int64_t{epoch_newest});
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    TIP_TRY(const auto seed, protocol::KeySeed::parse(query.blob(1)));
    out.push_back({static_cast<std::uint32_t>(query.integer(0)), protocol::key_set_from(seed)});
  }
}

Result<std::size_t> erase_epochs(Vault& vault, std::uint64_t taken_through,
                                 std::uint64_t tick_now) {
  TIP_TRY(const auto all, epochs(vault));
  std::size_t erased = 0;
  for (const auto& one : all) {
    const auto end = end_of(one.epoch);
    if (taken_through < end + wire::kGraceTicks && tick_now <= end + wire::kBagLifeTicks) continue;
    TIP_CHECK(vault.db().prepare("DELETE FROM epochs WHERE epoch = ?")
                  .bind(std::int64_t{one.epoch}).run());
    ++erased;
  }
  if (erased > 0) TIP_CHECK(vault.purge());
  return erased;
}

}  // namespace tipstaff::desk
