#include "desk/refer/visitor.h"

#include "desk/refer/new_message.h"
#include "desk/vault/audited.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/claim_key.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kNextVisit = "next_visit";         // unix milliseconds
constexpr std::string_view kLastVisit = "last_visit";         // unix seconds u64 || Errc or 0 u8
constexpr std::string_view kMailboxSeed = "referral_mailbox";
constexpr std::string_view kPostLabel = "another post";
constexpr std::size_t kComAt = 16;                            // an entry is loc 16 || com 32

std::uint64_t now_of(const Desk& desk) { return static_cast<std::uint64_t>(desk.clock().unix_ms()); }

// The mailbox of a post: what it sends is sealed by its long-term key, so that others know it.
Result<protocol::KeySet> mailbox_of(Vault& vault, crypto::Drbg& drbg) {
  TIP_TRY(auto kept, vault.get(kMailboxSeed));
  if (!kept) {
    const auto fresh = drbg.draw<protocol::KeySeed>();
    TIP_CHECK(vault.put(kMailboxSeed, fresh.expose()));
    kept = SecretBytes(fresh.expose().begin(), fresh.expose().end());
  }
  TIP_TRY(const auto seed, protocol::KeySeed::parse(*kept));
  auto keys = protocol::key_set_from(seed);
  TIP_TRY(auto identity, vault.identity());
  keys.apke = std::move(identity.apke);
  keys.pub.apke = keys.apke.pub;
  return keys;
}

// An answer of another post is kept once, in a conversation with that post that takes none:
// what is to be said to it goes with the next referral.
Result<std::int64_t> post_conversation(Vault& vault, const wire::PostRecord& post) {
  const auto key = crypto::sha256({as_bytes("post"), post.vk.view()});
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO conversations(sender, name, wants_answers, apke, fetch, pke, acked) VALUES(?, ?, 0, x'', x'', x'', 1)")
                .bind(key.view()).bind(std::string_view(post.name)).run());
  auto query = vault.db().prepare("SELECT id FROM conversations WHERE sender = ?");
  TIP_TRY(const bool row, query.bind(key.view()).step());
  if (!row) return fail(Errc::wrong_state, "conversation");
  const auto id = query.integer(0);
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO labels(conversation, label) VALUES(?, ?)").bind(id).bind(kPostLabel).run());
  return id;
}

Hash32 hash_of(const wire::Message& message) {
  wire::SecretWriter out;
  out.u64(message.when).raw(crypto::sha256(message.text).view());
  for (const auto& file : message.files) out.raw(crypto::sha256(file.bytes).view());
  return crypto::sha256(out.take());
}

Result<bool> is_known(Vault& vault, std::int64_t conversation, const Hash32& hash) {
  auto query = vault.db().prepare("SELECT 1 FROM messages WHERE conversation = ? AND hash = ?");
  return query.bind(conversation).bind(hash.view()).step();
}

Result<std::size_t> put_answer_of_post(Vault& vault, const wire::PostRecord& post, const wire::Message& message, const FileTyper& type_of,
                                       std::uint64_t now) {
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_TRY(const auto conversation, post_conversation(vault, post));
  const auto hash = hash_of(message);
  TIP_TRY(const bool known, is_known(vault, conversation, hash));
  if (known) return std::size_t{0};
  TIP_CHECK(put_new_message(vault, {conversation, hash, now, 0, 0, Receipt::none, message.text, message.files}, type_of));
  TIP_CHECK(record_audit(vault, now, "answer of a post", spaced({conversation}) + " from " + post.name));
  TIP_CHECK(transaction.commit());
  return std::size_t{1};
}

}  // namespace

Result<LastVisit> last_visit(Vault& vault) {
  LastVisit out;
  TIP_TRY(const auto next, vault.get_number(kNextVisit));
  out.next = next.value_or(0) / 1000;
  TIP_TRY(const auto kept, vault.get(kLastVisit));
  if (!kept) return out;
  wire::Reader in(*kept);
  TIP_TRY(out.at, in.u64());
  TIP_TRY(const auto code, in.u8());
  if (code != 0) out.trouble = static_cast<Errc>(code);
  return out;
}

Visitor::Visitor(wire::Programme programme, RelayAddresses addresses, crypto::Drbg drbg)
    : programme_(std::move(programme)), addresses_(std::move(addresses)), drbg_(std::move(drbg)) {}

void Visitor::forget() {
  session_.reset();
  part_.reset();
  replies_taken_ = 0;
}

// The next visit is drawn when this one begins, so that how it goes changes nothing; a clock
// that was set back does not put it off for ever.
Result<bool> Visitor::due(Desk& desk, const wire::Roster& roster) {
  const auto now = now_of(desk);
  const auto most = 2 * ticks_between_visits(roster.posts.size()) * roster.tick_seconds * 1000;
  return desk.with([&](Vault& vault) -> Result<bool> {
    TIP_TRY(const auto next, vault.get_number(kNextVisit));
    const bool sane = next && *next <= now + most;
    if (sane && now < *next) return false;
    TIP_CHECK(vault.put_number(kNextVisit, now + 1 + drbg_.below(most)));
    return sane;
  });
}

