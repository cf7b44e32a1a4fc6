#include "desk/post/answers.h"

#include "desk/refer/referrals.h"
#include "desk/vault/search.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

// answer_keys_of returns where answers of a conversation go.
// Errors: not_found, closed.
Result<wire::PublicKeys> answer_keys_of(Vault& vault, std::int64_t conversation) {
  auto query = vault.db().prepare(
      "SELECT wants_answers, fetch, apke, pke FROM conversations WHERE id = ?");
  TIP_TRY(const bool row, query.bind(conversation).step());
  if (!row) return fail(Errc::not_found, "conversation");
  if (query.integer(0) == 0) return fail(Errc::closed, "conversation");
  TIP_TRY(const auto fetch, crypto::Point::parse(query.blob(1)));
  TIP_TRY(const auto apke, wire::ApkePublic::parse(query.blob(2)));
  TIP_TRY(const auto pke, wire::PkePublic::parse(query.blob(3)));
  return wire::PublicKeys{fetch, apke, pke};
}

Result<void> put_outbox(Vault& vault, std::optional<std::int64_t> message,
                        const wire::EnvelopeBytes& envelope, std::uint64_t from_tick) {
  auto insert =
      vault.db().prepare("INSERT INTO outbox(message, envelope, from_tick) VALUES(?, ?, ?)");
  if (message)
    insert.bind(*message);
  else
    insert.bind_null();
  return insert.bind(envelope.view()).bind(static_cast<std::int64_t>(from_tick)).run();
}

// The sealed parts of a message. Answers are told apart by the post's long-term
// key, so the return address in them leads nowhere.
Result<std::vector<wire::EnvelopeBytes>> seal_parts(const wire::Message& message,
                                                    const Hash32& nr, const wire::PublicKeys& to,
                                                    const protocol::ApkePair& sender,
                                                    crypto::Drbg& drbg) {
  TIP_TRY(auto parts, wire::split_message(message));
  std::vector<wire::EnvelopeBytes> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    wire::Block block;
    block.type = i == 0 ? wire::BlockType::text : wire::BlockType::part;
    block.part = static_cast<std::uint8_t>(i);
    block.parts = static_cast<std::uint8_t>(parts.size());
    block.data = std::move(parts[i]);
    TIP_TRY(auto sealed, protocol::seal_envelope(nr, to, sender,
                                                 protocol::draw_return_address(drbg), block, drbg));
    out.push_back(std::move(sealed));
  }
  return out;
}

Result<std::int64_t> put_answer(Vault& vault, std::int64_t conversation,
                                const wire::Message& message, std::size_t parts) {
  TIP_CHECK(vault.db()
                .prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick,"
                         " unread, state, parts, receipt, leaf)"
                         " VALUES(?, 1, x'', x'', ?, ?, 0, 0, 1, ?, 0, 0)")
                .bind(conversation).bind(ByteView(message.text))
                .bind(static_cast<std::int64_t>(message.when))
                .bind(static_cast<std::int64_t>(parts)).run());
  const auto id = vault.db().last_row();
  std::vector<std::string> names;
  for (const auto& file : message.files) {
    TIP_CHECK(vault.db()
                  .prepare("INSERT INTO files(message, position, name, type, bytes)"
                           " VALUES(?, ?, ?, '', ?)")
                  .bind(id).bind(static_cast<std::int64_t>(names.size()))
                  .bind(std::string_view(file.name)).bind(ByteView(file.bytes)).run());
    names.push_back(file.name);
  }
  TIP_CHECK(put_search(vault, id, message.text, names));
  return id;
}

}  // namespace

Result<std::size_t> queue_answer(Vault& vault, const wire::Programme& programme,
                                 std::int64_t conversation, Answer answer,
                                 std::uint64_t now_unix, crypto::Drbg& drbg) {
  if (answer.text.empty() && answer.files.empty()) return fail(Errc::bad_value, "empty answer");
  TIP_TRY(const auto to, answer_keys_of(vault, conversation));
  TIP_TRY(const auto identity, vault.identity());
  TIP_TRY(const auto heading, answer_heading(vault, conversation));
  wire::Message message;
  message.when = now_unix;
  message.text = std::move(answer.text);
  message.text.insert(message.text.begin(), heading.begin(), heading.end());
  message.files = std::move(answer.files);
  TIP_TRY(const auto sealed,
          seal_parts(message, wire::programme_hash(programme), to, identity.apke, drbg));
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_TRY(const auto id, put_answer(vault, conversation, message, sealed.size()));
  for (const auto& envelope : sealed) TIP_CHECK(put_outbox(vault, id, envelope, 0));
  TIP_CHECK(transaction.commit());
  return sealed.size();
}

Result<void> queue_ack(Vault& vault, const wire::Programme& programme, std::int64_t conversation,
                       const protocol::Ack& ack, std::uint64_t tick, crypto::Drbg& drbg) {
  TIP_TRY(const auto to, answer_keys_of(vault, conversation));
  TIP_CHECK(vault.db().prepare("UPDATE conversations SET acked = 1 WHERE id = ?")
                .bind(conversation).run());
  return queue_ack_to(vault, programme, to, ack, tick, drbg);
}

Result<void> queue_ack_to(Vault& vault, const wire::Programme& programme, const wire::PublicKeys& to, const protocol::Ack& ack,
                          std::uint64_t tick, crypto::Drbg& drbg) {
  TIP_TRY(const auto identity, vault.identity());
  wire::Block block;
  block.type = wire::BlockType::ack;
  block.data = protocol::sign_ack(ack, wire::origin_hash(programme.origin), identity.sign_key);
  const auto sealed = protocol::seal_envelope(wire::programme_hash(programme), to, identity.apke,
                                              protocol::draw_return_address(drbg), block, drbg);
  if (!sealed) return {};  // keys that no one can seal to: the source's own doing
  return put_outbox(vault, std::nullopt, *sealed, tick + drbg.below(kAckDelayTicks + 1));
}

Result<std::optional<OutboxItem>> next_to_send(Vault& vault, std::uint64_t tick,
                                               std::int64_t after_id) {
  auto query = vault.db().prepare(
      "SELECT id, envelope FROM outbox WHERE refused = 0 AND from_tick <= ? AND id > ?"
      " ORDER BY id LIMIT 1");
  TIP_TRY(const bool row, query.bind(static_cast<std::int64_t>(tick)).bind(after_id).step());
  if (!row) return std::optional<OutboxItem>();
  const auto envelope = query.blob(1);
  return std::optional(OutboxItem{query.integer(0), Bytes(envelope.begin(), envelope.end())});
}

Result<void> mark_sent(Vault& vault, std::int64_t item) {
  return vault.db().prepare("DELETE FROM outbox WHERE id = ?").bind(item).run();
}

Result<void> mark_refused(Vault& vault, std::int64_t item) {
  return vault.db().prepare("UPDATE outbox SET refused = 1 WHERE id = ?").bind(item).run();
}

Result<std::int64_t> count_outbox(Vault& vault) {
  auto query = vault.db().prepare("SELECT count(*) FROM outbox WHERE refused = 0");
  TIP_TRY(const bool row, query.step());
  return row ? query.integer(0) : 0;
}

}  // namespace tipstaff::desk
