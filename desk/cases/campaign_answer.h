#pragma once
// What tipstaff-campaigns answered from its cage (campaigns/caged.h). It read a stranger's
// file, so nothing that it says is believed before it was looked at.

#include <string>
#include <vector>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::desk {

enum class CampaignPartKind : std::uint8_t { columns, reading, failed, campaign, crew, evidence, file, text };

struct CampaignPart {
  CampaignPartKind kind = CampaignPartKind::failed;
  std::int64_t crew = 0;  // of crew and evidence, from 1
  std::int64_t edge = 0;  // of evidence, from 0; of text the number that evidence names it by
  std::string name = {};  // of file
  std::string text = {};  // a JSON object; of file its text; of failed why
};

// An answer has at most this many bytes, of all its parts.
inline constexpr std::size_t kCampaignBytesMax = std::size_t{512} << 20;
// Of a post's text the start is shown: more is not what was asked for.
inline constexpr std::size_t kCampaignTextBytesMax = 4'096;

// parse_untrusted_campaign checks that the parts are whole, in their form and end with the
// end; progress is left out. Errors: bad_text.
[[nodiscard]] Result<std::vector<CampaignPart>> parse_untrusted_campaign(ByteView answer);

// Files that an answer may have, and no others.
[[nodiscard]] bool is_campaign_file(std::string_view name);

}  // namespace tipstaff::desk
