#include "desk/cases/export_requests.h"

#include <algorithm>

#include "desk/vault/audited.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kFourEyes = "four_eyes_export";

constexpr std::string_view kColumns =
    "SELECT id, case_id, format, tlp, name, length(bytes), sha256, asked_by, asked_at, state, decided_by, decided_at, what FROM export_requests ";

std::string_view word_of(LeavingKind what) { return kLeavingKinds[static_cast<std::size_t>(what)]; }

Result<LeavingKind> kind_of(std::string_view word) {
  const auto found = std::ranges::find(kLeavingKinds, word);
  if (found == kLeavingKinds.end()) return fail(Errc::bad_value, "export request");
  return static_cast<LeavingKind>(found - kLeavingKinds.begin());
}

Result<ExportRequest> request_of(platform::Statement& row) {
  ExportRequest out;
  out.id = row.integer(0);
  out.number = row.integer(1);
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
  TIP_TRY(out.what, kind_of(row.text(12)));
  return out;
}

bool is_old(const ExportRequest& one, std::uint64_t now) { return one.asked_at + kRequestLifeSeconds <= now; }

Result<ExportRequest> find_request(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare(std::string(kColumns) + "WHERE id = ?");
  TIP_TRY(const bool row, query.bind(id).step());
  if (!row) return fail(Errc::not_found, "export request");
  return request_of(query);
}

Result<ExportRequest> waiting_request(Vault& vault, std::int64_t id, std::uint64_t now) {
  TIP_TRY(auto out, find_request(vault, id));
  if (out.state != RequestState::waiting || is_old(out, now)) return fail(Errc::stale, "export request");
  return out;
}

// held_request is one that waits, or whose bytes were let out and never arrived.
Result<ExportRequest> held_request(Vault& vault, std::int64_t id, std::uint64_t now) {
  TIP_TRY(auto out, find_request(vault, id));
  const bool undelivered = out.state == RequestState::approved && out.size > 0;
  if ((out.state != RequestState::waiting && !undelivered) || is_old(out, now)) return fail(Errc::stale, "export request");
  return out;
}

// A case's number stands first: so its chain of custody has the line, and not that of another
// thing with the same number.
std::string detail_of(const ExportRequest& one) {
  const auto kind = one.what == LeavingKind::of_case ? std::string() : std::string(word_of(one.what)) + " ";
  return kind + std::to_string(one.number) + (one.format.empty() ? "" : " " + one.format) + " " +
         to_hex(one.sha256.view());
}

// set_state leaves a referral's parts to a trigger (kSchemaFourEyes).
Result<void> set_state(Vault& vault, std::int64_t id, RequestState state, std::uint64_t now) {
  return vault.db().prepare("UPDATE export_requests SET state = ?, decided_by = ?, decided_at = ? WHERE id = ?")
      .bind(static_cast<std::int64_t>(state)).bind(std::string_view(vault.who())).bind(static_cast<std::int64_t>(now)).bind(id).run();
}

Result<void> close_request(Vault& vault, std::int64_t id, RequestState state, std::uint64_t now) {
  TIP_CHECK(set_state(vault, id, state, now));
  return forget_export(vault, id);
}

Result<void> expire_old(Vault& vault, const std::vector<ExportRequest>& all, std::uint64_t now) {
  for (const auto& one : all) {
    if (!is_old(one, now) || (one.state != RequestState::waiting && one.size == 0)) continue;
    const auto expire = [&]() -> Result<void> {
      TIP_TRY(const auto still, find_request(vault, one.id));  // another program may have decided meanwhile
      return still.state == RequestState::waiting ? close_request(vault, one.id, RequestState::expired, now) : fail(Errc::stale, "export request");
    };
    const bool waits = one.state == RequestState::waiting;
    TIP_CHECK(waits ? run_audited(vault, now, "export expired", detail_of(one), expire) : forget_export(vault, one.id));
  }
  return {};
}

// sealed_bytes reads what waits, and sees that it is still what was asked for.
Result<Bytes> sealed_bytes(Vault& vault, const ExportRequest& one) {
  if (one.what == LeavingKind::referral) {
    auto query = vault.db().prepare("SELECT 1 FROM referrals WHERE id = ? AND hash = ? AND state = 8");
    TIP_TRY(const bool there, query.bind(one.number).bind(one.sha256.view()).step());
    if (!there) return fail(Errc::wrong_hash, "export request");
    return Bytes();
  }
  auto query = vault.db().prepare("SELECT bytes FROM export_requests WHERE id = ?");
  TIP_CHECK(query.bind(one.id).step());
  const auto bytes = query.blob(0);
  if (crypto::sha256(bytes) != one.sha256) return fail(Errc::wrong_hash, "export request");
  return Bytes(bytes.begin(), bytes.end());
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

// put_message: between the reading of a case and this line somebody may have erased one.
Result<void> put_message(Vault& vault, std::int64_t request, std::int64_t message) {
  TIP_CHECK(vault.db().prepare("INSERT INTO request_messages SELECT ?, id FROM messages WHERE id = ?").bind(request).bind(message).run());
  if (vault.db().changes() == 0) return fail(Errc::stale, kErasedMeanwhile);
  return {};
}

}  // namespace

