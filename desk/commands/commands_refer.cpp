// The commands `refer ...`: tips and cases for other posts.

#include <cstdio>
#include <ctime>

#include "desk/commands/lines.h"
#include "desk/commands/with_vault.h"
#include "desk/refer/hand_over.h"
#include "desk/refer/visitor.h"
#include "desk/refer/words.h"
#include "tipstaff/wire/referral_part.h"

namespace tipstaff::desk {
namespace {

void print(const ReferralInfo& info) {
  const auto what = std::string(info.of_case ? "case" : "tip") + (info.subject == 0 ? "" : " " + std::to_string(info.subject));
  std::printf("%5s %s  %s %s %s\n      %s\n", info.id == 0 ? "-" : std::to_string(info.id).c_str(), time_text(info.at).c_str(), what.c_str(),
              info.outgoing ? "to" : "from", info.peer.empty() ? "a post" : line_of(info.peer).c_str(), state_words(info).c_str());
  if (!info.note.empty()) std::printf("      note: %s\n", line_of(info.note).c_str());
}

int explain_refer(const Error& error) {
  if (error.code == Errc::too_large)
    return complain(kFailed, "that is more than a referral holds: about 5.8 MB, 1000 tips, a note of 4000 bytes.",
                    "Refer the tips one by one, or take large files out. Nothing was queued.");
  if (error.where == kOwnPost) return complain(kFailed, "that is this post itself.", "Nothing was queued.");
  if (error.where == kNothingWhole) return complain(kFailed, "no message of it is whole yet.", "Wait until its parts are here. Nothing was queued.");
  if (error.code == Errc::not_found && error.where == "post")
    return complain(kNotThere, "the roster does not list that post.", "tipstaff-desk refer posts  lists them.");
  if (error.where == kHeld) return complain(kFailed, "that referral waits for a second person.", "Nothing was changed. A supervisor agrees: tipstaff-desk cases requests");
  if (error.code == Errc::conflict) return complain(kFailed, "that referral is acknowledged or withdrawn already.", "Nothing was changed.");
  return explain(error);
}

Result<void> print_posts(Vault& vault, const wire::Programme& programme) {
  TIP_TRY(const auto roster, vault.roster(programme));
  TIP_TRY(const auto identity, vault.identity());
  if (!roster) return fail(Errc::not_found, "roster");
  for (const auto& post : (*roster)->posts)
    std::printf("%5u  %s%s\n", post.id, line_of(post.name).c_str(), post.vk == identity.sign_key.verify_key() ? "  (this post)" : "");
  return {};
}

// with_programme runs `use(vault, programme)` and explains what went wrong.
template <class Use>
int with_programme(const Arguments& arguments, Use use) {
  const auto programme = read_programme(arguments);
  if (!programme) return explain(programme.error());
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  const Result<void> done = desk.with([&](Vault& vault) { return use(vault, programme->programme); });
  return done ? kDone : explain_refer(done.error());
}

}  // namespace

int command_refer(const Arguments& arguments) {
  const bool of_case = arguments.other != 0;
  if (of_case == (arguments.number != 0) || arguments.post_id == 0 || arguments.post_id > 0xFFFF)
    return complain(kWrongUse, "say what and to whom: refer --tip 3 --to 7 , or refer --case 1 --to 7.", "tipstaff-desk refer posts  lists the posts.");
  return with_programme(arguments, [&](Vault& vault, const wire::Programme& programme) -> Result<void> {
    const ReferRequest request{of_case, of_case ? arguments.other : arguments.number, static_cast<std::uint16_t>(arguments.post_id), arguments.words,
                               arguments.four_eyes_export};
    TIP_TRY(const auto done, refer(vault, programme, request, now_unix()));
    std::printf("%lld\n", static_cast<long long>(done.id));
    if (done.request != 0) {
      std::fprintf(stderr, "Asked for, as request %lld; nothing leaves before a supervisor other than you agrees, within a week:\n"
                           "  tipstaff-desk --officer NAME cases approve %lld\n", static_cast<long long>(done.request), static_cast<long long>(done.request));
      return {};
    }
    std::fprintf(stderr, "In %zu part%s. The running desk hands over one with each visit of the relay, at drawn times, so that nobody sees\n"
                         "that anything was referred. tipstaff-desk refer list  shows how far it is.\n", done.parts, done.parts == 1 ? "" : "s");
    return {};
  });
}

int command_refer_list(const Arguments& arguments) {
  return with_vault(arguments, [](Vault& vault) -> Result<void> {
    TIP_TRY(const auto all, list_referrals(vault));
    TIP_TRY(const auto visit, last_visit(vault));
    for (const auto& one : all) print(one);
    if (all.empty()) std::fprintf(stderr, "Nothing was referred.\n");
    std::fprintf(stderr, "%s\n", visit_words(visit, time_text).c_str());
    return {};
  });
}

int command_refer_posts(const Arguments& arguments) { return with_programme(arguments, print_posts); }

int command_refer_again(const Arguments& arguments) {
  return with_programme(arguments, [&](Vault& vault, const wire::Programme&) { return refer_again(vault, arguments.number, now_unix()); });
}

int command_refer_withdraw(const Arguments& arguments) {
  return with_programme(arguments, [&](Vault& vault, const wire::Programme&) { return withdraw_referral(vault, arguments.number, now_unix()); });
}

Result<void> print_referred(Vault& vault, std::int64_t conversation, const std::vector<MessageInfo>& messages) {
  TIP_TRY(const auto all, list_referred(vault, conversation));
  for (const auto& one : all) {
    std::string posts;
    for (const auto& name : one.posts) posts += (posts.empty() ? "" : ", then ") + line_of(name);
    std::uint64_t leaf = 0;
    for (const auto& message : messages)
      if (message.id == one.message) leaf = message.leaf;
    if (one.verdict != Verdict::forged)
      std::printf("referred by %s (%s), its conversation %lld. Answers go to that post.\n", posts.c_str(), time_text(one.when).c_str(),
                  static_cast<long long>(one.number));
    std::printf("message %lld: %s\n", static_cast<long long>(one.message), line_of(verdict_words(one, leaf)).c_str());
  }
  if (!all.empty() && !all.front().note.empty()) std::printf("their note: %s\n", line_of(all.front().note).c_str());
  return {};
}

}  // namespace tipstaff::desk
