#include "desk/vault/audit.h"

#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

// A line without a name is hashed as before there were names, so old chains hold; a name
// taken off a line breaks it, because the hash begins otherwise.
Hash32 chained(const Hash32& before, const AuditLine& line) {
  if (!line.who.empty()) {
    const auto head = wire::Writer().u64(static_cast<std::uint64_t>(line.id)).u64(line.at).u64(line.action.size())
                          .u64(line.detail.size()).take();
    return crypto::sha256({as_bytes("tipstaff-audit-v2"), before.view(), head, as_bytes(line.action), as_bytes(line.detail),
                           as_bytes(line.who)});
  }
  const auto head = wire::Writer().u64(static_cast<std::uint64_t>(line.id)).u64(line.at).u64(line.action.size()).take();
  return crypto::sha256({as_bytes("tipstaff-audit-v1"), before.view(), head, as_bytes(line.action), as_bytes(line.detail)});
}

Result<AuditLine> last_line(Vault& vault) {
  auto query = vault.db().prepare("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
  TIP_TRY(const bool row, query.step());
  AuditLine out;
  if (!row) return out;
  out.id = query.integer(0);
  TIP_TRY(out.hash, Hash32::parse(query.blob(1)));
  return out;
}

}  // namespace

Result<void> record_audit(Vault& vault, std::uint64_t now, std::string_view action, std::string_view detail) {
  TIP_TRY(const auto last, last_line(vault));
  AuditLine line{last.id + 1, now, std::string(action), std::string(detail), {}, vault.who()};
  line.hash = chained(last.hash, line);
  return vault.db().prepare("INSERT INTO audit(id, at, action, detail, hash, who) VALUES(?, ?, ?, ?, ?, ?)")
      .bind(line.id).bind(static_cast<std::int64_t>(now)).bind(action).bind(detail).bind(line.hash.view()).bind(std::string_view(line.who)).run();
}

Result<std::vector<AuditLine>> read_audit(Vault& vault) {
  auto query = vault.db().prepare("SELECT id, at, action, detail, hash, who FROM audit ORDER BY id");
  std::vector<AuditLine> out;
  Hash32 before;
  for (std::int64_t expected = 1;; ++expected) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    AuditLine line{query.integer(0), static_cast<std::uint64_t>(query.integer(1)), query.text(2), query.text(3), {}, query.text(5)};
    TIP_TRY(line.hash, Hash32::parse(query.blob(4)));
    if (line.id != expected || chained(before, line) != line.hash) return fail(Errc::wrong_hash, "audit chain");
    before = line.hash;
    out.push_back(std::move(line));
  }
}

}  // namespace tipstaff::desk
