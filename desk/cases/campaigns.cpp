#include "desk/cases/campaigns.h"

#include <algorithm>

#include "desk/vault/audited.h"

namespace tipstaff::desk {
namespace {

using Kind = CampaignPartKind;

std::string text_of(const std::vector<CampaignPart>& parts, Kind kind) {
  const auto found = std::ranges::find(parts, kind, &CampaignPart::kind);
  return found == parts.end() ? std::string() : found->text;
}

Result<void> store_part(Vault& vault, std::int64_t id, const CampaignPart& part) {
  switch (part.kind) {
    case Kind::crew:
      return vault.db().prepare("INSERT INTO campaign_crews(campaign, crew, text) VALUES(?, ?, ?)")
          .bind(id).bind(part.crew).bind_view(as_bytes(part.text)).run();
    case Kind::evidence:
      return vault.db().prepare("INSERT INTO campaign_edges(campaign, crew, edge, text) VALUES(?, ?, ?, ?)")
          .bind(id).bind(part.crew).bind(part.edge).bind_view(as_bytes(part.text)).run();
    case Kind::file:
      return vault.db().prepare("INSERT INTO campaign_files(campaign, name, bytes) VALUES(?, ?, ?)")
          .bind(id).bind(std::string_view(part.name)).bind_view(as_bytes(part.text)).run();
    case Kind::text:
      return vault.db().prepare("INSERT INTO campaign_texts(campaign, number, text) VALUES(?, ?, ?)")
          .bind(id).bind(part.edge).bind_view(as_bytes(part.text)).run();
    default: return {};
  }
}

CampaignInfo info_of(const platform::Statement& row) {
  return {row.integer(0), row.text(1), static_cast<std::uint64_t>(row.integer(2)), row.text(3), row.text(4)};
}

Result<Bytes> one_blob(platform::Statement& query) {
  TIP_TRY(const bool row, query.step());
  if (!row) return fail(Errc::not_found, "campaign");
  const auto bytes = query.blob(0);
  return Bytes(bytes.begin(), bytes.end());
}

}  // namespace

Result<std::int64_t> store_campaign(Vault& vault, std::string_view name, const std::vector<CampaignPart>& parts, std::uint64_t now) {
  const auto campaign = text_of(parts, Kind::campaign);
  if (campaign.empty()) return fail(Errc::bad_value, "campaign");
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_CHECK(vault.db().prepare("INSERT INTO campaigns(name, at, campaign, reading) VALUES(?, ?, ?, ?)")
                .bind(name).bind(static_cast<std::int64_t>(now)).bind(std::string_view(campaign)).bind(std::string_view(text_of(parts, Kind::reading))).run());
  const auto id = vault.db().last_row();
  for (const auto& part : parts) TIP_CHECK(store_part(vault, id, part));
  TIP_CHECK(record_audit(vault, now, "campaign", std::to_string(id)));
  TIP_CHECK(transaction.commit());
  return id;
}

Result<std::vector<CampaignInfo>> list_campaigns(Vault& vault) {
  auto query = vault.db().prepare("SELECT id, name, at, campaign, reading FROM campaigns ORDER BY id DESC");
  std::vector<CampaignInfo> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(info_of(query));
  }
}

Result<CampaignInfo> find_campaign(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare("SELECT id, name, at, campaign, reading FROM campaigns WHERE id = ?");
  TIP_TRY(const bool row, query.bind(id).step());
  if (!row) return fail(Errc::not_found, "campaign");
  return info_of(query);
}

Result<std::vector<std::string>> campaign_crews(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare("SELECT text FROM campaign_crews WHERE campaign = ? ORDER BY crew");
  query.bind(id);
  std::vector<std::string> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.emplace_back(as_text(query.blob(0)));
  }
}

Result<std::string> campaign_evidence(Vault& vault, std::int64_t id, std::int64_t crew, std::int64_t edge) {
  auto query = vault.db().prepare("SELECT text FROM campaign_edges WHERE campaign = ? AND crew = ? AND edge = ?");
  query.bind(id).bind(crew).bind(edge);
  TIP_TRY(const auto bytes, one_blob(query));
  return std::string(as_text(bytes));
}

Result<std::string> campaign_text(Vault& vault, std::int64_t id, std::int64_t number) {
  auto query = vault.db().prepare("SELECT text FROM campaign_texts WHERE campaign = ? AND number = ?");
  query.bind(id).bind(number);
  TIP_TRY(const bool row, query.step());
  return row ? std::string(as_text(query.blob(0))) : std::string();
}

Result<Bytes> campaign_file(Vault& vault, std::int64_t id, std::string_view name) {
  auto query = vault.db().prepare("SELECT bytes FROM campaign_files WHERE campaign = ? AND name = ?");
  query.bind(id).bind(name);
  return one_blob(query);
}

Result<void> erase_campaign(Vault& vault, std::int64_t id, std::uint64_t now) {
  TIP_CHECK(find_campaign(vault, id));
  return run_audited(vault, now, "erase campaign", std::to_string(id), [&] {
    return vault.db().prepare("DELETE FROM campaigns WHERE id = ?").bind(id).run();
  });
}

}  // namespace tipstaff::desk
