#include "desk/refer/adopt.h"

#include <algorithm>
#include <map>

#include "desk/cases/hypotheses.h"
#include "desk/cases/suspects.h"
#include "desk/vault/audited.h"
#include "desk/vault/search.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/referral.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

// cut shortens UTF-8 to so many bytes, between characters.
std::string cut(std::string text, std::size_t most) {
  if (text.size() > most) text.resize(most);
  while (!valid_utf8(as_bytes(text))) text.pop_back();
  return text;
}

struct NewConversation {
  Hash32 key;
  std::string name;
  bool answers = false;
};

// Returns the conversation of this key, new or known.
Result<std::int64_t> put_conversation(Vault& vault, const NewConversation& one, const Carrier& carrier) {
  TIP_CHECK(vault.db()
                .prepare("INSERT OR IGNORE INTO conversations(sender, name, wants_answers, apke, fetch, pke, acked) VALUES(?, ?, ?, ?, ?, ?, 1)")
                .bind(one.key.view()).bind(std::string_view(one.name)).bind(std::int64_t{one.answers ? 1 : 0})
                .bind(ByteView(carrier.sender)).bind(ByteView(carrier.fetch)).bind(ByteView(carrier.pke)).run());
  auto query = vault.db().prepare("SELECT id FROM conversations WHERE sender = ?");
  TIP_TRY(const bool row, query.bind(one.key.view()).step());
  if (!row) return fail(Errc::wrong_state, "conversation");
  return query.integer(0);
}

// What a message is made of, wherever it came from.
struct NewMessage {
  std::int64_t conversation = 0;
  Hash32 hash;
  std::uint64_t at = 0, tick = 0, leaf = 0;
  Receipt receipt = Receipt::none;
  ByteView text;
  std::span<const wire::MessageFile> files;
};

Result<std::int64_t> put_message(Vault& vault, const NewMessage& one, const FileTyper& type_of) {
  TIP_CHECK(vault.db()
                .prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts, receipt, leaf)"
                         " VALUES(?, 0, ?, x'', ?, ?, ?, 1, 1, 1, ?, ?)")
                .bind(one.conversation).bind(one.hash.view()).bind(one.text).bind(static_cast<std::int64_t>(one.at))
                .bind(static_cast<std::int64_t>(one.tick)).bind(static_cast<std::int64_t>(one.receipt))
                .bind(static_cast<std::int64_t>(one.leaf)).run());
  const auto id = vault.db().last_row();
  std::vector<std::string> names;
  for (const auto& file : one.files) {
    TIP_CHECK(vault.db().prepare("INSERT INTO files(message, position, name, type, bytes) VALUES(?, ?, ?, ?, ?)")
                  .bind(id).bind(static_cast<std::int64_t>(names.size())).bind(std::string_view(file.name))
                  .bind(std::string_view(type_of(file.bytes))).bind(ByteView(file.bytes)).run());
    names.push_back(file.name);
  }
  TIP_CHECK(put_search(vault, id, one.text, names));
  return id;
}

Verdict verdict_of(const wire::ReferredTip& tip, const Settling& settling) {
  const auto checked = protocol::verify_tip_proof(tip, settling.programme.origin, settling.roster->relay_vk);
  if (checked) return Verdict::in_log;
  switch (checked.error().code) {
    case Errc::not_found: return Verdict::no_proof;
    case Errc::bad_signature: return Verdict::other_key;
    default: return Verdict::wrong;
  }
}

Receipt receipt_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::in_log: return Receipt::verified;
    case Verdict::wrong: return Receipt::mismatch;
    case Verdict::other_key: return Receipt::unknown;
    default: return Receipt::none;
  }
}

// The posts that it came through, a line each.
std::string names_of(const wire::ReferredTip& tip, const wire::Roster& roster) {
  std::string out;
  for (const auto& one : tip.chain) out += (out.empty() ? "" : "\n") + post_name(roster, one.from);
  return out;
}

struct NewReferred {
  std::int64_t message = 0, referral = 0;
  Hash32 core;
  Verdict verdict = Verdict::forged;
  std::string posts;
};

