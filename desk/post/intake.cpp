#include "desk/post/intake.h"

#include "desk/vault/search.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/words.h"
#include "tipstaff/wire/message.h"

namespace tipstaff::desk {
namespace {

SecretBytes secret_copy(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

// A new conversation is called by two words made of its sender's key, so that
// people can talk about it before they name it.
std::string first_name(const Hash32& sender) {
  const auto code = protocol::voice_code(sender);
  return code.substr(0, code.find(' ', code.find(' ') + 1));
}

Result<bool> mark_seen(Vault& vault, const Hash32& hash, std::uint64_t tick) {
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO seen(hash, tick) VALUES(?, ?)")
                .bind(hash.view()).bind(static_cast<std::int64_t>(tick)).run());
  return vault.db().changes() > 0;
}

struct Place {
  std::int64_t conversation = 0;
  bool wants_answers = false;
  bool acked = false;
};

// The conversation of this sender; where answers go is what it said last.
Result<Place> place_of(Vault& vault, const Arrived& arrived, bool wants_answers) {
  const auto& opened = arrived.opened;
  const auto sender = crypto::sha256(opened.sender.view());
  const std::int64_t wants = wants_answers && opened.answer_keys() ? 1 : 0;
  TIP_CHECK(vault.db()
                .prepare("INSERT INTO conversations(sender, name, wants_answers, apke, fetch, pke)"
                         " VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(sender) DO UPDATE SET"
                         " wants_answers = excluded.wants_answers, fetch = excluded.fetch,"
                         " pke = excluded.pke")
                .bind(sender.view()).bind(std::string_view(first_name(sender))).bind(wants)
                .bind(opened.sender.view()).bind(opened.answer_fetch.view())
                .bind(opened.answer_pke.view()).run());
  auto query = vault.db().prepare("SELECT id, acked FROM conversations WHERE sender = ?");
  TIP_TRY(const bool row, query.bind(sender.view()).step());
  if (!row) return fail(Errc::wrong_state, "conversation");
  return Place{query.integer(0), wants != 0, query.integer(1) != 0};
}

// readable_text is the part of the text that the head itself carries.
ByteView readable_text(const wire::MessageHead& head, ByteView data) {
  auto text = data.subspan(head.payload_at);
  text = text.first(std::min<std::size_t>(text.size(), head.text_bytes));
  for (int i = 0; i < 3 && !text.empty() && !valid_utf8(text); ++i)
    text = text.first(text.size() - 1);
  return valid_utf8(text) ? text : ByteView();
}

Result<std::int64_t> put_message(Vault& vault, const Arrived& arrived, const Place& place,
                                 const wire::MessageHead& head, const Hash32& hash) {
  const auto& data = arrived.opened.block.data;
  const auto text = readable_text(head, data);
  TIP_CHECK(vault.db()
                .prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick,"
                         " unread, state, parts, receipt, leaf)"
                         " VALUES(?, 0, ?, ?, ?, ?, ?, 1, 0, ?, ?, ?)")
                .bind(place.conversation).bind(hash.view()).bind(ByteView(data)).bind(text)
                .bind(static_cast<std::int64_t>(arrived.at))
                .bind(static_cast<std::int64_t>(arrived.tick))
                .bind(std::int64_t{arrived.opened.block.parts})
                .bind(static_cast<std::int64_t>(arrived.receipt))
                .bind(static_cast<std::int64_t>(arrived.leaf)).run());
  const auto id = vault.db().last_row();
  for (std::size_t i = 0; i < head.part_hashes.size(); ++i)
    TIP_CHECK(vault.db().prepare("INSERT INTO wants(message, position, hash) VALUES(?, ?, ?)")
                  .bind(id).bind(static_cast<std::int64_t>(i)).bind(head.part_hashes[i].view())
                  .run());
  TIP_CHECK(put_search(vault, id, text, {}));
  return id;
}

// What another post needs to check this tip in the log; part 0 itself goes (decision 0103).
Result<void> keep_proof(Vault& vault, std::int64_t message, const Arrived& arrived, const wire::MessageHead& head) {
  if (!arrived.proof) return {};
  const auto& block = arrived.opened.block;
  return keep_tip_proof(vault, message, arrived.tick,
                        {head.flags, head.when, block.cpk, block.salt, arrived.proof->path, arrived.proof->bulletin});
}

// parts_of returns head and parts in order, or nothing while one is missing.
Result<std::optional<std::vector<SecretBytes>>> parts_of(Vault& vault, std::int64_t message) {
  std::vector<SecretBytes> out;
  {
    auto query = vault.db().prepare("SELECT head FROM messages WHERE id = ?");
    TIP_TRY(const bool row, query.bind(message).step());
    if (!row) return fail(Errc::not_found, "message");
    out.push_back(secret_copy(query.blob(0)));
  }
  auto query = vault.db().prepare(
      "SELECT p.data FROM wants w LEFT JOIN pieces p ON p.hash = w.hash"
      " WHERE w.message = ? ORDER BY w.position");
  query.bind(message);
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return std::optional(std::move(out));
    if (query.is_null(0)) return std::optional<std::vector<SecretBytes>>();
    out.push_back(secret_copy(query.blob(0)));
  }
}

// set_state ends the waiting of a message. Its parts go, but for those that
// another message waits for: who sends a corrected text sends the same file again.
Result<void> set_state(Vault& vault, std::int64_t message, MessageState state) {
  TIP_CHECK(vault.db().prepare("UPDATE messages SET state = ?, head = x'', unread = 1 WHERE id = ?")
                .bind(static_cast<std::int64_t>(state)).bind(message).run());
  return vault.db()
      .prepare("DELETE FROM pieces WHERE hash IN (SELECT hash FROM wants WHERE message = ?)"
               " AND hash NOT IN (SELECT w.hash FROM wants w JOIN messages m ON m.id = w.message"
               "  WHERE m.state = 0)")
      .bind(message).run();
}

