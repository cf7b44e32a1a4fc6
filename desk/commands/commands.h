#pragma once
// The desk's commands. Each returns an exit status and says on stderr what went
// wrong, what was not lost, and what to do next.

#include <functional>

#include "desk/config.h"
#include "desk/desk.h"
#include "desk/mail/mail.h"

namespace tipstaff::desk {

// Exit statuses.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUse = 2;
inline constexpr int kWrongPassphrase = 3;
inline constexpr int kNotThere = 4;

// Arguments of the commands besides the configuration.
struct Arguments : DeskConfig {
  std::string name, country, languages, kind, hours, address, file, label, words, to, text_file;
  double lat = 0, lon = 0;
  unsigned post_id = 0;
  bool claims = false, once = false, remove = false, unread = false, yes = false, keep = false,
       live = false, json = false, again = false, check = false, whole = false;
  std::int64_t number = 0, message = 0, other = 0;
  std::uint64_t from = 0, bytes = 0;
  std::string what, until, reason, from_folder;  // of a draft of a call
  std::string code, format, platform, tlp, role;
  Role least = Role::officer;   // that the command asks for
  bool rekey = false;
  std::vector<std::string> aliases, accounts, places, times;
  std::vector<std::int64_t> statements;
  std::vector<std::string> attach;
  std::string folder_name;
  bool folder_given = false;
};

int complain(int status, const std::string& what, const std::string& next);
// explain says an error that has no better words where it happened.
int explain(const Error& error);
// open_vault unlocks with the passphrase of the configuration, and says so if not.
// What is done with it on this thread is then done by that officer.
[[nodiscard]] std::optional<int> open_vault(Desk& desk, const Arguments& arguments, std::optional<Who>* who = nullptr);
// The lock in the data folder of whoever has a desk running, or must have it alone.
inline constexpr const char* kOneDesk = "desk.lock";

int command_init(const Arguments& arguments);
int command_describe(const Arguments& arguments);
int command_enrol(const Arguments& arguments);
int command_import_roster(const Arguments& arguments);
int command_import_programme(const Arguments& arguments);
int command_officer_list(const Arguments& arguments);
int command_officer_add(const Arguments& arguments);
int command_officer_remove(const Arguments& arguments);
int command_officer_role(const Arguments& arguments);
int command_officer_passphrase(const Arguments& arguments);
int command_officer_rekey(const Arguments& arguments);
int command_officer_one_decides(const Arguments& arguments);

int command_run(const Arguments& arguments);
int command_link(const Arguments& arguments);
int command_status(const Arguments& arguments);

int command_inbox(const Arguments& arguments);
int command_show(const Arguments& arguments);
int command_answer(const Arguments& arguments);
int command_save(const Arguments& arguments);
int command_label(const Arguments& arguments);
int command_folder(const Arguments& arguments);
int command_name(const Arguments& arguments);
int command_delete(const Arguments& arguments);
int command_export(const Arguments& arguments);

int command_refer(const Arguments& arguments);
int command_refer_list(const Arguments& arguments);
int command_refer_posts(const Arguments& arguments);
int command_refer_again(const Arguments& arguments);
int command_refer_withdraw(const Arguments& arguments);
// print_referred says which posts a conversation came through; nothing for one with a source.
[[nodiscard]] Result<void> print_referred(Vault& vault, std::int64_t conversation, const std::vector<MessageInfo>& messages);

int command_peel(const Arguments& arguments);
int command_observables(const Arguments& arguments);
int command_hints(const Arguments& arguments);
int command_timeline(const Arguments& arguments);
int command_duplicates(const Arguments& arguments);
int command_who_names(const Arguments& arguments);
int command_audit(const Arguments& arguments);
int command_cases_list(const Arguments& arguments);
int command_cases_show(const Arguments& arguments);
int command_cases_open(const Arguments& arguments);
int command_cases_suggest(const Arguments& arguments);
int command_cases_link(const Arguments& arguments);
int command_cases_unlink(const Arguments& arguments);
int command_cases_merge(const Arguments& arguments);
int command_cases_unmerge(const Arguments& arguments);
int command_cases_not_same(const Arguments& arguments);
int command_cases_export(const Arguments& arguments);
int command_cases_requests(const Arguments& arguments);
int command_cases_approve(const Arguments& arguments);
int command_cases_refuse(const Arguments& arguments);
int command_cases_note(const Arguments& arguments);
int command_cases_import_crew(const Arguments& arguments);
int command_cases_accounts(const Arguments& arguments);
// print_lit says which tips name accounts of cases, and returns how many lines that were.
[[nodiscard]] Result<std::size_t> print_lit(Vault& vault);
// call_reader reads files of the read door; empty when the relay's addresses are no addresses.
[[nodiscard]] std::function<Result<Bytes>(std::string_view)> call_reader(const Arguments& arguments, const platform::ProgrammeFile& programme);
int command_call_fetch(const Arguments& arguments);
int command_call_list(const Arguments& arguments);
int command_call_show(const Arguments& arguments);
int command_call_draft(const Arguments& arguments);
int command_call_check(const Arguments& arguments);
int command_call_preview(const Arguments& arguments);
int command_call_propose(const Arguments& arguments);
int command_call_remove(const Arguments& arguments);
int command_suspects_list(const Arguments& arguments);
int command_suspects_add(const Arguments& arguments);
int command_suspects_change(const Arguments& arguments);
int command_suspects_remove(const Arguments& arguments);
int command_hypotheses_list(const Arguments& arguments);
int command_hypotheses_add(const Arguments& arguments);
int command_hypotheses_remove(const Arguments& arguments);
int command_hypotheses_mark(const Arguments& arguments);

}  // namespace tipstaff::desk