Result<void> Visitor::prepare(Desk& desk) {
  if (session_) return {};
  TIP_TRY(auto keys, desk.with([this](Vault& vault) { return mailbox_of(vault, drbg_); }));
  session_.emplace(programme_, drbg_.draw<Seed32>());
  session_->open_mailbox(std::move(keys));
  return {};
}

// A lodging that may not have arrived is repeated before anything new is begun: else the
// relay, by refusing one, would learn that something was waiting.
Result<void> Visitor::feed(Desk& desk) {
  if (session_->repeats() || session_->parts_queued() > 0) return {};
  TIP_TRY(part_, desk.with([](Vault& vault) { return next_part(vault); }));
  if (!part_) return {};
  protocol::HandedPart part{part_->to, part_->data, crypto::SignKey(drbg_.draw<crypto::SignSeed>()).verify_key(), {}};
  drbg_.fill(part.salt.fill());
  const auto entry = protocol::entry_of(wire::origin_hash(programme_.origin), part.cpk, part.salt, part.data);
  TIP_CHECK(desk.with([&](Vault& vault) { return mark_leaving(vault, *part_, entry.view().subspan(kComAt)); }));
  return session_->hand_over(std::move(part));
}

// Connections of its own: through Tor each takes its own way.
Result<void> Visitor::visit() {
  TIP_TRY(auto read, platform::HttpClient::create({.url = addresses_.read_door, .socks5 = addresses_.socks5}));
  TIP_TRY(auto lodge, platform::HttpClient::create({.url = addresses_.lodge_door, .socks5 = addresses_.socks5}));
  for (std::optional<protocol::Request> next = session_->begin_visit(); next;) {
    auto& door = next->door == protocol::Door::read ? read : lodge;
    TIP_TRY(const auto answer, door.request(next->method == protocol::Method::get ? "GET" : "POST", next->path, next->body));
    TIP_TRY(next, session_->answer(answer.status, answer.body));
  }
  return {};
}

// What could not be sealed (the post is gone, or closed) left chaff instead: it is out of the
// session again, and is tried anew or stopped.
Result<void> Visitor::note(Desk& desk, std::optional<Error> error, std::size_t lodged_before) {
  const auto now = now_of(desk) / 1000;
  const bool handed = session_->parts_lodged() > lodged_before;
  const bool unsealed = error && part_ && !handed && !session_->repeats() && (error->code == Errc::closed || error->code == Errc::not_found);
  return desk.with([&](Vault& vault) -> Result<void> {
    TIP_CHECK(vault.put(kLastVisit, wire::Writer().u64(now).u8(error ? static_cast<std::uint8_t>(error->code) : 0).take()));
    if (handed && part_) TIP_CHECK(mark_handed(vault, *part_, now));
    if (unsealed && error->code == Errc::not_found && error->where == "post") TIP_CHECK(mark_stopped(vault, part_->referral, now));
    if (unsealed) session_->drop_outbox();
    if (handed || unsealed) part_.reset();
    return {};
  });
}

Result<std::size_t> Visitor::take_reply(Vault& vault, const protocol::Reply& reply, const FileTyper& type_of, std::uint64_t now) {
  const auto* post = (*session_->roster())->post(reply.post_id);
  if (post == nullptr) return std::size_t{0};
  if (reply.kind != wire::BlockType::ack) return put_answer_of_post(vault, *post, reply.message, type_of, now);
  TIP_TRY(const bool ours, mark_acknowledged(vault, reply.ack, post->vk, now));
  (void)ours;  // one that was acknowledged before is no fault
  return std::size_t{0};
}

// What is in the vault is burned at the relay by the next visits.
Result<std::size_t> Visitor::take_replies(Desk& desk, const FileTyper& type_of) {
  std::size_t answers = 0;
  for (; replies_taken_ < session_->inbox().size(); ++replies_taken_) {
    const auto& reply = session_->inbox()[replies_taken_];
    TIP_TRY(const auto came, desk.with([&](Vault& vault) { return take_reply(vault, reply, type_of, now_of(desk) / 1000); }));
    answers += came;
    TIP_CHECK(session_->burn(replies_taken_));
  }
  return answers;
}

Result<std::size_t> Visitor::visit_if_due(Desk& desk, const wire::VerifiedRoster& roster, const FileTyper& type_of) {
  TIP_TRY(const bool is_due, due(desk, *roster));
  if (!is_due) return std::size_t{0};
  TIP_CHECK(prepare(desk));
  TIP_CHECK(feed(desk));
  const auto lodged = session_->parts_lodged();
  const auto visited = visit();
  TIP_CHECK(note(desk, visited ? std::nullopt : std::optional(visited.error()), lodged));
  return take_replies(desk, type_of);
}

}  // namespace tipstaff::desk
