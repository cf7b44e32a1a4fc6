#include "desk/refer/arrive.h"

#include <algorithm>

#include "desk/post/answers.h"
#include "desk/refer/adopt.h"
#include "desk/vault/audited.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/referral.h"
#include "tipstaff/wire/referral_part.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kComAt = 16;  // an entry is loc 16 || com 32

// The post whose long-term key sealed something, or nothing.
const wire::PostRecord* post_of_sender(const wire::Roster& roster, ByteView sender) {
  const auto found = std::ranges::find(roster.posts, crypto::sha256(sender), &wire::PostRecord::apke_hash);
  return found == roster.posts.end() ? nullptr : &*found;
}

Result<bool> is_settled(Vault& vault, const Hash32& hash) {
  auto query = vault.db().prepare("SELECT 1 FROM referrals WHERE hash = ?");
  return query.bind(hash.view()).step();
}

// Whole is a referral of which every part came.
struct Whole {
  Hash32 hash;
  SecretBytes record;
  std::size_t parts = 0;
  Carrier carrier;
  std::optional<protocol::Ack> ack;
};

Result<std::vector<Hash32>> whole_ones(Vault& vault) {
  std::vector<Hash32> out;
  auto query = vault.db().prepare("SELECT hash FROM referral_pieces GROUP BY hash HAVING count(*) = max(parts)");
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    TIP_TRY(const auto hash, Hash32::parse(query.blob(0)));
    out.push_back(hash);
  }
}

Bytes copy_of(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

protocol::Ack ack_of(std::uint64_t leaf, ByteView com) {
  protocol::Ack out;
  out.index = leaf;
  copy_into(out.com.fill(), com);
  return out;
}

// The acknowledgement is about the newest part whose entry the relay showed.
Result<Whole> join(Vault& vault, const Hash32& hash) {
  Whole out;
  out.hash = hash;
  auto query = vault.db().prepare("SELECT data, sender, fetch, pke, leaf, com FROM referral_pieces WHERE hash = ? ORDER BY position");
  query.bind(hash.view());
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    const auto data = query.blob(0);
    out.record.insert(out.record.end(), data.begin(), data.end());
    if (out.parts++ == 0) out.carrier = {copy_of(query.blob(1)), copy_of(query.blob(2)), copy_of(query.blob(3))};
    if (query.is_null(5)) continue;
    const auto leaf = static_cast<std::uint64_t>(query.integer(4));
    if (out.ack && out.ack->index > leaf) continue;
    out.ack = ack_of(leaf, query.blob(5));
  }
}

// check says whether a referral is by the post that it names, for us, and brought by it.
Result<wire::Referral> check(const Whole& whole, const crypto::VerifyKey& own, const Settling& settling) {
  if (crypto::sha256(whole.record) != whole.hash) return fail(Errc::wrong_hash, "referral");
  TIP_TRY(auto referral, protocol::parse_untrusted_referral(whole.record, wire::programme_hash(settling.programme)));
  const auto* from = post_of(*settling.roster, referral.from);
  if (from == nullptr || from->apke_hash != crypto::sha256(whole.carrier.sender)) return fail(Errc::wrong_sender, "referral");
  if (referral.to != own) return fail(Errc::not_for_us, "referral");
  return referral;
}

Result<std::int64_t> put_referral(Vault& vault, const Whole& whole, const wire::Referral* referral, const Settling& settling) {
  const auto name = referral != nullptr ? post_name(*settling.roster, referral->from) : std::string();
  TIP_CHECK(vault.db()
                .prepare("INSERT INTO referrals(outgoing, hash, peer, peer_name, of_case, subject, note, at, parts, state)"
                         " VALUES(0, ?, ?, ?, ?, 0, ?, ?, ?, ?)")
                .bind(whole.hash.view()).bind(referral != nullptr ? referral->from.view() : ByteView()).bind(std::string_view(name))
                .bind(std::int64_t{referral != nullptr && referral->file ? 1 : 0})
                .bind(std::string_view(referral != nullptr ? referral->note : std::string()))
                .bind(static_cast<std::int64_t>(settling.now)).bind(static_cast<std::int64_t>(whole.parts))
                .bind(static_cast<std::int64_t>(referral != nullptr ? ReferralState::taken : ReferralState::refused)).run());
  return vault.db().last_row();
}

