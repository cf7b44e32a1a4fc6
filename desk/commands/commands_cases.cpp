// The commands `cases ...` and `duplicates`.

#include <cstdio>

#include "casework/duplicates/clusters.h"
#include "casework/duplicates/difference.h"
#include "casework/exports/stamps.h"
#include "casework/observables/refang.h"
#include "desk/cases/cases.h"
#include "desk/cases/named.h"
#include "desk/cases/suggestions.h"
#include "desk/commands/lines.h"
#include "desk/commands/with_vault.h"
#include "desk/vault/audit.h"
#include "platform/entropy.h"

namespace tipstaff::desk {
namespace {

// with_case_vault adds the time at which the change is made.
template <class Use>
int with_case_vault(const Arguments& arguments, Use use) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> { return use(vault, now_unix()); });
}

long long wide(std::int64_t number) { return static_cast<long long>(number); }
void print_case(const CaseInfo& info) {
  std::printf("%5lld  %s", wide(info.id), line_of(info.name).c_str());
  if (info.merged_into != 0) std::printf("  (merged into %lld)", wide(info.merged_into));
  std::printf("\n       conversations:");
  for (const auto one : info.conversations) std::printf(" %lld", wide(one));
  std::printf("\n");
}

void print_statement(const Statement& one) {
  std::printf("  statement %lld, %c%c: %s\n", wide(one.id), one.reliability, one.credibility, line_of(one.text).c_str());
  if (one.message == 0) std::printf("    its message was erased\n");
  else std::printf("    message %lld, bytes %llu to %llu\n", wide(one.message), static_cast<unsigned long long>(one.offset),
                   static_cast<unsigned long long>(one.offset + one.length));
}

std::string reason_words(const casework::Reason& reason) {
  const auto value = casework::defang(line_of(reason.value));
  switch (reason.kind) {
    case casework::ReasonKind::thing: return "both name " + std::string(casework::type_name(reason.type)) + " " + value;
    case casework::ReasonKind::name: return "both name somebody who sounds like " + value;
    case casework::ReasonKind::recovery: return "the same masked contact " + value;
    case casework::ReasonKind::series: return "accounts called " + value + " and a number";
    case casework::ReasonKind::same_handle: return "the name " + value + " on two platforms";
    case casework::ReasonKind::target: return "addresses that lead to " + value;
    case casework::ReasonKind::picture: return "pictures that look alike";
    default: return "nearly the same words";
  }
}

void print_suggestion(const casework::Suggestion& one) {
  std::printf("%lld and %lld may be of the same hand, %.2f\n", wide(one.a), wide(one.b), one.score);
  for (const auto& reason : one.reasons)
    std::printf("    %.2f  %s (%zu in all)\n", reason.strength, reason_words(reason).c_str(), reason.tips);
}

struct Tip {
  std::int64_t conversation = 0;
  std::uint64_t at = 0;
  SecretBytes text;
};

Result<std::vector<Tip>> all_tips(Vault& vault) {
  TIP_TRY(const auto conversations, list_conversations(vault, {}, -1));
  std::vector<Tip> out;
  for (auto one = conversations.rbegin(); one != conversations.rend(); ++one) {  // the oldest first
    TIP_TRY(auto messages, list_messages(vault, one->id));
    for (auto& message : messages)
      if (!message.outgoing) out.push_back({one->id, message.at, std::move(message.text)});
  }
  return out;
}

void print_card(const casework::Card& card, const std::vector<Tip>& tips) {
  const auto& first = tips[card.representative];
  std::printf("%5llu tips like conversation %lld\n", static_cast<unsigned long long>(card.count), wide(first.conversation));
  if (card.most_different == card.representative) return;
  const auto& other = tips[card.most_different];
  std::printf("      least alike (%.2f): conversation %lld\n", card.least_similarity, wide(other.conversation));
  for (const auto& change : casework::difference(as_text(first.text), as_text(other.text)))
    if (change.kind != casework::Change::Kind::same)
      std::printf("      %c %s\n", change.kind == casework::Change::Kind::added ? '+' : '-', line_of(change.words).c_str());
}

}  // namespace

int command_cases_list(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto all, list_cases(vault));
    for (const auto& one : all) print_case(one);
    if (all.empty()) std::fprintf(stderr, "No cases yet. Make one with  cases open NAME .\n");
    return {};
  });
}

int command_cases_show(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto info, find_case(vault, arguments.number));
    TIP_TRY(const auto statements, list_statements(vault, arguments.number));
    print_case(info);
    for (const auto& one : statements) print_statement(one);
    return {};
  });
}

int command_cases_open(const Arguments& arguments) {
  return with_case_vault(arguments, [&](Vault& vault, std::uint64_t now) -> Result<void> {
    TIP_TRY(const auto id, open_case(vault, arguments.name, now));
    std::printf("%lld\n", wide(id));
    return {};
  });
}

