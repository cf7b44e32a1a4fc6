#pragma once
// Campaigns in the vault: what was found in an export, look-ups by crew and by edge.

#include "desk/cases/campaign_answer.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

struct CampaignInfo {
  std::int64_t id = 0;
  std::string name;      // of the file
  std::uint64_t at = 0;
  std::string campaign;  // JSON, as campaigns/caged.h says: untrusted text, in its form
  std::string reading;
};

// store_campaign keeps the parts and one line in the audit. Errors: wrong_state,
// bad_value (there is no campaign among them).
[[nodiscard]] Result<std::int64_t> store_campaign(Vault& vault, std::string_view name, const std::vector<CampaignPart>& parts, std::uint64_t now);
[[nodiscard]] Result<std::vector<CampaignInfo>> list_campaigns(Vault& vault);
// Errors of these: not_found.
[[nodiscard]] Result<CampaignInfo> find_campaign(Vault& vault, std::int64_t id);
[[nodiscard]] Result<std::vector<std::string>> campaign_crews(Vault& vault, std::int64_t id);
[[nodiscard]] Result<std::string> campaign_evidence(Vault& vault, std::int64_t id, std::int64_t crew, std::int64_t edge);
// campaign_text is what a post in the evidence says, as JSON; empty where that was not kept.
[[nodiscard]] Result<std::string> campaign_text(Vault& vault, std::int64_t id, std::int64_t number);
[[nodiscard]] Result<Bytes> campaign_file(Vault& vault, std::int64_t id, std::string_view name);
[[nodiscard]] Result<void> erase_campaign(Vault& vault, std::int64_t id, std::uint64_t now);

}  // namespace tipstaff::desk
