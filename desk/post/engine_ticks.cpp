// The part of Engine that takes bags.

#include "desk/cases/named.h"
#include "desk/post/engine.h"
#include "desk/refer/arrive.h"
#include "tipstaff/protocol/claim_key.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kNextTick = "next_tick";
constexpr std::int64_t kLateTicksARound = 4;

// receipt_of compares the log's entry with the one that the tip's claim makes.
Receipt receipt_of(const wire::Block& block, const wire::Entry* entry, const Hash32& origin_hash) {
  if (block.cpk.is_zero()) return Receipt::none;
  if (entry == nullptr) return Receipt::unknown;
  return protocol::entry_of(origin_hash, block.cpk, block.salt, block.data) == *entry
             ? Receipt::verified
             : Receipt::mismatch;
}

protocol::Ack ack_for(std::uint64_t leaf, const wire::Entry& entry) {
  protocol::Ack ack;
  ack.index = leaf;
  copy_into(ack.com.fill(), entry.view().subspan(16));
  return ack;
}

Result<std::vector<std::uint64_t>> late_ticks(Vault& vault) {
  std::vector<std::uint64_t> out;
  auto query = vault.db().prepare("SELECT tick FROM late_ticks ORDER BY tries, tick LIMIT ?");
  query.bind(kLateTicksARound);
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(static_cast<std::uint64_t>(query.integer(0)));
  }
}

// oldest_late returns the oldest tick whose bag is still to come.
Result<std::optional<std::uint64_t>> oldest_late(Vault& vault) {
  auto query = vault.db().prepare("SELECT min(tick) FROM late_ticks");
  TIP_TRY(const bool row, query.step());
  if (!row || query.is_null(0)) return std::optional<std::uint64_t>();
  return std::optional(static_cast<std::uint64_t>(query.integer(0)));
}

// advance says that a tick was dealt with; ticks go one after the other.
Result<void> advance(Vault& vault, std::uint64_t tick) {
  TIP_TRY(const auto next, vault.get_number(kNextTick));
  if (!next || *next <= tick) TIP_CHECK(vault.put_number(kNextTick, tick + 1));
  return vault.db().prepare("DELETE FROM late_ticks WHERE tick = ?")
      .bind(static_cast<std::int64_t>(tick)).run();
}

}  // namespace

Result<std::size_t> Engine::take_ticks(const Newest& newest) {
  std::size_t messages = 0;
  TIP_TRY(auto tick, first_to_take(newest));
  for (; tick <= newest.page.bulletin.tick; ++tick) {
    TIP_TRY(const auto came, take_tick(tick, newest));
    messages += came;
  }
  TIP_CHECK(take_late(newest, messages));
  return messages;
}

// scan_some keeps what tips name up to date, a few at a time, so that nobody waits long for
// the desk. What an older vault has besides is scanned when it is first asked for.
Result<void> Engine::scan_some() {
  constexpr std::size_t kMessagesARound = 500;
  return desk_.with([&](Vault& vault) -> Result<void> {
    TIP_CHECK(scan_new(vault, scanner_, kMessagesARound));
    return {};
  });
}

// settle takes in referrals that are whole.
Result<std::size_t> Engine::settle(const Newest& newest) {
  const auto now = static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000;
  return desk_.with([&](Vault& vault) {
    return settle_referrals(vault, {programme_, newest.roster, type_of_, newest.page.bulletin.tick, now, drbg_});
  });
}

// A new desk begins with the first tick of its oldest keys; nobody goes back
// further than bags are kept.
Result<std::uint64_t> Engine::first_to_take(const Newest& newest) {
  const auto now = newest.page.bulletin.tick;
  const auto oldest = now > wire::kBagLifeTicks ? now - wire::kBagLifeTicks : 0;
  return desk_.with([&](Vault& vault) -> Result<std::uint64_t> {
    TIP_TRY(const auto next, vault.get_number(kNextTick));
    if (next) return std::max(*next, oldest);
    TIP_TRY(const auto all, epochs(vault));
    const auto first = all.empty() ? now : std::uint64_t{all.front().epoch} * wire::kEpochTicks;
    return std::max(std::min(first, now), oldest);
  });
}

