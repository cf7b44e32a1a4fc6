#include "authority/program.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "authority/authority.h"
#include "authority/call_program.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/secret_input.h"
#include "platform/text.h"
#include "tipstaff/protocol/words.h"
#include "tipstaff/wire/page_manifest.h"

namespace tipstaff::authority {
namespace {

struct Arguments {
  std::string folder = "authority";
  platform::SecretInput passphrase;
  NewProgramme programme;
  std::string relay_vk;
  std::string page_manifest;
  std::vector<std::string> enrolments;
  std::vector<std::string> codes;
  std::uint16_t post_id = 0;
  unsigned valid_days = 365;
};

std::uint64_t now_unix() {
  return static_cast<std::uint64_t>(platform::SystemClock().unix_ms()) / 1000;
}

int complain(std::string_view what, std::string_view next) {
  std::fprintf(stderr, "tipstaff-authority: %.*s\n", static_cast<int>(what.size()), what.data());
  if (!next.empty()) std::fprintf(stderr, "  %.*s\n", static_cast<int>(next.size()), next.data());
  return 1;
}

// Where an error of an enrolment file comes from, in place of "file".
constexpr std::string_view kEnrolmentFile = "the enrolment file";

int explain(const Error& error) {
  const std::string where(error.where);
  if (const std::string fault(platform::secret_fault(error)); !fault.empty())
    return complain("nothing was changed: no passphrase, " + fault + ".",
                    error.code == Errc::not_found ? "Name one that can be read: --passphrase-file or --passphrase-fd."
                                                  : "Try again.");
  switch (error.code) {
    case Errc::bad_ciphertext: return complain("that is not the passphrase. Nothing was changed.", "");
    case Errc::conflict: return complain("nothing was changed: " + where + " already.", "");
    case Errc::not_found:
      if (error.where == "post") return complain("nothing was changed: no post has this number.", "tipstaff-authority show  lists them.");
      if (error.where == kEnrolmentFile) return complain("nothing was changed: an enrolment file cannot be read.", "");
      return complain("nothing was changed: the authority's files cannot be read.", "Name their folder with --dir; create makes a new one.");
    case Errc::bad_text:
      if (error.where.starts_with("enrolment"))
        return complain("nothing was changed: this is no enrolment file.", "It is the one that  tipstaff-desk enrol  wrote.");
      return complain("nothing was changed: " + where + " (not in the form asked for).", "See  --help.");
    case Errc::bad_signature:
      return complain("a signature does not verify, so the file is damaged or forged. Nothing was changed.",
                      "Ask for it again, by another way.");
    case Errc::wrong_state: return complain("the files could not be written.", "Is the folder writable, is there room?");
    case Errc::bad_value:
      return complain("nothing was changed: " + where + " is not possible.",
                      error.where == "passphrase length" ? "A passphrase has 8 to 1024 bytes." : "See  --help.");
    default:
      return complain("nothing was changed: " + where + " (" + std::string(errc_name(error.code)) + ").", "");
  }
}

Result<crypto::VerifyKey> parse_vk(std::string_view hex) {
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != crypto::VerifyKey::kBytes) return fail(Errc::bad_value, "relay_vk (64 hexadecimal digits)");
  return crypto::VerifyKey::from(*bytes);
}

// read_page reads the manifest of the page that is to be signed.
Result<Hash32> read_page(const Arguments& args) {
  const auto bytes = platform::read_file(args.page_manifest, wire::kPageManifestBytesMax);
  if (!bytes) return fail(Errc::bad_value, "the page's manifest (a file that can be read)");
  const auto manifest = wire::parse_untrusted_page_manifest(*bytes);
  if (!manifest) return fail(Errc::bad_value, "the page's manifest (manifest.txt, as the build wrote it)");
  return manifest->hash();
}

int report_signed(const Authority& authority) {
  const auto posts = authority.roster().posts.size();
  std::printf("Roster %u signed: %zu post%s.\n", authority.roster().serial, posts, posts == 1 ? "" : "s");
  std::printf("Give roster.tsr to the relay; it takes effect with the next epoch.\n");
  return 0;
}

Result<void> create(Arguments& args) {
  TIP_TRY(args.programme.relay_vk, parse_vk(args.relay_vk));
  args.programme.valid_days = args.valid_days;
  if (!args.page_manifest.empty()) {
    TIP_TRY(args.programme.page, read_page(args));
  }
  if (args.programme.lodge_url.empty()) args.programme.lodge_url = args.programme.relay_url;
  TIP_TRY(const auto passphrase, platform::read_new_secret(args.passphrase, "New passphrase for the root key: "));
  auto drbg = platform::fresh_drbg();
  TIP_TRY(const auto authority, Authority::create(args.folder, args.programme, passphrase,
                                                  platform::kKeyFileCost, drbg, now_unix()));
  std::printf("authority_vk = %s\n", to_hex(authority.programme().programme.authority_vk.view()).c_str());
  std::fprintf(stderr, "Keep authority.key and its passphrase apart, offline, and copy both:\n"
               "without them no post can be enrolled, rotated or revoked.\n"
               "Give programme.conf to everybody; it is public.\n");
  return {};
}

// confirmed shows who wants to enter and asks whether the voice on the telephone
// reads out the same words.
bool confirmed(const wire::VerifiedEnrolment& enrolment, const std::vector<std::string>& codes,
               std::size_t at) {
  const auto code = protocol::voice_code(enrolment.hash());
  std::printf("Post %u  %c%c  %s\n  code: %s\n", enrolment->id, enrolment->country[0], enrolment->country[1],
              platform::display_text(as_bytes(enrolment->name)).c_str(), code.c_str());
  if (at < codes.size()) return codes[at] == code;
  std::printf("Call the post on a number that you know. Do its people read out the same six words? [yes/no] ");
  std::fflush(stdout);
  char answer[8] = {};
  return std::fgets(answer, sizeof answer, stdin) != nullptr && std::string_view(answer) == "yes\n";
}

Result<Authority> unlock(const Arguments& args) {
  return unlock_authority(args.folder, args.passphrase);
}

using Change = Result<void> (Authority::*)(const wire::PostRecord&);

Result<int> take_enrolments(const Arguments& args, Change change) {
  std::vector<wire::PostRecord> posts;
  for (std::size_t i = 0; i < args.enrolments.size(); ++i) {
    const auto text = platform::read_file(args.enrolments[i], wire::kEnrolmentTextMax);
    if (!text) return fail(Errc::not_found, kEnrolmentFile);
    TIP_TRY(const auto enrolment, wire::parse_untrusted_enrolment_text(as_text(*text)));
    if (!confirmed(enrolment, args.codes, i))
      return complain("the code was not confirmed. Nothing was changed.",
                      "If the words differ, somebody stands between you and the post: use another way.");
    posts.push_back(*enrolment);
  }
  TIP_TRY(auto authority, unlock(args));
  for (const auto& post : posts) TIP_CHECK((authority.*change)(post));
  TIP_CHECK(authority.sign(now_unix(), args.valid_days));
  return report_signed(authority);
}

Result<int> sign_anew(const Arguments& args, bool revoke) {
  TIP_TRY(auto authority, unlock(args));
  if (revoke) TIP_CHECK(authority.revoke(args.post_id));
  if (!args.page_manifest.empty()) {
    TIP_TRY(const auto page, read_page(args));
    authority.set_page(page);
  }
  if (!args.relay_vk.empty()) {
    TIP_TRY(const auto vk, parse_vk(args.relay_vk));
    authority.set_relay(vk);
  }
  TIP_CHECK(authority.sign(now_unix(), args.valid_days));
  return report_signed(authority);
}

Result<void> show(const Arguments& args) {
  TIP_TRY(const auto programme, platform::read_programme_file(std::filesystem::path(args.folder) / "programme.conf"));
  TIP_TRY(const auto roster, read_roster(args.folder, programme.programme));
  std::printf("%s\norigin        %s\nauthority_vk  %s\nrelay_vk      %s\nroster        %u  %s\nticks         %u s\npage          %s\n",
              programme.title.c_str(), roster->origin.c_str(),
              to_hex(programme.programme.authority_vk.view()).c_str(), to_hex(roster->relay_vk.view()).c_str(),
              roster->serial, to_hex(roster.hash().view()).c_str(), roster->tick_seconds,
              roster->client_bundle_hash == Hash32() ? "none signed" : to_hex(roster->client_bundle_hash.view()).c_str());
  for (const auto& post : roster->posts)
    std::printf("post %-5u %c%c  %s\n", post.id, post.country[0], post.country[1],
                platform::display_text(as_bytes(post.name)).c_str());
  return {};
}

void add_passphrase(CLI::App& command, Arguments& args) {
  add_passphrase_options(command, args.passphrase);
}

void add_enrolments(CLI::App& command, Arguments& args) {
  command.add_option("FILE", args.enrolments, "enrolment files, as tipstaff-desk wrote them")->required();
  command.add_option("--code", args.codes, "the six words that the post read out, for each file in order");
}

int finish(const Result<int>& result) { return result ? *result : explain(result.error()); }
int finish(const Result<void>& result) { return result ? 0 : explain(result.error()); }

}  // namespace

