#include "desk/post/engine.h"

#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/claim_key.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kSeenBulletin = "seen_bulletin";  // tick u64 || H(bulletin)

Trouble trouble_of(const Error& error) {
  switch (error.code) {
    case Errc::not_found: case Errc::bad_status: return Trouble::relay_silent;
    case Errc::expired: case Errc::not_yet_valid: return Trouble::roster_expired;
    case Errc::wrong_state: case Errc::conflict: return Trouble::vault;
    case Errc::stale: return Trouble::went_back;
    default: return Trouble::wrong_bytes;
  }
}

}  // namespace

Engine::Engine(Desk& desk, wire::Programme programme, RelayClient relay, FileTyper type_of,
               crypto::Drbg drbg)
    : desk_(desk),
      programme_(std::move(programme)),
      nr_(wire::programme_hash(programme_)),
      origin_hash_(wire::origin_hash(programme_.origin)),
      relay_(std::move(relay)),
      type_of_(std::move(type_of)),
      drbg_(std::move(drbg)) {}

EngineStatus Engine::status() const {
  const std::lock_guard held(status_mutex_);
  return status_;
}

void Engine::note(Trouble trouble) {
  if (round_trouble_ == Trouble::none) round_trouble_ = trouble;
}

Result<std::size_t> Engine::round() {
  round_trouble_ = Trouble::none;
  auto done = duties();
  if (!done && done.error().code == Errc::closed) return done;
  if (!done) note(trouble_of(done.error()));
  const std::lock_guard held(status_mutex_);
  status_.trouble = round_trouble_;
  return done;
}

Result<std::size_t> Engine::duties() {
  if (desk_.locked()) {
    if (visitor_) visitor_->forget();
    return fail(Errc::closed, "vault is locked");
  }
  TIP_TRY(const auto newest, ask_newest());
  if (!newest) {
    TIP_CHECK(before_the_first_tick());
    return std::size_t{0};
  }
  const auto epoch = newest->page.bulletin.epoch;
  TIP_CHECK(keep_keys(epoch + 1, epoch + wire::kEpochsAheadMax, newest->post_id));
  TIP_CHECK(check_published(*newest));
  TIP_TRY(auto messages, take_ticks(*newest));
  TIP_CHECK(send_outbox(newest->page.bulletin.tick));
  TIP_CHECK(tidy(newest->page.bulletin.tick));
  guard_page(*newest);
  TIP_TRY(const auto answers, visit(*newest));
  TIP_TRY(const auto referred, settle(*newest));
  messages += answers + referred;
  if (messages > 0) TIP_CHECK(scan_some());  // after the last request: it takes time that tells
  return messages;
}

Result<std::size_t> Engine::visit(const Newest& newest) {
  return visitor_ ? visitor_->visit_if_due(desk_, newest.roster, type_of_) : std::size_t{0};
}

void Engine::guard_page(const Newest& newest) {
  if (!page_guard_) return;
  page_guard_->look(newest.roster->client_bundle_hash, relay_, static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000);
  if (page_guard_->differs()) note(Trouble::page_differs);
}

Result<RelayAnswer> Engine::expect_answer(Result<RelayAnswer> answer) {
  if (answer && answer->status != 200) return fail(Errc::bad_status, "relay");
  return answer;
}

// Nothing when the relay has not begun.
Result<std::optional<Engine::Newest>> Engine::ask_newest() {
  TIP_TRY(const auto latest, relay_.read("/v1/t/latest"));
  if (latest.status == 503) return std::optional<Newest>();
  if (latest.status != 200) return fail(Errc::bad_status, "relay");
  TIP_TRY(const auto hash, roster_named_by_unverified(latest.body));
  TIP_TRY(const auto* roster, roster_of(hash));
  TIP_TRY(auto page, verify_bulletin(latest.body, programme_, *roster));
  TIP_CHECK(check_progress(page));
  TIP_CHECK(desk_.with([&](Vault& vault) { return vault.store_roster(*roster, programme_); }));
  {
    const std::lock_guard held(status_mutex_);
    status_.contact_unix = static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000;
    status_.tick = page.bulletin.tick;
    status_.epoch = page.bulletin.epoch;
    status_.tick_seconds = (*roster)->tick_seconds;
  }
  TIP_TRY(const auto id, own_id(**roster));
  return std::optional(Newest{std::move(page), *roster, id});
}

// roster_of returns a verified roster by its hash: known, or asked for.
Result<const wire::VerifiedRoster*> Engine::roster_of(const Hash32& hash) {
  if (const auto known = rosters_.find(hash); known != rosters_.end()) return &known->second;
  TIP_TRY(const auto answer, expect_answer(relay_.read("/v1/roster/" + to_hex(hash.view()))));
  TIP_TRY(auto roster, wire::parse_untrusted_roster(answer.body, programme_));
  if (roster.hash() != hash) return fail(Errc::wrong_hash, "roster");
  return &rosters_.emplace(hash, std::move(roster)).first->second;
}

