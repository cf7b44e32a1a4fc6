#include "desk/page/case_json.h"

#include <boost/json.hpp>
#include <set>

#include "desk/cases/pieces.h"
#include "desk/page/json.h"
#include "platform/text.h"

namespace tipstaff::desk {

namespace json = boost::json;

Result<std::vector<std::int64_t>> ids_of(platform::Statement query) {
  std::vector<std::int64_t> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(query.integer(0));
  }
}

Result<CaseNames> CaseNames::read(Vault& vault) {
  TIP_TRY(const auto all, list_cases(vault));
  CaseNames out;
  for (const auto& one : all) {
    if (one.merged_into != 0) continue;
    out.names_[one.id] = one.name;
    for (const auto conversation : one.conversations) out.cases_[conversation].push_back(one.id);
  }
  return out;
}

json::array CaseNames::list(const std::vector<std::int64_t>& conversations) const {
  std::set<std::int64_t> ids;
  for (const auto conversation : conversations)
    if (const auto found = cases_.find(conversation); found != cases_.end()) ids.insert(found->second.begin(), found->second.end());
  json::array out;
  for (const auto id : ids)
    out.emplace_back(json::object{{"id", id}, {"name", platform::display_line(as_bytes(names_.at(id)))}});
  return out;
}

json::object brief_json(const ConversationInfo& info, const casework::Scanner& scanner) {
  auto out = conversation_json(info);
  out["excerpt"] = defanged_text(scanner, as_text(info.excerpt));
  return out;
}

json::object progress_json(const IndexProgress& progress) { return {{"done", progress.done}, {"of", progress.of}}; }

double screen_place(float number) { return static_cast<double>(static_cast<std::int64_t>(number * 10)) / 10; }

}  // namespace tipstaff::desk