int run_program(int argc, char** argv) {
  platform::keep_memory_private();
  CLI::App app("tipstaff-authority: keeps the root key of a programme and signs who its posts are.\n"
               "Run it on a machine that is never online.");
  app.require_subcommand(1);
  Arguments args;
  auto* create_command = app.add_subcommand("create", "make a programme: root key, programme.conf, first roster");
  auto* enrol_command = app.add_subcommand("enrol", "add posts, after comparing their codes by voice");
  auto* rotate_command = app.add_subcommand("rotate", "replace the keys of a post that is in the roster");
  auto* revoke_command = app.add_subcommand("revoke", "remove a post: clients stop sealing to it with the next epoch");
  auto* renew_command = app.add_subcommand("renew", "sign the roster for another time, or with another relay key");
  auto* show_command = app.add_subcommand("show", "print the programme and its posts (needs no passphrase)");
  for (auto* command : app.get_subcommands({}))
    command->add_option("--dir", args.folder, "the authority's folder")->capture_default_str();
  for (auto* command : {create_command, enrol_command, rotate_command, revoke_command, renew_command}) {
    add_passphrase(*command, args);
    command->add_option("--valid-days", args.valid_days, "how long the roster is valid")
        ->capture_default_str()->check(CLI::Range(1, 3650));
  }
  create_command->add_option("--title", args.programme.title, "name of the programme, as people read it")->required();
  create_command->add_option("--origin", args.programme.origin, "name of the relay, ASCII without space")->required();
  create_command->add_option("--relay-vk", args.relay_vk, "what tipstaff-relay init printed")->required();
  create_command->add_option("--relay-url", args.programme.relay_url, "read door, http://...onion")->required();
  create_command->add_option("--lodge-url", args.programme.lodge_url, "lodge door (default: the read door)");
  create_command->add_option("--tick-seconds", args.programme.tick_seconds, "seconds of a tick")->capture_default_str();
  create_command->add_option("--posts-max", args.programme.posts_max, "most posts it can ever list")
      ->capture_default_str()->check(CLI::IsMember({64, 256, 512}));
  add_enrolments(*enrol_command, args);
  add_enrolments(*rotate_command, args);
  revoke_command->add_option("POST", args.post_id, "number of the post")->required();
  renew_command->add_option("--relay-vk", args.relay_vk, "a new relay key");
  for (auto* command : {create_command, renew_command})
    command->add_option("--page-manifest", args.page_manifest, "manifest.txt of the page that the relay is to serve: signs it");
  CallProgram calls(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (calls.asked()) return calls.run();
  if (*create_command) return finish(create(args));
  if (*enrol_command) return finish(take_enrolments(args, &Authority::enrol));
  if (*rotate_command) return finish(take_enrolments(args, &Authority::rotate));
  if (*show_command) return finish(show(args));
  return finish(sign_anew(args, revoke_command->parsed()));
}

}  // namespace tipstaff::authority
