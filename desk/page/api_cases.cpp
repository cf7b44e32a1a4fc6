#include "desk/page/api_cases.h"
#include "desk/page/json.h"

#include <boost/json.hpp>

namespace tipstaff::desk {
namespace {

const std::map<std::string_view, CaseMethod>& case_methods() {
  static const std::map<std::string_view, CaseMethod> kMethods = {
      {"index", index_step},          {"kinds", kinds},           {"triage", triage},
      {"tip", tip},
      {"named", named},               {"copy_live", copy_live},   {"find", find},
      {"cases", cases},               {"case", one_case},         {"case_open", case_open},
      {"case_link", case_link},       {"case_unlink", case_unlink}, {"case_merge", case_merge},
      {"case_unmerge", case_unmerge}, {"not_same", not_same},     {"statement", statement},
      {"suggest", suggest},           {"audit", audit_lines},     {"graph", graph}};
  return kMethods;
}

}  // namespace

CasesApi::CasesApi(Desk& desk, const casework::Scanner& scanner) : desk_(desk), scanner_(scanner), index_(scanner) {}

std::vector<std::string_view> CasesApi::methods() { return names_of(case_methods()); }

bool CasesApi::has(std::string_view name) { return case_methods().contains(name); }

CaseReply CasesApi::call(std::string_view name, const boost::json::object& request) {
  const std::lock_guard held(index_mutex_);
  return desk_.with([&](Vault& vault) -> CaseReply {
    CaseDesk desk{vault, index_, suggestions_, scanner_, desk_.clock()};
    return case_methods().at(name)(desk, request);
  });
}

void CasesApi::forget() {
  const std::lock_guard held(index_mutex_);
  index_.clear();
  suggestions_.clear();
}

}  // namespace tipstaff::desk
