// The commands `cases import-crew` and `cases accounts`.

#include <cstdio>

#include "casework/observables/refang.h"
#include "desk/cases/case_accounts.h"
#include "desk/cases/named.h"
#include "desk/commands/with_vault.h"
#include "platform/file.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

// A hundred bytes a member, a million members.
constexpr std::size_t kTableBytesMax = 100 << 20;

std::string shown(std::string_view text) { return casework::defang(platform::display_text(as_bytes(text))); }

}  // namespace

int command_cases_import_crew(const Arguments& arguments) {
  const auto platform = casework::parse_type(arguments.platform);
  const auto table = platform::read_file(arguments.file, kTableBytesMax);
  if (!table)
    return complain(kNotThere, "The file cannot be read, or is larger than 100 MiB. Nothing was changed.",
                    "It is the members.csv that  tipstaff-campaigns find --out FOLDER  wrote.");
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    const casework::Scanner scanner;
    TIP_TRY(const auto done, import_crew(vault, scanner, arguments.number, *table, platform, static_cast<std::uint64_t>(arguments.other),
                                         now_unix()));
    std::printf("%zu accounts taken, %zu were there before\n", done.taken, done.known);
    if (done.set_aside > 0) std::fprintf(stderr, "%zu rows could not be used: no crew, no account, or no name that a tip could write.\n", done.set_aside);
    return {};
  });
}

int command_cases_accounts(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto all, list_case_accounts(vault, arguments.number));
    for (const auto& one : all)
      std::printf("crew %llu  %s  %s\n", static_cast<unsigned long long>(one.crew), std::string(casework::type_name(one.type)).c_str(), shown(one.value).c_str());
    if (all.empty()) std::fprintf(stderr, "No accounts yet. Bring them with  cases import-crew CASE members.csv --platform x .\n");
    return {};
  });
}

Result<std::size_t> print_lit(Vault& vault) {
  TIP_TRY(const auto lit, lit_by_accounts(vault));
  for (const auto& one : lit)
    std::printf("%lld names %s %s, an account of case %lld (crew %llu)\n", static_cast<long long>(one.conversation),
                std::string(casework::type_name(one.account.type)).c_str(), shown(one.account.value).c_str(), static_cast<long long>(one.case_id),
                static_cast<unsigned long long>(one.account.crew));
  return lit.size();
}

}  // namespace tipstaff::desk