int command_cases_suggest(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    const casework::Scanner scanner;
    TIP_TRY(const auto all, suggest_links(vault, scanner));
    for (const auto& one : all) print_suggestion(one);
    TIP_TRY(const auto lit, print_lit(vault));
    std::fprintf(stderr, all.empty() && lit == 0 ? "Nothing to suggest.\n" : "Suggestions only: link what you believe, and not-same what you do not.\n");
    return {};
  });
}

int command_cases_link(const Arguments& arguments) {
  return with_case_vault(arguments, [&](Vault& vault, std::uint64_t now) {
    return link_conversation(vault, arguments.number, arguments.other, now);
  });
}

int command_cases_unlink(const Arguments& arguments) {
  return with_case_vault(arguments, [&](Vault& vault, std::uint64_t now) {
    return unlink_conversation(vault, arguments.number, arguments.other, now);
  });
}

int command_cases_merge(const Arguments& arguments) {
  return with_case_vault(arguments, [&](Vault& vault, std::uint64_t now) {
    return merge_case(vault, arguments.number, arguments.other, now);
  });
}

int command_cases_unmerge(const Arguments& arguments) {
  return with_case_vault(arguments, [&](Vault& vault, std::uint64_t now) { return unmerge_case(vault, arguments.number, now); });
}

int command_cases_not_same(const Arguments& arguments) {
  return with_case_vault(arguments, [&](Vault& vault, std::uint64_t now) {
    return deny(vault, arguments.number, arguments.other, now);
  });
}

int command_cases_note(const Arguments& arguments) {
  if (arguments.code.size() != 2) return complain(kWrongUse, "--code is the Admiralty code: a letter A to F and a digit 1 to 6.", "");
  const Statement one{0, arguments.words, arguments.code[0], arguments.code[1], arguments.message, arguments.from, arguments.bytes, 0};
  return with_case_vault(arguments, [&](Vault& vault, std::uint64_t now) -> Result<void> {
    TIP_TRY(const auto id, add_statement(vault, arguments.number, one, now));
    std::printf("%lld\n", wide(id));
    return {};
  });
}

// Whatever is written like an observable is looked for as such, anything else as a name.
int command_who_names(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    const casework::Scanner scanner;
    TIP_CHECK(scan_new(vault, scanner));
    TIP_TRY(const auto written, scanner.scan(arguments.words));
    std::size_t count = 0;
    for (const auto& one : written.observables) {
      if (one.parent != casework::kNoParent) continue;
      TIP_TRY(const auto found, who_names(vault, one.type, one.value));
      count += found.size();
      for (const auto& naming : found)
        std::printf("conversation %lld, message %lld names %s\n", wide(naming.conversation), wide(naming.message),
                    std::string(casework::type_name(one.type)).c_str());
    }
    TIP_TRY(const auto people, who_names_anyone_called(vault, arguments.words));
    for (const auto& naming : people)
      std::printf("conversation %lld, message %lld names somebody who sounds like this\n", wide(naming.conversation), wide(naming.message));
    if (count + people.size() == 0) std::fprintf(stderr, "No conversation names it.\n");
    return {};
  });
}

int command_audit(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto lines, read_audit(vault));
    for (const auto& line : lines)
      std::printf("%lld  %sZ  %s  %s: %s\n", wide(line.id), casework::write_utc(static_cast<std::int64_t>(line.at) * 1000).c_str(),
                  line.who.empty() ? "-" : line_of(line.who).c_str(), line_of(line.action).c_str(), line_of(line.detail).c_str());
    std::fprintf(stderr, "The chain of %zu lines holds. Its head: %s\n", lines.size(),
                 lines.empty() ? "-" : to_hex(lines.back().hash.view()).c_str());
    return {};
  });
}

int command_duplicates(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto tips, all_tips(vault));
    const casework::Scanner scanner;
    auto drbg = platform::fresh_drbg();
    std::uint64_t seed = 0;
    drbg.fill({reinterpret_cast<std::uint8_t*>(&seed), sizeof seed});
    casework::Clusters clusters(seed);
    for (std::size_t i = 0; i < tips.size(); ++i) {
      TIP_TRY(const auto found, scanner.scan(as_text(tips[i].text)));
      clusters.add(i, tips[i].at, casework::plain_form(as_text(tips[i].text), found.observables));
    }
    for (const auto& card : clusters.cards())
      if (card.count > 1) print_card(card, tips);
    std::fprintf(stderr, "%zu tips, %zu cards.\n", tips.size(), clusters.cards().size());
    return {};
  });
}

}  // namespace tipstaff::desk