Result<void> drop_pieces(Vault& vault, const Hash32& hash) {
  return vault.db().prepare("DELETE FROM referral_pieces WHERE hash = ?").bind(hash.view()).run();
}

Result<void> acknowledge(Vault& vault, const Carrier& carrier, const protocol::Ack& ack, const Settling& settling) {
  const auto fetch = crypto::Point::parse(carrier.fetch);
  if (!fetch) return {};  // the other desk's own doing
  TIP_TRY(const auto apke, wire::ApkePublic::parse(carrier.sender));
  TIP_TRY(const auto pke, wire::PkePublic::parse(carrier.pke));
  return queue_ack_to(vault, settling.programme, {*fetch, apke, pke}, ack, settling.tick, settling.drbg);
}

// was_taken: the referral is in the vault, and `from` brought it.
Result<bool> was_taken(Vault& vault, const Hash32& hash, const wire::PostRecord& from) {
  auto query = vault.db().prepare("SELECT 1 FROM referrals WHERE hash = ? AND peer = ? AND outgoing = 0 AND state = ?");
  return query.bind(hash.view()).bind(from.vk.view()).bind(static_cast<std::int64_t>(ReferralState::taken)).step();
}

Result<std::size_t> take_good(Vault& vault, const Whole& whole, const wire::Referral& referral, const Settling& settling) {
  TIP_TRY(const auto id, put_referral(vault, whole, &referral, settling));
  TIP_TRY(const auto adopted, adopt(vault, referral, id, whole.carrier, settling));
  const auto subject = adopted.case_number != 0 ? adopted.case_number : adopted.conversations.front();
  TIP_CHECK(vault.db().prepare("UPDATE referrals SET subject = ? WHERE id = ?").bind(subject).bind(id).run());
  TIP_CHECK(record_audit(vault, settling.now, referral.file ? "referred case" : "referred tip",
                         spaced({subject}) + " from " + post_name(*settling.roster, referral.from)));
  if (whole.ack) TIP_CHECK(acknowledge(vault, whole.carrier, *whole.ack, settling));
  return adopted.messages;
}

// One inside the other: what turns out not to fit half-way leaves nothing behind.
Result<std::size_t> try_good(Vault& vault, const Whole& whole, const wire::Referral& referral, const Settling& settling) {
  TIP_TRY(auto inner, platform::Transaction::begin(vault.db()));
  TIP_TRY(const auto messages, take_good(vault, whole, referral, settling));
  TIP_CHECK(inner.commit());
  return messages;
}

// What is wrong with the disk is no fault of the referral.
bool is_of_database(const Error& error) { return error.code == Errc::wrong_state; }

Result<std::size_t> take_false(Vault& vault, const Whole& whole, const Settling& settling) {
  TIP_TRY(const auto id, put_referral(vault, whole, nullptr, settling));
  const auto body = ByteView(whole.record).first(whole.record.size() - std::min<std::size_t>(whole.record.size(), wire::kSignatureBytes));
  auto readable = wire::parse_untrusted_referral_body(body);
  TIP_CHECK(adopt_warned(vault, readable ? std::optional(std::move(*readable)) : std::nullopt, whole.record, id, whole.carrier, settling));
  TIP_CHECK(record_audit(vault, settling.now, "false referral", spaced({id})));
  return std::size_t{1};
}