// take_tick is all or nothing: the tips of a tick and the mark that it was taken
// are written together. A tick that the relay never published is passed over.
Result<std::size_t> Engine::take_tick(std::uint64_t tick, const Newest& newest) {
  const auto later = [&]() -> Result<std::size_t> {
    TIP_CHECK(postpone_tick(tick));
    return std::size_t{0};
  };
  auto page = page_of(tick, newest);
  if (!page && page.error().code == Errc::not_found) return std::unexpected(page.error());
  if (!page) return note(Trouble::wrong_bytes), later();
  if (!*page) {
    TIP_CHECK(skip_tick(tick));
    return std::size_t{0};
  }
  TIP_TRY(const auto bag, relay_.bag(tick));
  if (bag.status == 404) return later();
  if (bag.status != 200) return fail(Errc::bad_status, "relay");
  if (!check_bag(**page, bag.body)) return note(Trouble::wrong_bytes), later();
  TIP_TRY(const auto entries, entries_of(**page, newest));
  TIP_TRY(auto found, open_bag(**page, bag.body));
  return store_found(**page, std::move(found), entries);
}

Result<std::optional<SignedBulletin>> Engine::page_of(std::uint64_t tick, const Newest& newest) {
  if (tick == newest.page.bulletin.tick) return std::optional(newest.page);
  TIP_TRY(const auto answer, relay_.read("/v1/t/" + std::to_string(tick) + "/bulletin"));
  if (answer.status == 404) return std::optional<SignedBulletin>();
  if (answer.status != 200) return fail(Errc::not_found, "relay");
  TIP_TRY(const auto hash, roster_named_by_unverified(answer.body));
  TIP_TRY(const auto* roster, roster_of(hash));
  TIP_TRY(auto page, verify_bulletin(answer.body, programme_, *roster));
  if (page.bulletin.tick != tick) return fail(Errc::wrong_hash, "tick");
  return std::optional(std::move(page));
}

// entries_of asks for the bundle that holds the batch: by today's size of the log,
// or by the size at that tick. Nothing when the relay does not show it.
Result<std::optional<std::vector<wire::Entry>>> Engine::entries_of(const SignedBulletin& page,
                                                                   const Newest& newest) {
  for (const auto size : {newest.page.proof.checkpoint().size, page.proof.checkpoint().size}) {
    TIP_TRY(const auto answer, relay_.read(entries_path_of(page, size)));
    if (answer.status != 200) continue;
    auto entries = entries_of_batch(page, answer.body, size);
    if (entries) return std::optional(std::move(*entries));
  }
  note(Trouble::wrong_bytes);
  return std::optional<std::vector<wire::Entry>>();
}

// open_bag tries every live key on every envelope. One that carries our hint and
// does not open is somebody's junk: counted, and left.
Result<std::vector<Engine::Found>> Engine::open_bag(const SignedBulletin& page, ByteView bag) {
  TIP_TRY(auto keys, desk_.with([&](Vault& vault) { return live_keys(vault, page.bulletin.epoch); }));
  std::vector<Found> out;
  std::uint64_t junk = 0;
  for (std::size_t slot = 0; (slot + 1) * wire::kEnvelopeBytes <= bag.size(); ++slot) {
    const auto envelope = bag.subspan(slot * wire::kEnvelopeBytes, wire::kEnvelopeBytes);
    for (const auto& live : keys) {
      if (!protocol::hint_matches(live.keys.fetch, envelope)) continue;
      auto opened = protocol::open_envelope(nr_, live.keys, envelope);
      if (opened)
        out.push_back({std::move(*opened), slot});
      else
        ++junk;
    }
  }
  const std::lock_guard held(status_mutex_);
  status_.junk += junk;
  return out;
}

