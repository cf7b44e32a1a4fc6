#include "desk/refer/referrals.h"

#include <algorithm>

#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

ReferralInfo referral_row(const platform::Statement& row) {
  ReferralInfo out;
  out.id = row.integer(0);
  out.outgoing = row.integer(1) != 0;
  out.of_case = row.integer(2) != 0;
  out.subject = row.integer(3);
  out.peer = row.text(4);
  out.note = row.text(5);
  out.at = static_cast<std::uint64_t>(row.integer(6));
  out.parts = static_cast<unsigned>(row.integer(7));
  out.state = static_cast<ReferralState>(row.integer(8));
  const bool whole = out.state != ReferralState::sending && out.state != ReferralState::stopped && out.state != ReferralState::withdrawn &&
                     out.state != ReferralState::held;
  out.done = whole ? out.parts : static_cast<unsigned>(row.integer(9));
  return out;
}

// Parts of strangers are not shown before they are whole: anybody can send some.
Result<void> add_arriving(Vault& vault, std::vector<ReferralInfo>& out) {
  auto query = vault.db().prepare("SELECT max(parts), count(*) FROM referral_pieces WHERE known = 1 GROUP BY hash ORDER BY max(tick) DESC");
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return {};
    ReferralInfo one;
    one.parts = static_cast<unsigned>(query.integer(0));
    one.done = static_cast<unsigned>(query.integer(1));
    one.state = ReferralState::arriving;
    out.push_back(std::move(one));
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

Result<std::vector<ReferralInfo>> list_referrals(Vault& vault) {
  std::vector<ReferralInfo> out;
  TIP_CHECK(add_arriving(vault, out));
  auto query = vault.db().prepare(
      "SELECT r.id, r.outgoing, r.of_case, r.subject, r.peer_name, r.note, r.at, r.parts, r.state,"
      " (SELECT count(*) FROM referral_parts p WHERE p.referral = r.id AND p.handed = 1)"
      " FROM referrals r ORDER BY r.id DESC");
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(referral_row(query));
  }
}

Result<std::vector<ReferredInfo>> list_referred(Vault& vault, std::int64_t conversation) {
  std::vector<ReferredInfo> out;
  auto query = vault.db().prepare(
      "SELECT d.message, d.referral, d.posts, d.number, d.verdict, d.said, d.chain, r.note FROM referred d"
      " JOIN messages m ON m.id = d.message JOIN referrals r ON r.id = d.referral WHERE m.conversation = ? ORDER BY d.message");
  query.bind(conversation);
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    ReferredInfo one;
    one.message = query.integer(0);
    one.referral = query.integer(1);
    one.posts = lines_of(query.text(2));
    one.number = query.integer(3);
    one.verdict = static_cast<Verdict>(query.integer(4));
    one.said_in_log = query.integer(5) == static_cast<std::int64_t>(Receipt::verified);
    TIP_TRY(const auto chain, parse_chain(query.blob(6)));
    if (!chain.empty()) one.when = chain.back().when;
    one.note = query.text(7);
    out.push_back(std::move(one));
  }
}

Result<std::string> answer_heading(Vault& vault, std::int64_t conversation) {
  TIP_TRY(const auto referred, list_referred(vault, conversation));
  if (referred.empty() || referred.front().verdict == Verdict::forged) return std::string();
  return "About your tip " + std::to_string(referred.front().number) + ", which you referred to us:\n\n";
}

const wire::PostRecord* post_of(const wire::Roster& roster, const crypto::VerifyKey& vk) {
  const auto found = std::ranges::find(roster.posts, vk, &wire::PostRecord::vk);
  return found == roster.posts.end() ? nullptr : &*found;
}

std::string post_name(const wire::Roster& roster, const crypto::VerifyKey& vk) {
  constexpr std::size_t kDigits = 8;
  const auto* post = post_of(roster, vk);
  return post != nullptr ? post->name : "a post that the roster does not list, key " + to_hex(vk.view()).substr(0, kDigits);
}

Bytes encode_chain(const std::vector<wire::Handover>& chain) {
  wire::Writer out;
  for (const auto& one : chain) out.raw(one.from.view()).raw(one.to.view()).u64(one.when).raw(one.signature.view());
  return out.take();
}

Result<std::vector<wire::Handover>> parse_chain(ByteView bytes) {
  std::vector<wire::Handover> out;
  for (wire::Reader in(bytes); !in.rest().empty();) {
    wire::Handover one;
    TIP_TRY(one.from, in.fixed<crypto::VerifyKey>());
    TIP_TRY(one.to, in.fixed<crypto::VerifyKey>());
    TIP_TRY(one.when, in.u64());
    TIP_TRY(one.signature, in.fixed<crypto::Signature>());
    out.push_back(one);
  }
  return out;
}

}  // namespace tipstaff::desk
