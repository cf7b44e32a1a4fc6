#include "source/verify.h"

#include "platform/file.h"
#include "platform/text.h"
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
  TIP_TRY(const auto roster, read_roster(roster_file, programme));
  TIP_TRY(const auto text, platform::read_file(file, kObjectMax));
  TIP_TRY(const auto proof, log::verify_untrusted_proof(as_text(text), programme.origin, roster->relay_vk));
  TIP_TRY(const auto bulletin, wire::parse_untrusted_bulletin(proof->extra));
  if (bulletin.roster_hash != roster.hash()) return fail(Errc::wrong_hash, "the bulletin names another roster");
  return "good: in the log, under a checkpoint that the relay signed\ntick        " +
         std::to_string(bulletin.tick) + "  (" + day_of(bulletin.tick * roster->tick_seconds) +
         ")\nepoch       " + std::to_string(bulletin.epoch) + "\nleaf        " +
         std::to_string(proof->index) + " of " + std::to_string(proof.checkpoint().size) +
         "\nbag root    " + to_hex(bulletin.bag_root.view()) + "\nchallenges  " +
         to_hex(bulletin.challenges_hash.view()) + "\n";
}

}  // namespace tipstaff::source
