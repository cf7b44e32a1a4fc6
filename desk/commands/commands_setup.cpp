// The commands that set a desk up: init, enrol, import.

#include <cmath>
#include <cstdio>

#include "desk/commands/commands.h"
#include "platform/entropy.h"
#include "platform/file.h"
#include "tipstaff/protocol/words.h"
#include "tipstaff/wire/enrolment.h"
#include "tipstaff/wire/languages.h"
#include "tipstaff/wire/post_kinds.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kRosterFileMax = 256 * 1024;
constexpr double kUnitsADegree = 1e5;
constexpr const char* kAskNew = "New passphrase for the vault: ";

std::string upper(std::string text) {
  for (auto& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return text;
}

// describe puts what sources may read about the office into the record; out: what is wrong.
std::optional<std::string> describe(const Arguments& arguments, wire::PostRecord& out) {
  const auto kind = wire::parse_post_kind(arguments.kind);
  const auto hours = wire::parse_hours(arguments.hours);
  if (!kind) return "--kind is one of embassy, consulate, mission, election-office, cert, anti-corruption, police, newsroom, office";
  if (!hours) return "--hours looks like 'Mo-Fr 09:00-16:30, Sa 10:00-12:00', in whole quarters of an hour";
  if (arguments.address.size() > wire::kPostAddressBytesMax) return "--address is at most 63 bytes";
  out.kind = *kind;
  out.hours = *hours;
  out.address = arguments.address;
  return std::nullopt;
}

// record_of turns the arguments into a post record, still without keys.
std::expected<wire::PostRecord, std::string> record_of(const Arguments& arguments,
                                                       crypto::Drbg& drbg) {
  wire::PostRecord out;
  const auto country = upper(arguments.country);
  const auto languages = wire::parse_languages(arguments.languages);
  if (country.size() != 2) return std::unexpected("--country takes two letters");
  if (!languages) return std::unexpected("--langs has a code that we do not know");
  if (std::abs(arguments.lat) > 90 || std::abs(arguments.lon) > 180)
    return std::unexpected("--lat or --lon is not on this earth");
  if (arguments.post_id > 65535) return std::unexpected("--id is at most 65535");
  out.id = static_cast<std::uint16_t>(arguments.post_id != 0 ? arguments.post_id
                                                             : 1 + drbg.below(65535));
  out.country = {country[0], country[1]};
  out.lat = static_cast<std::int32_t>(std::lround(arguments.lat * kUnitsADegree));
  out.lon = static_cast<std::int32_t>(std::lround(arguments.lon * kUnitsADegree));
  out.langs = *languages;
  out.flags = arguments.claims ? wire::kPostTakesClaims : std::uint16_t{0};
  out.name = arguments.name;
  if (const auto refused = describe(arguments, out)) return std::unexpected(*refused);
  return out;
}

// check_record tries the record with a key, because a record must be signed to be read.
bool well_formed(wire::PostRecord record, crypto::Drbg& drbg) {
  record.vk = crypto::SignKey(drbg.draw<crypto::SignSeed>()).verify_key();
  return wire::parse_untrusted_post_record(wire::encode_post_record(record)).has_value();
}

Result<void> write_config(const Arguments& arguments) {
  return platform::write_file(arguments.folder() / "desk.conf", as_bytes(config_text(arguments)),
                              platform::Access::owner_only);
}

Result<platform::ProgrammeFile> copy_programme(const Arguments& arguments,
                                               const std::filesystem::path& from) {
  TIP_TRY(auto programme, platform::read_programme_file(from));
  TIP_TRY(const auto bytes, platform::read_file(from, kRosterFileMax));
  TIP_CHECK(platform::write_file(arguments.folder() / "programme.conf", bytes,
                                 platform::Access::owner_only));
  return programme;
}

std::string_view first_officer(const Arguments& arguments) {
  return arguments.officer.empty() ? kFirstOfficer : std::string_view(arguments.officer);
}

}  // namespace