// A post is known in the roster by its key; the authority may give it another id.
Result<std::uint16_t> Engine::own_id(const wire::Roster& roster) {
  TIP_TRY(const auto identity, desk_.with([](Vault& vault) { return vault.identity(); }));
  for (const auto& post : roster.posts)
    if (post.vk == identity.sign_key.verify_key()) return post.id;
  note(Trouble::not_in_roster);
  return fail(Errc::wrong_sender, "post is not in the roster");
}

// The newest tick never goes back, and one tick has one bulletin.
Result<void> Engine::check_progress(const SignedBulletin& page) {
  const auto hash = crypto::sha256(page.proof->extra);
  return desk_.with([&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto before, vault.get(kSeenBulletin));
    if (before) {
      wire::Reader in(*before);
      TIP_TRY(const auto tick, in.u64());
      TIP_TRY(const auto seen, in.fixed<Hash32>());
      if (page.bulletin.tick < tick) return fail(Errc::stale, "bulletin");
      if (page.bulletin.tick == tick && seen != hash) {
        note(Trouble::two_bulletins);
        return fail(Errc::wrong_hash, "bulletin");
      }
      if (page.bulletin.tick == tick) return {};
    }
    return vault.put(kSeenBulletin,
                     wire::Writer().u64(page.bulletin.tick).raw(hash.view()).take());
  });
}

// The relay waits with its first tick until the posts have uploaded their keys, so
// here alone the epoch comes from our own clock.
Result<void> Engine::before_the_first_tick() {
  note(Trouble::not_begun);
  TIP_TRY(const auto roster,
          desk_.with([this](Vault& vault) { return vault.roster(programme_); }));
  if (!roster) {
    round_trouble_ = Trouble::no_roster;
    return {};
  }
  TIP_TRY(const auto id, own_id(**roster));
  const auto seconds = static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000;
  const auto epoch = wire::epoch_of(seconds / (*roster)->tick_seconds);
  {
    const std::lock_guard held(status_mutex_);
    status_.tick_seconds = (*roster)->tick_seconds;
    status_.epoch = epoch;
  }
  return keep_keys(epoch, epoch + wire::kEpochsAheadMax, id);
}

// keep_keys draws and uploads what is missing. A refusal (409) means that other keys
// are there, or that the epoch is frozen; the keys file will tell which.
Result<void> Engine::keep_keys(std::uint32_t first, std::uint32_t last, std::uint16_t post_id) {
  TIP_CHECK(desk_.with([&](Vault& vault) {
    return make_epochs(vault, first, last, programme_.origin, post_id, drbg_);
  }));
  TIP_TRY(const auto all, desk_.with([](Vault& vault) { return epochs(vault); }));
  for (const auto& one : all) {
    if (one.epoch < first || one.epoch > last || one.state != EpochState::made) continue;
    TIP_TRY(const auto record,
            desk_.with([&](Vault& vault) { return epoch_record(vault, one.epoch); }));
    TIP_TRY(const auto status, relay_.put_keys(record));
    if (status == 403) note(Trouble::not_in_roster);
    if (status != 204 && status != 409) continue;
    const auto state = status == 204 ? EpochState::uploaded : EpochState::other;
    TIP_CHECK(desk_.with([&](Vault& vault) { return set_epoch_state(vault, one.epoch, state); }));
  }
  return {};
}

// check_published compares, once an epoch, the published keys with our own.
Result<void> Engine::check_published(const Newest& newest) {
  const auto& bulletin = newest.page.bulletin;
  const auto epoch = bulletin.epoch;
  if (checked_epoch_ != epoch) {
    TIP_TRY(const auto file,
            expect_answer(relay_.read("/v1/e/" + std::to_string(epoch) + "/keys")));
    const auto published =
        wire::find_keys(file.body, bulletin.keys_hash, *newest.roster, epoch, newest.post_id);
    if (!published && published.error().code != Errc::closed)
      return std::unexpected(published.error());
    TIP_TRY(published_, desk_.with([&](Vault& vault) -> Result<EpochState> {
      const auto record = epoch_record(vault, epoch);
      if (!published) return record ? EpochState::closed : EpochState::made;
      if (!record) return EpochState::other;
      const auto ours = wire::parse_untrusted_key_record(*record, *newest.roster, epoch);
      return ours && *ours == *published ? EpochState::published : EpochState::other;
    }));
    TIP_CHECK(desk_.with([&](Vault& vault) { return set_epoch_state(vault, epoch, published_); }));
    checked_epoch_ = epoch;
  }
  if (published_ == EpochState::other) note(Trouble::other_desk);
  return {};
}

// Refused parts stay where a person sees them; anything else is tried again.
Result<void> Engine::send_outbox(std::uint64_t tick) {
  for (std::int64_t after = 0;;) {
    TIP_TRY(const auto item,
            desk_.with([&](Vault& vault) { return next_to_send(vault, tick, after); }));
    if (!item) return {};
    after = item->id;
    TIP_TRY(const auto status, relay_.put_reply(item->envelope));
    if (status != 204 && status != 400) return fail(Errc::bad_status, "relay");
    TIP_CHECK(desk_.with([&](Vault& vault) {
      return status == 204 ? mark_sent(vault, item->id) : mark_refused(vault, item->id);
    }));
  }
}

}  // namespace tipstaff::desk
