// The commands about who works at the desk: officer list, add, remove, role, passphrase, rekey.

#include <cstdio>

#include "desk/commands/with_vault.h"
#include "platform/entropy.h"
#include "platform/file_lock.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

constexpr const char* kOldCopies =
    "An old copy of vault.key still opens the vault with the passphrase of whoever was removed,\n"
    "and with passphrases of before. If somebody may have such a copy, stop the desk and give\n"
    "the vault a new key:  tipstaff-desk officer rekey\n"
    "No command reaches copies of the vault itself that were made before.\n";

// with_book is with_vault for those that change officers.
template <class Use>
int with_book(const Arguments& arguments, Use use) {
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  const Result<void> done = desk.with([&](Vault& vault) -> Result<void> {
    auto book = desk.book(vault);
    return use(book);
  });
  return done ? kDone : explain(done.error());
}

int rekey_alone(const Arguments& arguments) {
  const auto only = platform::FileLock::take(arguments.folder() / kOneDesk, platform::FileLock::Wait::no);
  if (!only) return complain(kFailed, "a desk is running on this vault, which cannot have a new key under it.",
                             "Stop it, then:  tipstaff-desk officer rekey");
  return with_book(arguments, [](OfficerBook& book) -> Result<void> {
    auto drbg = platform::fresh_drbg();
    TIP_CHECK(book.rekey(now_unix(), drbg));
    std::fprintf(stderr, "The vault has a new key. Everybody's passphrase stays as it is; old copies of vault.key are dead.\n");
    return {};
  });
}

}  // namespace

int command_officer_list(const Arguments& arguments) {
  return with_book(arguments, [](OfficerBook& book) -> Result<void> {
    TIP_TRY(const auto all, book.list());
    for (const auto& one : all)
      std::printf("%-11s %s%s\n", std::string(role_name(one.role)).c_str(), platform::display_line(as_bytes(one.name)).c_str(),
                  one.has_passphrase ? "" : "  (no passphrase: remove and add again)");
    return {};
  });
}

int command_officer_add(const Arguments& arguments) {
  const auto role = parse_role(arguments.role.empty() ? "officer" : arguments.role);
  if (!role) return complain(kWrongUse, "there is no such role.", "auditor, officer or supervisor");
  return with_book(arguments, [&](OfficerBook& book) -> Result<void> {
    TIP_TRY(const auto passphrase, platform::read_new_secret({.file = arguments.text_file}, "Passphrase for the new officer: "));
    auto drbg = platform::fresh_drbg();
    TIP_CHECK(book.add(arguments.name, *role, passphrase, now_unix(), drbg));
    std::fprintf(stderr, "Added, as %s. They change their passphrase with  tipstaff-desk --officer NAME officer passphrase\n",
                 std::string(role_name(*role)).c_str());
    return {};
  });
}

int command_officer_remove(const Arguments& arguments) {
  const int done = with_book(arguments, [&](OfficerBook& book) -> Result<void> {
    TIP_CHECK(book.remove(arguments.name, now_unix()));
    std::fprintf(stderr, "Removed: no login and no command takes that passphrase any more.\n");
    return {};
  });
  if (done != kDone) return done;
  if (arguments.rekey) return rekey_alone(arguments);
  std::fprintf(stderr, "%s", kOldCopies);
  return kDone;
}

int command_officer_role(const Arguments& arguments) {
  return with_book(arguments, [&](OfficerBook& book) { return book.set_role(arguments.name, *parse_role(arguments.role), now_unix()); });
}

int command_officer_passphrase(const Arguments& arguments) {
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  const auto before = platform::read_secret(arguments.passphrase, "Passphrase now: ");
  if (!before) return explain(before.error());
  const auto who = desk.unlock(arguments.officer, *before);
  if (!who) return explain(who.error());
  const auto after = platform::read_new_secret({.file = arguments.text_file}, "New passphrase: ");
  if (!after) return explain(after.error());
  desk.act_as(who->name);
  auto drbg = platform::fresh_drbg();
  const Result<void> done = desk.with([&](Vault& vault) {
    return desk.book(vault).change_passphrase(who->name, *before, *after, now_unix(), drbg);
  });
  if (!done) return explain(done.error());
  std::fprintf(stderr, "The passphrase is changed. Copies of the old vault.key still open with the old one,\n"
                       "until the vault has a new key:  tipstaff-desk officer rekey\n");
  return kDone;
}

int command_officer_rekey(const Arguments& arguments) { return rekey_alone(arguments); }

}  // namespace tipstaff::desk