Result<std::size_t> Engine::store_found(const SignedBulletin& page, std::vector<Found> found,
                                        const std::optional<std::vector<wire::Entry>>& entries) {
  TIP_TRY(const auto* roster, roster_of(page.bulletin.roster_hash));
  const auto seconds = (*roster)->tick_seconds;
  return desk_.with([&](Vault& vault) -> Result<std::size_t> {
    std::size_t messages = 0;
    TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
    for (auto& one : found) {
      const auto* entry = entries ? &(*entries)[one.slot] : nullptr;
      Arrived arrived;
      arrived.receipt = receipt_of(one.opened.block, entry, origin_hash_);
      arrived.leaf = page.proof->index + 1 + one.slot;
      arrived.tick = page.bulletin.tick;
      arrived.at = (page.bulletin.tick + 1) * seconds;
      arrived.opened = std::move(one.opened);
      const auto leaf = arrived.leaf;
      if (arrived.opened.block.type == wire::BlockType::referral) {
        TIP_TRY(const auto part, take_referral_part(vault, arrived, entry, **roster));
        if (part.kind == Taken::Kind::repeated && entry != nullptr)
          TIP_CHECK(acknowledge_again(vault, arrived, *entry, {programme_, *roster, type_of_, arrived.tick, arrived.at, drbg_}));
        continue;
      }
      if (arrived.receipt == Receipt::verified) arrived.proof = entry_proof(page, *entries, one.slot);
      TIP_TRY(const auto taken, take(vault, std::move(arrived), type_of_));
      if (taken.kind == Taken::Kind::message) ++messages;
      if (taken.acknowledge && entry)
        TIP_CHECK(queue_ack(vault, programme_, *taken.acknowledge, ack_for(leaf, *entry),
                            page.bulletin.tick, drbg_));
    }
    TIP_CHECK(advance(vault, page.bulletin.tick));
    TIP_CHECK(transaction.commit());
    return messages;
  });
}

Result<void> Engine::skip_tick(std::uint64_t tick) {
  return desk_.with([&](Vault& vault) { return advance(vault, tick); });
}

// A tick whose bag is missing or wrong is asked for again in later rounds, while
// the ticks after it go on.
Result<void> Engine::postpone_tick(std::uint64_t tick) {
  return desk_.with([&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto next, vault.get_number(kNextTick));
    if (!next || *next <= tick) TIP_CHECK(vault.put_number(kNextTick, tick + 1));
    return vault.db()
        .prepare("INSERT INTO late_ticks(tick, tries) VALUES(?, 0)"
                 " ON CONFLICT(tick) DO UPDATE SET tries = tries + 1")
        .bind(static_cast<std::int64_t>(tick)).run();
  });
}

Result<void> Engine::take_late(const Newest& newest, std::size_t& messages) {
  TIP_TRY(const auto ticks, desk_.with([](Vault& vault) { return late_ticks(vault); }));
  for (const auto tick : ticks) {
    if (tick + wire::kBagLifeTicks < newest.page.bulletin.tick) {
      TIP_CHECK(skip_tick(tick));
      continue;
    }
    TIP_TRY(const auto came, take_tick(tick, newest));
    messages += came;
  }
  return {};
}

// Keys are erased by the oldest tick that is not taken yet.
Result<void> Engine::tidy(std::uint64_t tick_now) {
  return desk_.with([&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto next, vault.get_number(kNextTick));
    TIP_TRY(const auto late, oldest_late(vault));
    const auto first_missing = std::min(next.value_or(0), late.value_or(next.value_or(0)));
    const auto taken_through = first_missing > 0 ? first_missing - 1 : 0;
    TIP_CHECK(erase_epochs(vault, taken_through, tick_now));
    TIP_CHECK(forget_old_referrals(vault, tick_now));
    return forget_old(vault, tick_now);
  });
}

}  // namespace tipstaff::desk
