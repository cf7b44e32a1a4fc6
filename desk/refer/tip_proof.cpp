#include "desk/refer/tip_proof.h"

#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

Bytes joined(std::span<const Hash32> path) {
  wire::Writer out;
  for (const auto& hash : path) out.raw(hash.view());
  return out.take();
}

Result<std::vector<Hash32>> cut(ByteView path) {
  std::vector<Hash32> out;
  for (wire::Reader in(path); !in.rest().empty();) {
    TIP_TRY(const auto hash, in.fixed<Hash32>());
    out.push_back(hash);
  }
  return out;
}

}  // namespace

EntryProof entry_proof(const SignedBulletin& page, std::span<const wire::Entry> entries, std::size_t slot) {
  return {protocol::path_of_entry(page.proof->extra, entries, slot), log::encode_proof(*page.proof)};
}

Result<void> keep_tip_proof(Vault& vault, std::int64_t message, std::uint64_t tick, const wire::TipProof& proof) {
  TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO tick_proofs(tick, bulletin) VALUES(?, ?)")
                .bind(static_cast<std::int64_t>(tick)).bind(std::string_view(proof.bulletin)).run());
  return vault.db()
      .prepare("INSERT INTO tip_proofs(message, tick, flags, sent_when, cpk, salt, path) VALUES(?, ?, ?, ?, ?, ?, ?)")
      .bind(message).bind(static_cast<std::int64_t>(tick)).bind(std::int64_t{proof.flags})
      .bind(static_cast<std::int64_t>(proof.when)).bind(proof.cpk.view()).bind(proof.salt.view())
      .bind(ByteView(joined(proof.path))).run();
}

Result<std::optional<wire::TipProof>> find_tip_proof(Vault& vault, std::int64_t message) {
  auto query = vault.db().prepare("SELECT p.flags, p.sent_when, p.cpk, p.salt, p.path, t.bulletin"
                                  " FROM tip_proofs p JOIN tick_proofs t ON t.tick = p.tick WHERE p.message = ?");
  TIP_TRY(const bool row, query.bind(message).step());
  if (!row) return std::optional<wire::TipProof>();
  wire::TipProof out;
  out.flags = static_cast<std::uint8_t>(query.integer(0));
  out.when = static_cast<std::uint64_t>(query.integer(1));
  TIP_TRY(out.cpk, crypto::VerifyKey::parse(query.blob(2)));
  TIP_TRY(out.salt, wire::ClaimSalt::parse(query.blob(3)));
  TIP_TRY(out.path, cut(query.blob(4)));
  out.bulletin = query.text(5);
  return std::optional(std::move(out));
}

}  // namespace tipstaff::desk