std::vector<std::int64_t> told_of(const casework::CaseFile& file) {
  std::vector<std::int64_t> out;
  for (const auto& one : file.messages) out.push_back(one.id);
  return out;
}

Leaving case_leaving(std::int64_t number, ExportFormat format, std::string_view tlp, Exported out, std::vector<std::int64_t> messages) {
  const std::string word(kExportFormats[static_cast<std::size_t>(format)]);
  auto detail = std::to_string(number) + " " + word + " " + to_hex(out.sha256.view());
  return {LeavingKind::of_case, number, word, std::string(tlp), std::move(out.name), std::move(out.bytes), out.sha256, "export", std::move(detail),
          std::move(messages)};
}

Leaving file_leaving(LeavingKind what, std::int64_t number, std::string name, Bytes bytes) {
  const auto hash = crypto::sha256(bytes);
  return {what, number, {}, {}, std::move(name), std::move(bytes), hash, {}, {}, {}};
}

Leaving attachment_leaving(FileBytes file) {
  auto out = file_leaving(LeavingKind::attachment, file.info.id, std::move(file.info.name), Bytes(file.bytes.begin(), file.bytes.end()));
  out.action = "save attachment";
  out.detail = spaced({out.number});
  return out;
}

Result<std::int64_t> put_request(Vault& vault, const Leaving& what, std::uint64_t now) {
  TIP_CHECK(vault.db().prepare("INSERT INTO export_requests(what, case_id, format, tlp, name, bytes, sha256, asked_by, asked_at)"
                               " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(word_of(what.what)).bind(what.number).bind(std::string_view(what.format)).bind(std::string_view(what.tlp))
                .bind(std::string_view(what.name)).bind(ByteView(what.bytes)).bind(what.sha256.view()).bind(std::string_view(vault.who()))
                .bind(static_cast<std::int64_t>(now)).run());
  const auto id = vault.db().last_row();
  for (const auto message : what.messages) TIP_CHECK(put_message(vault, id, message));
  return id;
}

Result<std::int64_t> ask_export(Vault& vault, const Leaving& what, std::uint64_t now) {
  ExportRequest one;
  one.what = what.what;
  one.number = what.number;
  one.format = what.format;
  one.sha256 = what.sha256;
  std::int64_t id = 0;
  TIP_CHECK(run_audited(vault, now, "ask for export", detail_of(one), [&]() -> Result<void> {
    TIP_TRY(id, put_request(vault, what, now));
    return {};
  }));
  return id;
}

Result<std::optional<std::int64_t>> ask_or_record(Vault& vault, bool wished, const Leaving& what, std::uint64_t now) {
  TIP_TRY(const bool two, two_must_agree(vault, wished, now));
  if (two) return ask_export(vault, what, now);
  TIP_CHECK(run_audited(vault, now, what.action, what.detail, []() -> Result<void> { return {}; }));
  return std::nullopt;
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

Result<Approved> approve_export(Vault& vault, std::int64_t id, const Hash32& seen, std::uint64_t now) {
  TIP_TRY(const auto one, held_request(vault, id, now));
  if (one.asked_by == vault.who()) return fail(Errc::conflict, kSamePerson);
  if (seen != one.sha256) return fail(Errc::wrong_hash, "export request");
  TIP_TRY(auto bytes, sealed_bytes(vault, one));
  TIP_CHECK(run_audited(vault, now, "approve export", detail_of(one) + " " + one.asked_by, [&]() -> Result<void> {
    TIP_TRY(const auto still, held_request(vault, id, now));  // another program may have decided meanwhile
    return set_state(vault, still.id, RequestState::approved, now);
  }));
  return Approved{{one.name, std::move(bytes), one.sha256, 0}, one.what};
}

Result<void> forget_export(Vault& vault, std::int64_t id) {
  return vault.db().prepare("UPDATE export_requests SET bytes = x'' WHERE id = ?").bind(id).run();
}

Result<void> refuse_export(Vault& vault, std::int64_t id, std::uint64_t now) {
  TIP_TRY(const auto one, waiting_request(vault, id, now));
  return run_audited(vault, now, "refuse export", detail_of(one) + " " + one.asked_by, [&]() -> Result<void> {
    TIP_CHECK(waiting_request(vault, id, now));  // another program may have decided meanwhile
    return close_request(vault, id, RequestState::refused, now);
  });
}

}  // namespace tipstaff::desk
