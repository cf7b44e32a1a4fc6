#include "source/verify.h"

#include "council/date.h"
#include "council/limits.h"
#include "platform/file.h"
#include "platform/text.h"
#include "source/calls.h"
#include "tipstaff/log/proof.h"
#include "tipstaff/wire/bulletin.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::source {
namespace {

constexpr std::size_t kObjectMax = 1 << 20;

std::string day_of(std::uint64_t unix_seconds) {
  const auto time = static_cast<std::time_t>(unix_seconds);
  std::tm parts{};
  char text[32];
  ::gmtime_r(&time, &parts);
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts);
  return text;
}

Result<wire::VerifiedRoster> read_roster(const std::filesystem::path& file,
                                         const wire::Programme& programme) {
  TIP_TRY(const auto bytes, platform::read_file(file, kObjectMax));
  return wire::parse_untrusted_roster(bytes, programme);
}

struct Checked {
  wire::VerifiedRoster roster;
  log::VerifiedProof proof;
  wire::Bulletin bulletin;
};

Result<Checked> check_bulletin(const std::filesystem::path& file, const std::filesystem::path& roster_file,
                               const wire::Programme& programme) {
  TIP_TRY(auto roster, read_roster(roster_file, programme));
  TIP_TRY(const auto text, platform::read_file(file, kObjectMax));
  TIP_TRY(auto proof, log::verify_untrusted_proof(as_text(text), programme.origin, roster->relay_vk));
  TIP_TRY(auto bulletin, wire::parse_untrusted_bulletin(proof->extra));
  if (bulletin.roster_hash != roster.hash()) return fail(Errc::wrong_hash, "the bulletin names another roster");
  return Checked{std::move(roster), std::move(proof), std::move(bulletin)};
}

std::string record_line(const council::SignedRecord& signed_record) {
  constexpr std::string_view kSteps[] = {"opened", "amended", "renewed", "closed", "communique"};
  auto step = std::string(kSteps[signed_record.record.step.index()]);
  step.resize(12, ' ');
  return "  " + council::date_rfc3339(signed_record.record.signed_at) + "  " + step +
         to_hex(signed_record.hash.view()) + "\n";
}

}  // namespace

Result<std::string> report_roster(const std::filesystem::path& file,
                                  const wire::Programme& programme) {
  TIP_TRY(const auto roster, read_roster(file, programme));
  std::string out = "good: signed by the programme's authority\nserial      " +
                    std::to_string(roster->serial) + "\nhash        " + to_hex(roster.hash().view()) +
                    "\nvalid from  " + day_of(roster->not_before) + "\nvalid until " +
                    day_of(roster->not_after) + "\n";
  for (const auto& post : roster->posts)
    out += "post " + std::to_string(post.id) + "  " + std::string(post.country.data(), 2) + "  " +
           platform::display_text(as_bytes(post.name)) + "\n";
  return out;
}

Result<std::string> report_bulletin(const std::filesystem::path& file,
                                    const std::filesystem::path& roster_file,
                                    const wire::Programme& programme) {
  TIP_TRY(const auto checked, check_bulletin(file, roster_file, programme));
  const auto& [roster, proof, bulletin] = checked;
  return "good: in the log, under a checkpoint that the relay signed\ntick        " +
         std::to_string(bulletin.tick) + "  (" + day_of(bulletin.tick * roster->tick_seconds) +
         ")\nepoch       " + std::to_string(bulletin.epoch) + "\nleaf        " +
         std::to_string(proof->index) + " of " + std::to_string(proof.checkpoint().size) +
         "\nbag root    " + to_hex(bulletin.bag_root.view()) + "\nchallenges  " +
         to_hex(bulletin.challenges_hash.view()) + "\n";
}

Result<std::string> report_call(const std::filesystem::path& file, const AtBulletin& at,
                                const wire::Programme& programme) {
  TIP_TRY(const auto bytes, platform::read_file(file, council::kHistoryBytesMax));
  TIP_TRY(const auto call, council::parse_untrusted_call(bytes, programme));
  auto now = at.clock_unix;
  std::string by = "by this computer's clock";
  if (!at.bulletin.empty()) {
    TIP_TRY(const auto checked, check_bulletin(at.bulletin, at.roster, programme));
    now = checked.bulletin.tick * checked.roster->tick_seconds;
    by = "by the bulletin of " + day_of(now);
  }
  std::string out = "good: a chain of records, every one signed by the programme's authority\ncall        " + call.id() +
                    "\nstatus      " + status_text(call, now) + "  (" + by + ")\nhead        " + to_hex(call.head().view()) + "\n";
  for (const auto& signed_record : call.records()) out += record_line(signed_record);
  return out + "\n" + describe_call(call, "", now);
}

}  // namespace tipstaff::source
