#include "desk/refer/hand_over.h"

#include "desk/cases/export_requests.h"
#include "desk/vault/audited.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/referral.h"
#include "tipstaff/wire/referral_part.h"

namespace tipstaff::desk {
namespace {

std::int64_t number_of(ReferralState state) { return static_cast<std::int64_t>(state); }

Result<void> check_note(std::string_view note) {
  if (note.size() > wire::kReferralNoteBytesMax) return fail(Errc::too_large, "note of a referral");
  if (!valid_utf8(as_bytes(note))) return fail(Errc::bad_text, "note of a referral");
  return {};
}

Result<wire::PostRecord> addressee(const wire::Roster& roster, const Identity& identity, std::uint16_t id) {
  const auto* post = roster.post(id);
  if (post == nullptr) return fail(Errc::not_found, "post");
  if (post->vk == identity.sign_key.verify_key()) return fail(Errc::conflict, kOwnPost);
  return *post;
}

Result<std::int64_t> put_referral(Vault& vault, const ReferRequest& request, const wire::PostRecord& to, ByteView record,
                                  std::size_t parts, ReferralState state, std::uint64_t now) {
  const auto hash = crypto::sha256(record);
  TIP_CHECK(vault.db()
                .prepare("INSERT INTO referrals(outgoing, hash, peer, peer_name, of_case, subject, note, at, parts, state)"
                         " VALUES(1, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(hash.view()).bind(to.vk.view()).bind(std::string_view(to.name)).bind(std::int64_t{request.of_case ? 1 : 0})
                .bind(request.number).bind(std::string_view(request.note)).bind(static_cast<std::int64_t>(now))
                .bind(static_cast<std::int64_t>(parts)).bind(number_of(state)).run());
  return vault.db().last_row();
}

Result<void> put_parts(Vault& vault, std::int64_t id, const std::vector<SecretBytes>& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i)
    TIP_CHECK(vault.db().prepare("INSERT INTO referral_parts(referral, position, data) VALUES(?, ?, ?)")
                  .bind(id).bind(static_cast<std::int64_t>(i)).bind(ByteView(parts[i])).run());
  return {};
}

Leaving held_leaving(std::int64_t id, const ReferRequest& request, const wire::PostRecord& to, ByteView record) {
  return {LeavingKind::referral, id, request.of_case ? "case" : "tip", {}, to.name, {}, crypto::sha256(record), {}, {}, {}};
}

Result<void> put_tips(Vault& vault, std::int64_t id, const std::vector<std::int64_t>& messages) {
  for (const auto message : messages)
    TIP_CHECK(vault.db().prepare("INSERT INTO referral_tips(referral, message) VALUES(?, ?)").bind(id).bind(message).run());
  return {};
}

Result<ReferralState> state_of(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare("SELECT state FROM referrals WHERE id = ? AND outgoing = 1");
  TIP_TRY(const bool row, query.bind(id).step());
  if (!row) return fail(Errc::not_found, "referral");
  return static_cast<ReferralState>(query.integer(0));
}

Result<void> set_state(Vault& vault, std::int64_t id, ReferralState state) {
  return vault.db().prepare("UPDATE referrals SET state = ? WHERE id = ?").bind(number_of(state)).bind(id).run();
}

Result<bool> all_handed(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare("SELECT 1 FROM referral_parts WHERE referral = ? AND handed = 0 LIMIT 1");
  TIP_TRY(const bool row, query.bind(id).step());
  return !row;
}

// Nothing of it is kept any more but that it was.
Result<void> drop_parts(Vault& vault, std::int64_t id) {
  TIP_CHECK(vault.db().prepare("DELETE FROM referral_coms WHERE referral = ?").bind(id).run());
  return vault.db().prepare("DELETE FROM referral_parts WHERE referral = ?").bind(id).run();
}

Result<void> check_open(Vault& vault, std::int64_t id) {
  TIP_TRY(const auto state, state_of(vault, id));
  if (state == ReferralState::acknowledged || state == ReferralState::withdrawn) return fail(Errc::conflict, "a referral that is closed");
  return {};
}

}  // namespace

Result<Referred> refer(Vault& vault, const wire::Programme& programme, const ReferRequest& request, std::uint64_t now) {
  TIP_CHECK(check_note(request.note));
  TIP_TRY(const auto roster, vault.roster(programme));
  if (!roster) return fail(Errc::not_found, "post");
  TIP_TRY(const auto identity, vault.identity());
  TIP_TRY(const auto to, addressee(**roster, identity, request.to));
  TIP_TRY(auto packed, request.of_case ? pack_case(vault, request.number) : pack_conversation(vault, request.number));
  packed.referral.nr = wire::programme_hash(programme);
  packed.referral.to = to.vk;
  packed.referral.when = now;
  packed.referral.note = request.note;
  TIP_TRY(const auto record, protocol::sign_referral(std::move(packed.referral), identity.sign_key));
  TIP_TRY(const auto parts, wire::split_referral(record));
  TIP_TRY(const bool two, two_must_agree(vault, request.four_eyes, now));
  const auto state = two ? ReferralState::held : ReferralState::sending;
  const std::string_view action = two ? (request.of_case ? "ask to refer case" : "ask to refer tip") : (request.of_case ? "refer case" : "refer tip");
  Referred out{0, parts.size(), 0};
  const auto detail = spaced({request.number}) + " to " + to.name;
  const auto done = run_audited(vault, now, action, detail, [&]() -> Result<void> {
    TIP_TRY(out.id, put_referral(vault, request, to, record, parts.size(), state, now));
    TIP_CHECK(put_parts(vault, out.id, parts));
    TIP_CHECK(put_tips(vault, out.id, packed.messages));
    if (!two) return {};
    TIP_TRY(out.request, put_request(vault, held_leaving(out.id, request, to, record), now));
    return {};
  });
  TIP_CHECK(done);
  return out;
}

Result<void> refer_again(Vault& vault, std::int64_t id, std::uint64_t now) {
  TIP_CHECK(check_open(vault, id));
  TIP_TRY(const auto state, state_of(vault, id));
  if (state == ReferralState::held) return fail(Errc::conflict, kHeld);
  return run_audited(vault, now, "refer again", spaced({id}), [&]() -> Result<void> {
    TIP_CHECK(vault.db().prepare("UPDATE referral_parts SET handed = 0 WHERE referral = ?").bind(id).run());
    return set_state(vault, id, ReferralState::sending);
  });
}

Result<void> withdraw_referral(Vault& vault, std::int64_t id, std::uint64_t now) {
  TIP_CHECK(check_open(vault, id));
  return run_audited(vault, now, "withdraw referral", spaced({id}), [&]() -> Result<void> {
    TIP_CHECK(drop_parts(vault, id));
    return set_state(vault, id, ReferralState::withdrawn);
  });
}

Result<std::optional<NextPart>> next_part(Vault& vault) {
  auto query = vault.db().prepare("SELECT p.referral, p.position, r.peer, p.data FROM referral_parts p JOIN referrals r ON r.id = p.referral"
                                  " WHERE r.state = 0 AND p.handed = 0 ORDER BY p.referral, p.position LIMIT 1");
  TIP_TRY(const bool row, query.step());
  if (!row) return std::optional<NextPart>();
  TIP_TRY(const auto to, crypto::VerifyKey::parse(query.blob(2)));
  const auto data = query.blob(3);
  return std::optional(NextPart{query.integer(0), query.integer(1), to, SecretBytes(data.begin(), data.end())});
}

Result<void> mark_leaving(Vault& vault, const NextPart& part, ByteView com) {
  return vault.db().prepare("INSERT OR IGNORE INTO referral_coms(com, referral) VALUES(?, ?)").bind(com).bind(part.referral).run();
}

// The row is gone when it was withdrawn meanwhile; then nothing is to be noted.
Result<void> mark_handed(Vault& vault, const NextPart& part, std::uint64_t now) {
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_CHECK(vault.db().prepare("UPDATE referral_parts SET handed = 1 WHERE referral = ? AND position = ?")
                .bind(part.referral).bind(part.position).run());
  const bool there = vault.db().changes() > 0;
  TIP_TRY(const bool all, all_handed(vault, part.referral));
  if (there && all) {
    TIP_CHECK(set_state(vault, part.referral, ReferralState::handed));
    TIP_CHECK(record_audit(vault, now, "referral handed over", spaced({part.referral})));
  }
  return transaction.commit();
}

Result<void> mark_stopped(Vault& vault, std::int64_t referral, std::uint64_t now) {
  return run_audited(vault, now, "referral stopped", spaced({referral}),
                     [&]() -> Result<void> { return set_state(vault, referral, ReferralState::stopped); });
}

Result<bool> mark_acknowledged(Vault& vault, const protocol::Ack& ack, const crypto::VerifyKey& by, std::uint64_t now) {
  std::int64_t id = 0;
  {
    auto query = vault.db().prepare("SELECT r.id FROM referral_coms c JOIN referrals r ON r.id = c.referral WHERE c.com = ? AND r.peer = ?");
    TIP_TRY(const bool row, query.bind(ack.com.view()).bind(by.view()).step());
    if (!row) return false;
    id = query.integer(0);
  }
  const auto done = run_audited(vault, now, "referral acknowledged", spaced({id}), [&]() -> Result<void> {
    TIP_CHECK(drop_parts(vault, id));
    return set_state(vault, id, ReferralState::acknowledged);
  });
  TIP_CHECK(done);
  return true;
}

}  // namespace tipstaff::desk