Result<void> put_referred(Vault& vault, const NewReferred& one, const wire::ReferredTip& tip) {
  return vault.db()
      .prepare("INSERT INTO referred(message, referral, core, number, said, proof, chain, posts, verdict) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(one.message).bind(one.referral).bind(one.core.view()).bind(static_cast<std::int64_t>(tip.number & 0x7FFFFFFFFFFFFFFF))
      .bind(std::int64_t{tip.receipt}).bind(ByteView(tip.proof ? wire::encode_tip_proof(*tip.proof) : SecretBytes()))
      .bind(ByteView(encode_chain(tip.chain))).bind(std::string_view(one.posts)).bind(static_cast<std::int64_t>(one.verdict)).run();
}

Result<std::optional<std::int64_t>> known_tip(Vault& vault, const Hash32& core) {
  auto query = vault.db().prepare("SELECT message FROM referred WHERE core = ? AND verdict <> ?");
  TIP_TRY(const bool row, query.bind(core.view()).bind(static_cast<std::int64_t>(Verdict::forged)).step());
  return row ? std::optional(query.integer(0)) : std::nullopt;
}

Result<std::int64_t> conversation_of(Vault& vault, std::int64_t message) {
  auto query = vault.db().prepare("SELECT conversation FROM messages WHERE id = ?");
  TIP_TRY(const bool row, query.bind(message).step());
  if (!row) return fail(Errc::not_found, "message");
  return query.integer(0);
}

// Adoption holds what the steps of one referral share.
struct Adoption {
  Vault& vault;
  const wire::Referral& referral;
  std::int64_t id;
  const Carrier& carrier;
  const Settling& settling;
  Adopted out;
  std::vector<std::int64_t> messages;                 // of each tip, in order
  std::map<std::uint16_t, std::int64_t> threads;

  Result<std::int64_t> thread_of(const wire::ReferredTip& tip);
  Result<void> take_tip(const wire::ReferredTip& tip);
  Result<void> take_case(const wire::ReferredCase& file);
  Result<std::vector<std::int64_t>> take_statements(const wire::ReferredCase& file);
  Result<void> take_suspects(const wire::ReferredCase& file, const std::vector<std::int64_t>& statements);
  Result<void> take_hypotheses(const wire::ReferredCase& file, const std::vector<std::int64_t>& statements);
};

// A conversation of a referral has a key of its own, made of the referral and the thread.
Result<std::int64_t> Adoption::thread_of(const wire::ReferredTip& tip) {
  if (const auto known = threads.find(tip.thread); known != threads.end()) return known->second;
  const auto from = post_name(*settling.roster, referral.from);
  auto query = vault.db().prepare("SELECT hash FROM referrals WHERE id = ?");
  TIP_TRY(const bool row, query.bind(id).step());
  if (!row) return fail(Errc::not_found, "referral");
  const auto key = crypto::sha256(wire::Writer().raw(as_bytes("referred")).raw(query.blob(0)).u16(tip.thread).take());
  const auto name = cut(from, kLabelBytesMax - 24) + " " + std::to_string(tip.number);
  TIP_TRY(const auto conversation, put_conversation(vault, {key, name, true}, carrier));
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO labels(conversation, label) VALUES(?, ?)").bind(conversation).bind(kReferredLabel).run());
  out.conversations.push_back(conversation);
  threads[tip.thread] = conversation;
  return conversation;
}

Result<void> Adoption::take_tip(const wire::ReferredTip& tip) {
  const auto core = crypto::sha256(wire::encode_tip_core(tip));
  TIP_TRY(const auto known, known_tip(vault, core));
  if (known) {
    TIP_TRY(const auto conversation, conversation_of(vault, *known));
    if (std::ranges::find(out.conversations, conversation) == out.conversations.end()) out.conversations.push_back(conversation);
    messages.push_back(*known);
    return {};
  }
  TIP_TRY(const auto conversation, thread_of(tip));
  const auto verdict = verdict_of(tip, settling);
  TIP_TRY(const auto message, put_message(vault, {conversation, core, tip.at, tip.tick, tip.leaf, receipt_of(verdict), tip.text, tip.files},
                                          settling.type_of));
  TIP_CHECK(put_referred(vault, {message, id, core, verdict, names_of(tip, *settling.roster)}, tip));
  messages.push_back(message);
  ++out.messages;
  return {};
}

Result<std::vector<std::int64_t>> Adoption::take_statements(const wire::ReferredCase& file) {
  std::vector<std::int64_t> ids;
  for (const auto& one : file.statements) {
    if (one.tip == wire::kNoTip) {  // its tip was erased at the other post
      TIP_CHECK(vault.db().prepare("INSERT INTO statements(case_id, text, code, message, begin, length, at) VALUES(?, ?, ?, NULL, 0, 0, ?)")
                    .bind(out.case_number).bind(std::string_view(one.text)).bind(std::string_view(std::string{one.reliability, one.credibility}))
                    .bind(static_cast<std::int64_t>(settling.now)).run());
      ids.push_back(vault.db().last_row());
      continue;
    }
    const auto size = referral.tips[one.tip].text.size();
    const bool inside = std::uint64_t{one.offset} + one.length <= size;
    Statement mine{0, one.text, one.reliability, one.credibility, messages[one.tip], inside ? one.offset : 0, inside ? one.length : size, 0};
    TIP_TRY(const auto id_of_it, add_statement(vault, out.case_number, mine, settling.now));
    ids.push_back(id_of_it);
  }
  return ids;
}

Result<void> Adoption::take_suspects(const wire::ReferredCase& file, const std::vector<std::int64_t>& statements) {
  for (const auto& one : file.suspects) {
    Suspect mine;
    mine.case_id = out.case_number;
    mine.name = one.name, mine.note = one.note, mine.aliases = one.aliases, mine.places = one.places, mine.times = one.times;
    for (const auto& account : one.accounts)
      if (const auto type = casework::parse_type(account.kind); type != casework::Type::count_) mine.accounts.push_back({type, account.value});
    for (const auto place : one.statements) mine.statements.push_back(statements[place]);
    TIP_CHECK(save_suspect(vault, mine, settling.now));
  }
  return {};
}

Result<void> Adoption::take_hypotheses(const wire::ReferredCase& file, const std::vector<std::int64_t>& statements) {
  std::vector<std::int64_t> ids;
  for (const auto& text : file.hypotheses) {
    Hypothesis mine;
    mine.case_id = out.case_number;
    mine.text = text;
    TIP_TRY(const auto id_of_it, save_hypothesis(vault, mine, settling.now));
    ids.push_back(id_of_it);
  }
  for (const auto& one : file.marks)
    TIP_CHECK(set_mark(vault, statements[one.statement], ids[one.hypothesis], static_cast<Mark>(one.mark), {}, settling.now));
  return {};
}

Result<void> Adoption::take_case(const wire::ReferredCase& file) {
  TIP_TRY(out.case_number, open_case(vault, file.name, settling.now));
  for (const auto conversation : out.conversations) TIP_CHECK(link_conversation(vault, out.case_number, conversation, settling.now));
  for (const auto& one : file.accounts)
    if (casework::parse_type(one.kind) != casework::Type::count_)
      TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO case_accounts(case_id, kind, value, crew) VALUES(?, ?, ?, 0)")
                    .bind(out.case_number).bind(std::string_view(one.kind)).bind(std::string_view(one.value)).run());
  TIP_TRY(const auto statements, take_statements(file));
  TIP_CHECK(take_suspects(file, statements));
  return take_hypotheses(file, statements);
}

