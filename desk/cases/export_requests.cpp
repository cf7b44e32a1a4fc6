#include "desk/cases/export_requests.h"

#include "desk/vault/audited.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kFourEyes = "four_eyes_export";

constexpr std::string_view kColumns =
    "SELECT id, case_id, format, tlp, name, length(bytes), sha256, asked_by, asked_at, state, decided_by, decided_at FROM export_requests ";

Result<ExportRequest> request_of(platform::Statement& row) {
  ExportRequest out;
  out.id = row.integer(0);
  out.case_id = row.integer(1);
  out.format = row.text(2);
  out.tlp = row.text(3);
  out.name = row.text(4);
  out.size = row.integer(5);
  TIP_TRY(out.sha256, Hash32::parse(row.blob(6)));
  out.asked_by = row.text(7);
  out.asked_at = static_cast<std::uint64_t>(row.integer(8));
  out.state = static_cast<RequestState>(row.integer(9));
  out.decided_by = row.text(10);
  out.decided_at = static_cast<std::uint64_t>(row.integer(11));
  return out;
}

Result<ExportRequest> waiting_request(Vault& vault, std::int64_t id, std::uint64_t now) {
  auto query = vault.db().prepare(std::string(kColumns) + "WHERE id = ?");
  TIP_TRY(const bool row, query.bind(id).step());
  if (!row) return fail(Errc::not_found, "export request");
  TIP_TRY(auto out, request_of(query));
  if (out.state != RequestState::waiting || out.asked_at + kRequestLifeSeconds <= now) return fail(Errc::stale, "export request");
  return out;
}

std::string detail_of(const ExportRequest& one) {
  return std::to_string(one.case_id) + " " + one.format + " " + to_hex(one.sha256.view());
}

// close_request takes the bytes out of the vault with it: they have gone, or shall not.
Result<void> close_request(Vault& vault, std::int64_t id, RequestState state, std::uint64_t now) {
  return vault.db().prepare("UPDATE export_requests SET state = ?, decided_by = ?, decided_at = ?, bytes = x'' WHERE id = ?")
      .bind(static_cast<std::int64_t>(state)).bind(std::string_view(vault.who())).bind(static_cast<std::int64_t>(now)).bind(id).run();
}

Result<void> expire_old(Vault& vault, const std::vector<ExportRequest>& all, std::uint64_t now) {
  for (const auto& one : all)
    if (one.state == RequestState::waiting && one.asked_at + kRequestLifeSeconds <= now)
      TIP_CHECK(run_audited(vault, now, "export expired", detail_of(one), [&] { return close_request(vault, one.id, RequestState::expired, now); }));
  return {};
}

Result<std::vector<ExportRequest>> read_requests(Vault& vault) {
  auto query = vault.db().prepare(std::string(kColumns) + "ORDER BY id DESC LIMIT 200");
  std::vector<ExportRequest> out;
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    TIP_TRY(auto one, request_of(query));
    out.push_back(std::move(one));
  }
}

}  // namespace

Result<std::int64_t> ask_export(Vault& vault, std::int64_t number, ExportFormat format, std::string_view tlp, const Exported& out,
                                std::uint64_t now) {
  ExportRequest one;
  one.case_id = number;
  one.format = kExportFormats[static_cast<std::size_t>(format)];
  one.sha256 = out.sha256;
  std::int64_t id = 0;
  const auto done = run_audited(vault, now, "ask for export", detail_of(one), [&]() -> Result<void> {
    TIP_CHECK(vault.db().prepare("INSERT INTO export_requests(case_id, format, tlp, name, bytes, sha256, asked_by, asked_at)"
                                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
                  .bind(number).bind(std::string_view(one.format)).bind(tlp).bind(std::string_view(out.name)).bind_view(out.bytes)
                  .bind(out.sha256.view()).bind(std::string_view(vault.who())).bind(static_cast<std::int64_t>(now)).run());
    id = vault.db().last_row();
    return {};
  });
  TIP_CHECK(done);
  return id;
}

Result<std::vector<ExportRequest>> list_export_requests(Vault& vault, std::uint64_t now) {
  TIP_TRY(const auto all, read_requests(vault));
  TIP_CHECK(expire_old(vault, all, now));
  return read_requests(vault);
}

Result<bool> two_must_agree(Vault& vault, bool wished, std::uint64_t now) {
  TIP_TRY(const auto kept, vault.get_number(kFourEyes));
  if (kept.value_or(0) != 0) return true;
  if (!wished) return false;
  TIP_CHECK(run_audited(vault, now, "four eyes", "on", [&] { return vault.put_number(kFourEyes, 1); }));
  return true;
}

Result<void> let_one_decide(Vault& vault, std::uint64_t now) {
  return run_audited(vault, now, "four eyes", "off", [&] { return vault.put_number(kFourEyes, 0); });
}

Result<Exported> approve_export(Vault& vault, std::int64_t id, const Hash32& seen, std::uint64_t now) {
  TIP_TRY(const auto one, waiting_request(vault, id, now));
  if (one.asked_by == vault.who()) return fail(Errc::conflict, kSamePerson);
  Exported out{one.name, {}, one.sha256, 0};
  {
    auto query = vault.db().prepare("SELECT bytes FROM export_requests WHERE id = ?");
    TIP_CHECK(query.bind(id).step());
    const auto bytes = query.blob(0);
    out.bytes.assign(bytes.begin(), bytes.end());
  }
  if (seen != one.sha256 || crypto::sha256(out.bytes) != one.sha256) return fail(Errc::wrong_hash, "export request");
  TIP_CHECK(run_audited(vault, now, "approve export", detail_of(one) + " " + one.asked_by, [&]() -> Result<void> {
    TIP_TRY(const auto still, waiting_request(vault, id, now));  // another program may have decided meanwhile
    return close_request(vault, still.id, RequestState::approved, now);
  }));
  return out;
}

Result<void> refuse_export(Vault& vault, std::int64_t id, std::uint64_t now) {
  TIP_TRY(const auto one, waiting_request(vault, id, now));
  return run_audited(vault, now, "refuse export", detail_of(one) + " " + one.asked_by, [&] {
    return close_request(vault, id, RequestState::refused, now);
  });
}

}  // namespace tipstaff::desk