Result<std::size_t> settle(Vault& vault, const Hash32& hash, const crypto::VerifyKey& own, const Settling& settling) {
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_TRY(const auto whole, join(vault, hash));
  const auto referral = check(whole, own, settling);
  Result<std::size_t> messages = fail(Errc::bad_value, "referral");
  if (referral) messages = try_good(vault, whole, *referral, settling);
  if (!messages && is_of_database(messages.error())) return messages;
  if (!messages) messages = take_false(vault, whole, settling);
  TIP_CHECK(messages);
  TIP_CHECK(drop_pieces(vault, hash));
  TIP_CHECK(transaction.commit());
  return messages;
}

}  // namespace

Result<Taken> take_referral_part(Vault& vault, const Arrived& arrived, const wire::Entry* entry, const wire::Roster& roster) {
  const auto& opened = arrived.opened;
  const auto part = wire::parse_untrusted_referral_part(opened.block.data);
  if (!part) return Taken{};
  TIP_TRY(const bool settled, is_settled(vault, part->id));
  if (settled) return Taken{Taken::Kind::repeated, {}};
  const bool known = post_of_sender(roster, opened.sender.view()) != nullptr;
  auto insert = vault.db().prepare("INSERT OR IGNORE INTO referral_pieces(hash, position, parts, known, sender, fetch, pke, tick, leaf, com, data)"
                                   " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(part->id.view()).bind(std::int64_t{part->part}).bind(std::int64_t{part->parts}).bind(std::int64_t{known ? 1 : 0})
      .bind(opened.sender.view()).bind(opened.answer_fetch.view()).bind(opened.answer_pke.view())
      .bind(static_cast<std::int64_t>(arrived.tick)).bind(static_cast<std::int64_t>(arrived.leaf));
  if (entry != nullptr)
    insert.bind(entry->view().subspan(kComAt));
  else
    insert.bind_null();
  TIP_CHECK(insert.bind(part->bytes).run());
  return Taken{Taken::Kind::part, {}};
}

// All parts come again; one answer is enough, and more would let a post fill our outbox.
Result<void> acknowledge_again(Vault& vault, const Arrived& arrived, const wire::Entry& entry, const Settling& settling) {
  const auto& opened = arrived.opened;
  const auto part = wire::parse_untrusted_referral_part(opened.block.data);
  if (!part || part->part + 1 != part->parts) return {};
  const auto* from = post_of_sender(*settling.roster, opened.sender.view());
  if (from == nullptr) return {};
  TIP_TRY(const bool taken, was_taken(vault, part->id, *from));
  if (!taken) return {};
  const Carrier carrier{copy_of(opened.sender.view()), copy_of(opened.answer_fetch.view()), copy_of(opened.answer_pke.view())};
  return acknowledge(vault, carrier, ack_of(arrived.leaf, entry.view().subspan(kComAt)), settling);
}

Result<std::size_t> settle_referrals(Vault& vault, const Settling& settling) {
  TIP_TRY(const auto whole, whole_ones(vault));
  if (whole.empty()) return std::size_t{0};
  TIP_TRY(const auto identity, vault.identity());
  std::size_t messages = 0;
  for (const auto& hash : whole) {
    TIP_TRY(const auto came, settle(vault, hash, identity.sign_key.verify_key(), settling));
    messages += came;
  }
  return messages;
}

Result<void> forget_old_referrals(Vault& vault, std::uint64_t tick_now) {
  const auto before = [tick_now](std::uint64_t life) { return static_cast<std::int64_t>(tick_now > life ? tick_now - life : 0); };
  TIP_CHECK(vault.db()
                .prepare("DELETE FROM referral_pieces WHERE hash IN (SELECT hash FROM referral_pieces GROUP BY hash"
                         " HAVING max(tick) < CASE max(known) WHEN 1 THEN ? ELSE ? END)")
                .bind(before(kReferralLifeTicks)).bind(before(kPieceLifeTicks)).run());
  return vault.db()
      .prepare("DELETE FROM referral_pieces WHERE rowid IN (SELECT rowid FROM referral_pieces ORDER BY known DESC, tick DESC LIMIT -1 OFFSET ?)")
      .bind(kReferralPiecesMax).run();
}

}  // namespace tipstaff::desk