// What a false referral says, as far as it can be read.
SecretBytes warned_text(const std::optional<wire::Referral>& referral) {
  SecretBytes out;
  if (!referral) return out;
  const auto add = [&out](ByteView text) {
    if (text.empty()) return;
    if (!out.empty()) out.insert(out.end(), {'\n', '\n'});
    out.insert(out.end(), text.begin(), text.end());
  };
  add(as_bytes(referral->note));
  for (const auto& tip : referral->tips) add(tip.text);
  return out;
}

std::vector<wire::MessageFile> warned_files(const std::optional<wire::Referral>& referral, ByteView record) {
  if (!referral) return {{"referral.bin", SecretBytes(record.begin(), record.end())}};
  std::vector<wire::MessageFile> out;
  for (const auto& tip : referral->tips) out.insert(out.end(), tip.files.begin(), tip.files.end());
  return out;
}

}  // namespace

Result<Adopted> adopt(Vault& vault, const wire::Referral& referral, std::int64_t id, const Carrier& carrier, const Settling& settling) {
  Adoption work{vault, referral, id, carrier, settling, {}, {}, {}};
  for (const auto& tip : referral.tips) TIP_CHECK(work.take_tip(tip));
  if (referral.file) TIP_CHECK(work.take_case(*referral.file));
  return std::move(work.out);
}

Result<void> adopt_warned(Vault& vault, const std::optional<wire::Referral>& referral, ByteView record, std::int64_t id,
                          const Carrier& carrier, const Settling& settling) {
  TIP_TRY(const auto conversation, put_conversation(vault, {crypto::sha256(carrier.sender), std::string(kFalseReferral), false}, carrier));
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO labels(conversation, label) VALUES(?, ?)").bind(conversation).bind(kFalseReferral).run());
  const auto text = warned_text(referral);
  const auto files = warned_files(referral, record);
  TIP_TRY(const auto message, put_message(vault, {conversation, crypto::sha256(record), settling.now, settling.tick, 0, Receipt::none, text, files},
                                          settling.type_of));
  return put_referred(vault, {message, id, {}, Verdict::forged, referral ? post_name(*settling.roster, referral->from) : std::string()}, {});
}

}  // namespace tipstaff::desk