int command_init(const Arguments& arguments) {
  auto drbg = platform::fresh_drbg();
  if (arguments.name.size() > wire::kPostNameBytesMax) return complain(kWrongUse, "--name is at most 96 bytes.", "");
  const auto record = record_of(arguments, drbg);
  if (!record) return complain(kWrongUse, record.error() + ".", "Nothing was made.");
  if (!well_formed(*record, drbg))
    return complain(kWrongUse, "name, address or country cannot stand in a roster.",
                    "Name and address are text without control characters, the country two letters.");
  if (!arguments.programme.empty() && !platform::read_programme_file(arguments.programme))
    return complain(kFailed, "the programme file cannot be read.", "Nothing was made.");
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  std::error_code error;
  if (std::filesystem::exists(arguments.folder() / Desk::kVaultFile, error))
    return complain(kFailed, "there is a vault already, so nothing was changed.",
                    "Choose another folder with --data.");
  const auto passphrase = platform::read_new_secret(arguments.passphrase, kAskNew);
  if (!passphrase) return explain(passphrase.error());
  if (const auto made = desk.create(*passphrase, platform::kKeyFileCost, first_officer(arguments)); !made) return explain(made.error());
  const auto drawn =
      desk.with([&](Vault& vault) { return vault.draw_identity(*record, drbg); });
  if (!drawn) return explain(drawn.error());
  if (!arguments.programme.empty())
    if (const auto copied = copy_programme(arguments, arguments.programme); !copied)
      return explain(copied.error());
  if (const auto written = write_config(arguments); !written) return explain(written.error());
  std::fprintf(stderr,
               "The vault and the keys of this post are in %s.\n"
               "Without the passphrase nothing in it can be read, by anybody: keep it well.\n"
               "Next: tipstaff-desk --data %s enrol\n",
               arguments.data.c_str(), arguments.data.c_str());
  return kDone;
}

// What sources read about the office; its keys stay, and the authority signs it anew.
int command_describe(const Arguments& arguments) {
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  auto identity = desk.with([](Vault& vault) { return vault.identity(); });
  if (!identity) return explain(identity.error());
  if (const auto wrong = describe(arguments, identity->record)) return complain(kWrongUse, *wrong + ".", "Nothing was changed.");
  const auto done = desk.with([&](Vault& vault) { return vault.store_record(identity->record); });
  if (!done) return complain(kWrongUse, "this cannot stand in a roster.", "Nothing was changed. An address is text without control characters.");
  std::fprintf(stderr, "Next: tipstaff-desk --data %s enrol, and the authority rotates this post's record.\n", arguments.data.c_str());
  return kDone;
}

int command_enrol(const Arguments& arguments) {
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  const auto identity = desk.with([](Vault& vault) { return vault.identity(); });
  if (!identity) return explain(identity.error());
  const auto enrolment = wire::sign_enrolment(identity->record, identity->sign_key);
  if (!enrolment) return explain(enrolment.error());
  const auto parsed = wire::parse_untrusted_enrolment(*enrolment);
  if (!parsed) return explain(parsed.error());
  const auto path = arguments.file.empty() ? arguments.folder() / "enrolment.txt"
                                           : std::filesystem::path(arguments.file);
  const auto written = platform::write_file(path, as_bytes(wire::encode_enrolment_text(*enrolment)),
                                            platform::Access::everybody_reads);
  if (!written) return explain(written.error());
  std::printf("%s\n%s\n", path.c_str(), protocol::voice_code(parsed->hash()).c_str());
  std::fprintf(stderr,
               "Send that file to the authority. They call you, on a number that they know: read\n"
               "them the six words above. Only if they see the same is it your post that enters.\n");
  return kDone;
}

int command_import_programme(const Arguments& arguments) {
  const auto programme = copy_programme(arguments, arguments.file);
  if (!programme && programme.error().code != Errc::wrong_state)
    return complain(kFailed, "this is no programme file that can be read.", "Nothing was changed. Ask the authority for it again.");
  if (!programme) return explain(programme.error());
  std::printf("%s\n", programme->programme.origin.c_str());
  return kDone;
}

int command_import_roster(const Arguments& arguments) {
  const auto programme = read_programme(arguments);
  if (!programme) return explain(programme.error());
  const auto bytes = platform::read_file(arguments.file, kRosterFileMax);
  if (!bytes) return complain(kNotThere, "the roster file cannot be read.", "");
  const auto roster = wire::parse_untrusted_roster(*bytes, programme->programme);
  if (!roster)
    return complain(kFailed, "this is no roster signed by the programme's authority.",
                    "Nothing was changed. Ask the authority for it again.");
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  const auto stored = desk.with([&](Vault& vault) -> Result<bool> {
    TIP_TRY(const auto identity, vault.identity());
    TIP_CHECK(vault.store_roster(*roster, programme->programme));
    for (const auto& post : (*roster)->posts)
      if (post.vk == identity.sign_key.verify_key()) return true;
    return false;
  });
  if (!stored && stored.error().code == Errc::stale)
    return complain(kFailed, "this roster is older than the one that the desk has.",
                    "Nothing was changed.");
  if (!stored) return explain(stored.error());
  if (!*stored)
    return complain(kFailed, "the roster was taken, but it does not list this post.",
                    "Send the file that  tipstaff-desk enrol  writes to the authority.");
  std::printf("%u\n", (*roster)->serial);
  return kDone;
}

}  // namespace tipstaff::desk
