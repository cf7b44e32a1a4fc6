#include "desk/commands/commands.h"

#include <cstdio>

#include "desk/cases/export_requests.h"
#include "desk/vault/audited.h"
#include "desk/vault/half_changed.h"
#include "platform/text.h"
#include "tipstaff/bytes/shown_text.h"

namespace tipstaff::desk {

int complain(int status, const std::string& what, const std::string& next) {
  std::fprintf(stderr, "tipstaff-desk: %s\n", what.c_str());
  if (!next.empty()) std::fprintf(stderr, "  %s\n", next.c_str());
  return status;
}

int explain(const Error& error) {
  const std::string where(error.where);
  if (const std::string fault(platform::secret_fault(error)); !fault.empty())
    return complain(kFailed, "no passphrase: " + fault + ". Nothing was changed.",
                    error.code == Errc::not_found ? "Name one that can be read: --passphrase-file or --passphrase-fd."
                                                  : "Try again.");
  switch (error.code) {
    case Errc::not_found:
      return complain(kNotThere, "not found: " + where + ".", "");
    case Errc::bad_ciphertext:
      return complain(kWrongPassphrase, "wrong officer or passphrase, or vault.key and vault.db do not belong together.",
                      "Nothing was changed.");
    case Errc::bad_version:
      return complain(kFailed, "the vault is of another version of this program.", "Nothing was changed.");
    case Errc::closed:
      return complain(kFailed, "this source takes no answers.", "Nothing was sent.");
    case Errc::too_large:
      return complain(kFailed, "too large: " + where + ".",
                      error.where.starts_with("message") ? "Text and attachments together: about 730 KB, at most 16 files. Nothing was sent."
                                                         : "Nothing was changed.");
    case Errc::bad_text:
      if (error.where == kUnseen)
        return complain(kFailed, "it holds " + where + ".", "Nothing was changed. Type it again by hand: such a name can look like another one.");
      return complain(kFailed, "this cannot be read: " + where + ".", "Text is UTF-8; names and labels have up to 60 bytes.");
    case Errc::conflict:
      if (error.where == kSamePerson)
        return complain(kFailed, "you asked for this yourself; another person has to agree.", "Nothing was written. A supervisor other than you can: --officer NAME");
      return complain(kFailed, "already there, or it differs: " + where + ".", "Nothing was changed.");
    case Errc::bad_value:
      return complain(kFailed, "not possible: " + where + ".",
                      error.where == "passphrase length" ? "A passphrase has 8 to 1024 bytes." : "");
    case Errc::stale:
      if (error.where != kChangedMeanwhile) return complain(kFailed, "too old: " + where + ".", "Nothing was changed.");
      return complain(kFailed, "somebody else changed this meanwhile.", "Nothing of yours was written. Look at it again, then repeat your change.");
    case Errc::wrong_state:
      if (error.where == kLastSupervisor)
        return complain(kFailed, "this is the last supervisor, without whom nobody could let anybody in.",
                        "Nothing was changed. Make somebody else a supervisor first: tipstaff-desk officer role NAME supervisor");
      if (error.where == kOldKeyFile)
        return complain(kFailed, "vault.key could not be put in place, and is as before: every passphrase is what it was.",
                        "The audit has a line of the change. Who was removed does not come in any more; who was added has no passphrase yet.\n"
                        "Make room, then do it again.");
      if (error.where == kNewKeyFile)
        return complain(kFailed, "the change holds, but the disk did not confirm all of it.",
                        "After a power cut vault.key may be the one of before, or the audit may lack a line. Look after the disk; do not throw the old passphrase away.");
      if (error.where == kTwoDecide)
        return complain(kFailed, where + " (four-eyes-export), and this would take out everything at once.",
                        "Nothing was written. Cases leave one by one: tipstaff-desk cases export");
      if (error.where == platform::kDatabaseBusy)
        return complain(kFailed, "another program is writing to the vault and did not end in five seconds.", "Nothing was changed. Try again.");
      return complain(kFailed, "could not be written or read: " + where + ".",
                      "Is there room on the disk, and may this user write there? Nothing was lost.");
    default:
      return complain(kFailed, where + " (" + std::string(errc_name(error.code)) + ").", "");
  }
}

std::optional<int> open_vault(Desk& desk, const Arguments& arguments, std::optional<Who>* came_in) {
  std::error_code error;
  if (!std::filesystem::exists(arguments.folder() / Desk::kVaultFile, error))
    return complain(kNotThere, "there is no vault in " + arguments.data + ".",
                    "Make one with  tipstaff-desk init , or name the folder with --data.");
  const auto ask = arguments.officer.empty() ? std::string("Passphrase of the vault: ")
                                             : "Passphrase of " + platform::display_line(as_bytes(arguments.officer)) + ": ";
  const auto passphrase = platform::read_secret(arguments.passphrase, ask.c_str());
  if (!passphrase) return explain(passphrase.error());
  const auto who = desk.unlock(arguments.officer, *passphrase);
  if (!who && who.error() == Error{Errc::bad_value, {}})
    return complain(kWrongUse, "several officers work at this desk, so say who you are: --officer NAME.", "Nothing was changed.");
  if (!who) return explain(who.error());
  if (who->role < arguments.least)
    return complain(kFailed, "this takes the role " + std::string(role_name(arguments.least)) + "; yours is " +
                                 std::string(role_name(who->role)) + ".", "Nothing was changed. A supervisor can do it, or give you that role.");
  desk.act_as(who->name);
  if (came_in != nullptr) *came_in = *who;
  return std::nullopt;
}

}  // namespace tipstaff::desk
