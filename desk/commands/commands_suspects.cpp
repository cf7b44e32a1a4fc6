// The commands `suspects ...` and `hypotheses ...`.

#include <algorithm>
#include <cstdio>

#include "casework/observables/refang.h"
#include "desk/cases/hypotheses.h"
#include "desk/cases/suspects.h"
#include "desk/commands/lines.h"
#include "desk/commands/with_vault.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

long long wide(std::int64_t number) { return static_cast<long long>(number); }
void print_list(const char* name, const std::vector<std::string>& list) {
  for (const auto& one : list) std::printf("    %s %s\n", name, line_of(one).c_str());
}

void print_suspect(const Suspect& one) {
  std::printf("%5lld  %s\n", wide(one.id), line_of(one.name).c_str());
  print_list("also called", one.aliases);
  for (const auto& account : one.accounts)
    std::printf("    %s %s\n", std::string(casework::type_name(account.type)).c_str(), casework::defang(line_of(account.value)).c_str());
  print_list("place", one.places);
  print_list("time", one.times);
  if (!one.note.empty()) std::printf("%s", platform::display_block(as_bytes(one.note)).c_str());
  for (const auto id : one.statements) std::printf("    rests on statement %lld\n", wide(id));
  if (one.statements.empty()) std::printf("    rests on no statement yet\n");
}

// account_of reads "telegram:boss"; the type ends at the first colon.
Result<Account> account_of(const casework::Scanner& scanner, const std::string& written) {
  const auto colon = written.find(':');
  if (colon == std::string::npos) return fail(Errc::bad_value, "--account is TYPE:VALUE");
  const auto type = casework::parse_type(written.substr(0, colon));
  if (type == casework::Type::count_) return fail(Errc::bad_value, "--account: no such type; the command observables prints types");
  return canonical_account(scanner, type, written.substr(colon + 1));
}

// fill takes over what was given; of a suspect that is there already the rest stays.
Result<void> fill(Suspect& one, const Arguments& arguments) {
  if (!arguments.name.empty()) one.name = arguments.name;
  if (!arguments.words.empty()) one.note = arguments.words;
  if (!arguments.aliases.empty()) one.aliases = arguments.aliases;
  if (!arguments.places.empty()) one.places = arguments.places;
  if (!arguments.times.empty()) one.times = arguments.times;
  if (!arguments.statements.empty()) one.statements = arguments.statements;
  if (arguments.accounts.empty()) return {};
  const casework::Scanner scanner;
  one.accounts.clear();
  for (const auto& written : arguments.accounts) {
    TIP_TRY(auto account, account_of(scanner, written));
    one.accounts.push_back(std::move(account));
  }
  return {};
}

void print_table(const HypothesisTable& table) {
  for (const auto& one : table.hypotheses)
    std::printf("hypothesis %lld, %.1f against it: %s\n", wide(one.id), one.score, line_of(one.text).c_str());
  for (const auto& one : table.evidence) {
    std::printf("  statement %lld, %c%c:", wide(one.statement.id), one.statement.reliability, one.statement.credibility);
    for (const auto& [hypothesis, mark] : one.marks)
      std::printf("  %lld %s", wide(hypothesis), std::string(mark_name(mark)).c_str());
    std::printf("  %s\n", line_of(one.statement.text).c_str());
  }
}

}  // namespace

int command_suspects_list(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto all, list_suspects(vault, arguments.number));
    for (const auto& one : all) print_suspect(one);
    if (all.empty()) std::fprintf(stderr, "No suspects yet. Add one with  suspects add CASE NAME --statement N .\n");
    return {};
  });
}

int command_suspects_add(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    Suspect one;
    one.case_id = arguments.number;
    TIP_CHECK(fill(one, arguments));
    TIP_TRY(const auto id, save_suspect(vault, one, now_unix()));
    std::printf("%lld\n", wide(id));
    return {};
  });
}

int command_suspects_change(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(auto one, find_suspect(vault, arguments.number));
    TIP_CHECK(fill(one, arguments));
    TIP_CHECK(save_suspect(vault, one, now_unix()));
    return {};
  });
}

int command_suspects_remove(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto one, find_suspect(vault, arguments.number));
    return remove_suspect(vault, one.id, one.edition, now_unix());
  });
}

int command_hypotheses_list(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(auto table, hypothesis_table(vault, arguments.number));
    std::stable_sort(table.hypotheses.begin(), table.hypotheses.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
    print_table(table);
    if (table.hypotheses.empty()) std::fprintf(stderr, "No hypotheses yet. Add two or more with  hypotheses add CASE TEXT .\n");
    return {};
  });
}

int command_hypotheses_add(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto id, save_hypothesis(vault, {0, arguments.number, 0, arguments.words, 0}, now_unix()));
    std::printf("%lld\n", wide(id));
    return {};
  });
}

int command_hypotheses_remove(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto one, find_hypothesis(vault, arguments.number));
    return remove_hypothesis(vault, one.id, one.edition, now_unix());
  });
}

int command_hypotheses_mark(const Arguments& arguments) {
  const auto mark = parse_mark(arguments.code);
  if (!mark) return complain(kWrongUse, "a mark is CC, C, N, I or II: from very consistent to very inconsistent.", "Nothing was changed.");
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    return set_mark(vault, arguments.number, arguments.other, *mark, std::nullopt, now_unix());
  });
}

}  // namespace tipstaff::desk
