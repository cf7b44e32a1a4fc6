#include "authority/call_ground.h"

#include <cstdio>

#include "council/date.h"
#include "platform/clock.h"

namespace tipstaff::authority {

namespace fs = std::filesystem;

std::uint64_t now_unix() {
  return static_cast<std::uint64_t>(platform::SystemClock().unix_ms()) / 1000;
}

std::string sentence_of(const Error& error) {
  const std::string where(error.where);
  switch (error.code) {
    case Errc::bad_ciphertext: return "that is not the passphrase.";
    case Errc::conflict:
      return where == "a call with this id" ? "there is a call with this id already. Amend it, or choose another id."
                                            : where + ".";
    case Errc::expired:
      return where + ". What is signed after the end counts for nothing: open a new call with another id.";
    case Errc::not_found: return where + " was not found.";
    case Errc::stale: return "this machine's clock is behind the last record of the call. Set it right.";
    case Errc::bad_signature: return "a signature does not verify, so a file is damaged or forged.";
    case Errc::wrong_state: return "the files could not be written. Is the folder writable, is there room?";
    case Errc::too_large: return where + ": too much.";
    default: return where + " (" + std::string(errc_name(error.code)) + ").";
  }
}

Result<CallGround> open_ground(const fs::path& folder) {
  TIP_TRY(auto programme, platform::read_programme_file(folder / "programme.conf"));
  TIP_TRY(auto roster, read_roster(folder, programme.programme));
  TIP_TRY(auto book, CallBook::open(folder, programme.programme));
  return CallGround{std::move(programme), std::move(roster), std::move(book)};
}

council::pages::Publisher publisher_of(const CallGround& ground, council::pages::Stage stage) {
  council::pages::Publisher out;
  out.title = ground.programme.title;
  out.address = ground.programme.relay_url;
  while (out.address.ends_with('/')) out.address.pop_back();
  out.programme = wire::programme_hash(ground.programme.programme);
  out.posts = ground.roster->posts;
  out.stage = stage;
  return out;
}

OrSentence<void> check_posts(const council::Terms& terms, const CallGround& ground) {
  for (const auto id : terms.posts)
    if (ground.roster->post(id) == nullptr)
      return say("call.conf: post " + std::to_string(id) + " is not in the roster (see: tipstaff-authority show).");
  return {};
}

OrSentence<void> write_site(const council::CallSet& calls, const council::pages::Pictures& pictures,
                            const council::pages::Publisher& publisher, const fs::path& out) {
  const auto editions = sentenced(council::pages::make_editions(calls, pictures, publisher, now_unix()));
  if (!editions) return say(editions.error());
  if (const auto written = sentenced(write_editions(out, *editions)); !written) return written;
  std::printf("Written: %zu files, and %zu later moments at which a call opens or lapses.\n", editions->front().files.size(), editions->size() - 1);
  return {};
}

void report(const council::VerifiedCall& call) {
  std::printf("Signed: record %zu of %s, which stands until %s.\n", call.records().size(), call.id().c_str(),
              council::date_text(call.until()).c_str());
  std::printf("Publish it: tipstaff-authority call export FOLDER, and give the folder to the relay (--calls).\n");
}

}  // namespace tipstaff::authority
