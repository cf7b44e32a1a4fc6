#include "desk/refer/pack.h"

#include <algorithm>

#include "desk/cases/case_accounts.h"
#include "desk/cases/hypotheses.h"
#include "desk/cases/suspects.h"
#include "desk/mail/mail.h"
#include "desk/refer/referrals.h"
#include "desk/refer/tip_proof.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/referral.h"
#include "tipstaff/wire/referral_part.h"

namespace tipstaff::desk {
namespace {

// What the vault knows of a message besides what people read.
struct Row {
  std::uint64_t tick = 0;
  Bytes hash;                // H(data of part 0)
};

Result<Row> row_of(Vault& vault, std::int64_t message) {
  auto query = vault.db().prepare("SELECT tick, hash FROM messages WHERE id = ?");
  TIP_TRY(const bool row, query.bind(message).step());
  if (!row) return fail(Errc::not_found, "message");
  const auto hash = query.blob(1);
  return Row{static_cast<std::uint64_t>(query.integer(0)), Bytes(hash.begin(), hash.end())};
}

Result<std::vector<wire::MessageFile>> files_of(Vault& vault, const MessageInfo& message) {
  std::vector<wire::MessageFile> out;
  for (const auto& info : message.files) {
    TIP_TRY(auto file, read_file_bytes(vault, info.id));
    out.push_back({info.name, std::move(file.bytes)});
  }
  return out;
}

// A tip of another post is handed on as that post signed it.
Result<bool> restore_referred(Vault& vault, std::int64_t message, wire::ReferredTip& tip) {
  auto query = vault.db().prepare("SELECT core, said, proof, chain FROM referred WHERE message = ? AND verdict <> ?");
  TIP_TRY(const bool row, query.bind(message).bind(static_cast<std::int64_t>(Verdict::forged)).step());
  if (!row) return false;
  tip.receipt = static_cast<std::uint8_t>(query.integer(1));
  if (!query.blob(2).empty()) {
    TIP_TRY(tip.proof, wire::parse_tip_proof(query.blob(2)));
  }
  TIP_TRY(tip.chain, parse_chain(query.blob(3)));
  if (!equal_vartime(crypto::sha256(wire::encode_tip_core(tip)).view(), query.blob(0)))
    return fail(Errc::wrong_hash, "a tip that another post referred");
  return true;
}

// Where a source's program cut the message in its own way, part 0 cannot be made anew and the
// proof would say nothing.
void drop_useless_proof(wire::ReferredTip& tip, const Row& row) {
  if (!tip.proof) return;
  const auto part0 = protocol::rebuild_part0(tip);
  if (!part0 || !equal_vartime(crypto::sha256(*part0).view(), row.hash)) tip.proof.reset();
}

Result<wire::ReferredTip> pack_message(Vault& vault, const MessageInfo& message) {
  TIP_TRY(const auto row, row_of(vault, message.id));
  wire::ReferredTip tip;
  tip.number = static_cast<std::uint64_t>(message.conversation);
  tip.at = message.at;
  tip.tick = row.tick;
  tip.leaf = message.leaf;
  tip.receipt = static_cast<std::uint8_t>(message.receipt);
  tip.text = message.text;
  TIP_TRY(tip.files, files_of(vault, message));
  TIP_TRY(tip.proof, find_tip_proof(vault, message.id));
  TIP_TRY(const bool referred, restore_referred(vault, message.id, tip));
  if (!referred) drop_useless_proof(tip, row);
  return tip;
}

std::size_t bytes_of(const MessageInfo& message) {
  std::size_t out = message.text.size();
  for (const auto& file : message.files) out += file.size;
  return out;
}

// Before anything is read into memory: a case may hold more than ever fits.
Result<void> check_size(const std::vector<MessageInfo>& messages, std::size_t& bytes) {
  for (const auto& one : messages) bytes += bytes_of(one);
  if (bytes > wire::kReferralBytesMax) return fail(Errc::too_large, "referral");
  return {};
}

Result<void> pack_thread(Vault& vault, std::int64_t conversation, Packed& out, std::size_t& bytes) {
  TIP_TRY(auto messages, list_messages(vault, conversation));
  std::erase_if(messages, [](const auto& one) { return one.outgoing || one.state != MessageState::whole; });
  TIP_CHECK(check_size(messages, bytes));
  const auto thread = out.referral.tips.empty() ? 0 : out.referral.tips.back().thread + 1;
  for (const auto& message : messages) {
    TIP_TRY(auto tip, pack_message(vault, message));
    tip.thread = static_cast<std::uint16_t>(thread);
    out.referral.tips.push_back(std::move(tip));
    out.messages.push_back(message.id);
    if (out.messages.size() > wire::kReferredTipsMax) return fail(Errc::too_large, "referral");
  }
  return {};
}

template <class List>
std::uint16_t place_in(const List& list, std::int64_t id) {
  const auto found = std::ranges::find(list, id);
  return found == list.end() ? wire::kNoTip : static_cast<std::uint16_t>(found - list.begin());
}

wire::ReferredAccount account_of(casework::Type type, const std::string& value) { return {std::string(casework::type_name(type)), value}; }

wire::ReferredSuspect suspect_of(const Suspect& one, const std::vector<std::int64_t>& statements) {
  wire::ReferredSuspect out{one.name, one.note, one.aliases, {}, one.places, one.times, {}};
  for (const auto& account : one.accounts) out.accounts.push_back(account_of(account.type, account.value));
  for (const auto statement : one.statements)
    if (const auto place = place_in(statements, statement); place != wire::kNoTip) out.statements.push_back(place);
  return out;
}

void pack_statements(const HypothesisTable& table, const Packed& packed, wire::ReferredCase& out) {
  for (const auto& row : table.evidence) {
    const auto& one = row.statement;
    out.statements.push_back({one.text, one.reliability, one.credibility, place_in(packed.messages, one.message),
                              static_cast<std::uint32_t>(one.offset), static_cast<std::uint32_t>(one.length)});
  }
}

void pack_hypotheses(const HypothesisTable& table, wire::ReferredCase& out) {
  std::vector<std::int64_t> ids;
  for (const auto& one : table.hypotheses) ids.push_back(one.id), out.hypotheses.push_back(one.text);
  for (std::size_t i = 0; i < table.evidence.size(); ++i)
    for (const auto& [hypothesis, mark] : table.evidence[i].marks)
      if (const auto place = place_in(ids, hypothesis); place != wire::kNoTip)
        out.marks.push_back({static_cast<std::uint16_t>(i), place, static_cast<std::uint8_t>(mark)});
}

Result<void> pack_accounts(Vault& vault, std::int64_t number, wire::ReferredCase& out) {
  TIP_TRY(const auto accounts, list_case_accounts(vault, number));
  for (const auto& one : accounts)
    if (one.value.size() <= wire::kReferredDetailBytesMax) out.accounts.push_back(account_of(one.type, one.value));
  return {};
}

bool lists_fit(const wire::ReferredCase& file) {
  return std::max({file.statements.size(), file.accounts.size(), file.suspects.size(), file.hypotheses.size(), file.marks.size()}) <=
         wire::kReferredListMax;
}

}  // namespace

Result<Packed> pack_conversation(Vault& vault, std::int64_t conversation) {
  Packed out;
  std::size_t bytes = 0;
  TIP_CHECK(pack_thread(vault, conversation, out, bytes));
  if (out.messages.empty()) return fail(Errc::not_yet_valid, kNothingWhole);
  return out;
}

Result<Packed> pack_case(Vault& vault, std::int64_t number) {
  TIP_TRY(const auto info, find_case(vault, number));
  Packed out;
  std::size_t bytes = 0;
  for (const auto conversation : info.conversations) TIP_CHECK(pack_thread(vault, conversation, out, bytes));
  if (out.messages.empty()) return fail(Errc::not_yet_valid, kNothingWhole);
  wire::ReferredCase file;
  file.name = info.name;
  TIP_TRY(const auto table, hypothesis_table(vault, number));
  TIP_TRY(const auto suspects, list_suspects(vault, number));
  pack_statements(table, out, file);
  pack_hypotheses(table, file);
  TIP_CHECK(pack_accounts(vault, number, file));
  std::vector<std::int64_t> statements;
  for (const auto& row : table.evidence) statements.push_back(row.statement.id);
  for (const auto& one : suspects) file.suspects.push_back(suspect_of(one, statements));
  if (!lists_fit(file)) return fail(Errc::too_large, "referral");
  out.referral.file = std::move(file);
  return out;
}

}  // namespace tipstaff::desk