Result<void> put_whole(Vault& vault, std::int64_t message, const wire::Message& whole,
                       const FileTyper& type_of) {
  std::vector<std::string> names;
  for (const auto& file : whole.files) {
    TIP_CHECK(vault.db()
                  .prepare("INSERT INTO files(message, position, name, type, bytes)"
                           " VALUES(?, ?, ?, ?, ?)")
                  .bind(message).bind(static_cast<std::int64_t>(names.size()))
                  .bind(std::string_view(file.name)).bind(std::string_view(type_of(file.bytes)))
                  .bind(ByteView(file.bytes)).run());
    names.push_back(file.name);
  }
  TIP_CHECK(vault.db().prepare("UPDATE messages SET body = ? WHERE id = ?")
                .bind(ByteView(whole.text)).bind(message).run());
  TIP_CHECK(put_search(vault, message, whole.text, names));
  return set_state(vault, message, MessageState::whole);
}

// try_join makes a message whole once all its parts are there.
Result<void> try_join(Vault& vault, std::int64_t message, const FileTyper& type_of) {
  TIP_TRY(const auto parts, parts_of(vault, message));
  if (!parts) return {};
  const auto whole = wire::join_message(*parts);
  if (!whole) return set_state(vault, message, MessageState::damaged);
  return put_whole(vault, message, *whole, type_of);
}

Result<Taken> take_head(Vault& vault, const Arrived& arrived, const Hash32& hash,
                        const FileTyper& type_of) {
  const auto& block = arrived.opened.block;
  const auto head = wire::parse_untrusted_message_head(block.data, block.parts);
  if (!head) return Taken{};
  const bool wants = (head->flags & wire::kMessageWantsAnswers) != 0;
  TIP_TRY(const auto place, place_of(vault, arrived, wants));
  TIP_TRY(const auto message, put_message(vault, arrived, place, *head, hash));
  TIP_CHECK(keep_proof(vault, message, arrived, *head));
  TIP_CHECK(try_join(vault, message, type_of));
  Taken out{Taken::Kind::message, {}};
  if (place.wants_answers && !place.acked) out.acknowledge = place.conversation;
  return out;
}

Result<std::vector<std::int64_t>> waiting_for(Vault& vault, const Hash32& part) {
  std::vector<std::int64_t> out;
  auto query = vault.db().prepare(
      "SELECT DISTINCT m.id FROM wants w JOIN messages m ON m.id = w.message"
      " WHERE w.hash = ? AND m.state = 0");
  query.bind(part.view());
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(query.integer(0));
  }
}

Result<Taken> take_part(Vault& vault, const Arrived& arrived, const Hash32& hash,
                        const FileTyper& type_of) {
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO pieces(hash, tick, data) VALUES(?, ?, ?)")
                .bind(hash.view()).bind(static_cast<std::int64_t>(arrived.tick))
                .bind(ByteView(arrived.opened.block.data)).run());
  TIP_TRY(const auto messages, waiting_for(vault, hash));
  for (const auto message : messages) TIP_CHECK(try_join(vault, message, type_of));
  return Taken{Taken::Kind::part, {}};
}

Result<void> give_up_waiting(Vault& vault, std::int64_t before) {
  std::vector<std::int64_t> late;
  {
    auto query = vault.db().prepare("SELECT id FROM messages WHERE state = 0 AND tick < ?");
    query.bind(before);
    for (;;) {
      TIP_TRY(const bool row, query.step());
      if (!row) break;
      late.push_back(query.integer(0));
    }
  }
  for (const auto message : late) TIP_CHECK(set_state(vault, message, MessageState::lost));
  return {};
}

}  // namespace

Result<Taken> take(Vault& vault, Arrived arrived, const FileTyper& type_of) {
  const auto& block = arrived.opened.block;
  if (block.type == wire::BlockType::chaff) return Taken{Taken::Kind::chaff, {}};
  if (block.type != wire::BlockType::text && block.type != wire::BlockType::part) return Taken{};
  const auto hash = crypto::sha256(block.data);
  if (block.type == wire::BlockType::part) return take_part(vault, arrived, hash, type_of);
  TIP_TRY(const bool fresh, mark_seen(vault, hash, arrived.tick));
  if (!fresh) return Taken{Taken::Kind::repeated, {}};
  return take_head(vault, arrived, hash, type_of);
}

Result<void> forget_old(Vault& vault, std::uint64_t tick_now) {
  const auto before = [tick_now](std::uint64_t life) {
    return static_cast<std::int64_t>(tick_now > life ? tick_now - life : 0);
  };
  TIP_CHECK(give_up_waiting(vault, before(kPieceLifeTicks)));
  TIP_CHECK(vault.db().prepare("DELETE FROM pieces WHERE tick < ?")
                .bind(before(kPieceLifeTicks)).run());
  TIP_CHECK(vault.db()
                .prepare("DELETE FROM pieces WHERE hash IN (SELECT hash FROM pieces WHERE hash NOT IN"
                         " (SELECT hash FROM wants) ORDER BY tick DESC LIMIT -1 OFFSET ?)")
                .bind(kPiecesMax).run());
  return vault.db().prepare("DELETE FROM seen WHERE tick < ?")
      .bind(before(wire::kBagLifeTicks + kPieceLifeTicks)).run();
}

}  // namespace tipstaff::desk
