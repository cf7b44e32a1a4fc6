#include "desk/page/api_roles.h"

#include <algorithm>

namespace tipstaff::desk {
namespace {

// An auditor gets the audit and counts. Whatever shows or changes a tip, or a case that is
// made of tips, takes an officer; what cannot be undone or lets people in, a supervisor.
constexpr auto kMethodRoles = std::to_array<MethodRole>({
    {"status", Role::nobody},          {"unlock", Role::nobody},          {"lock", Role::nobody},
    {"alive", Role::auditor},          {"audit", Role::auditor},          {"passphrase", Role::auditor},

    {"inbox", Role::officer},          {"conversation", Role::officer},   {"mark", Role::officer},
    {"answer", Role::officer},         {"label", Role::officer},          {"folder", Role::officer},
    {"name", Role::officer},           {"save", Role::officer},           {"observables", Role::officer},
    {"peel", Role::officer},           {"picture", Role::officer},        {"index", Role::officer},
    {"kinds", Role::officer},          {"triage", Role::officer},         {"tip", Role::officer},
    {"named", Role::officer},          {"copy_live", Role::officer},      {"find", Role::officer},
    {"suggest", Role::officer},        {"graph", Role::officer},          {"hints", Role::officer},
    {"timeline", Role::officer},       {"cases", Role::officer},          {"case", Role::officer},
    {"case_open", Role::officer},      {"case_link", Role::officer},      {"case_unlink", Role::officer},
    {"case_merge", Role::officer},     {"case_unmerge", Role::officer},   {"not_same", Role::officer},
    {"statement", Role::officer},      {"suspects", Role::officer},       {"suspect", Role::officer},
    {"hypotheses", Role::officer},     {"hypothesis", Role::officer},     {"export", Role::officer},
    {"export_requests", Role::officer}, {"refer", Role::officer},          {"referrals", Role::officer},
    {"referral", Role::officer},
    {"campaign_begin", Role::officer}, {"campaign_piece", Role::officer}, {"campaign_columns", Role::officer},
    {"campaign_find", Role::officer},  {"campaign_progress", Role::officer}, {"campaign_cancel", Role::officer},
    {"campaigns", Role::officer},      {"campaign", Role::officer},       {"campaign_edge", Role::officer},
    {"campaign_join", Role::officer},  {"campaign_lit", Role::officer},   {"campaign_export", Role::officer},

    {"calls", Role::officer},          {"calls_fetch", Role::officer},    {"call_begin", Role::officer},
    {"call_draft", Role::officer},     {"call_save", Role::officer},      {"call_remove", Role::officer},
    {"call_picture", Role::officer},   {"call_preview", Role::officer},   {"call_export", Role::officer},

    {"erase", Role::supervisor},       {"campaign_erase", Role::supervisor}, {"officers", Role::supervisor},
    {"officer_add", Role::supervisor}, {"officer_remove", Role::supervisor}, {"officer_role", Role::supervisor},
    {"export_decide", Role::supervisor},
});

}  // namespace

std::span<const MethodRole> method_roles() { return kMethodRoles; }

std::optional<Role> least_role(std::string_view method) {
  const auto found = std::ranges::find(kMethodRoles, method, &MethodRole::method);
  if (found == kMethodRoles.end()) return std::nullopt;
  return found->least;
}

}  // namespace tipstaff::desk
