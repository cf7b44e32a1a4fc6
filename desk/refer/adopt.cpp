#include "desk/refer/adopt.h"

#include <algorithm>
#include <map>

#include "desk/refer/adopt_case.h"
#include "desk/refer/new_message.h"
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
  TIP_TRY(const auto message, put_new_message(vault, {conversation, core, tip.at, tip.tick, tip.leaf, receipt_of(verdict), tip.text, tip.files},
                                          settling.type_of));
  TIP_CHECK(put_referred(vault, {message, id, core, verdict, names_of(tip, *settling.roster)}, tip));
  messages.push_back(message);
  ++out.messages;
  return {};
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
  if (referral.file) {
    TIP_TRY(work.out.case_number, adopt_case(vault, referral, work.messages, work.out.conversations, settling.now));
  }
  return std::move(work.out);
}

Result<void> adopt_warned(Vault& vault, const std::optional<wire::Referral>& referral, ByteView record, std::int64_t id,
                          const Carrier& carrier, const Settling& settling) {
  TIP_TRY(const auto conversation, put_conversation(vault, {crypto::sha256(carrier.sender), std::string(kFalseReferral), false}, carrier));
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO labels(conversation, label) VALUES(?, ?)").bind(conversation).bind(kFalseReferral).run());
  const auto text = warned_text(referral);
  const auto files = warned_files(referral, record);
  TIP_TRY(const auto message, put_new_message(vault, {conversation, crypto::sha256(record), settling.now, settling.tick, 0, Receipt::none, text, files},
                                          settling.type_of));
  return put_referred(vault, {message, id, {}, Verdict::forged, referral ? post_name(*settling.roster, referral->from) : std::string()}, {});
}

}  // namespace tipstaff::desk
