#include "authority/call_program.h"

#include <cstdio>

#include "authority/call_ground.h"
#include "authority/call_sign.h"
#include "council/date.h"
#include "platform/text.h"

namespace tipstaff::authority {
namespace {

namespace fs = std::filesystem;
using council::VerifiedCall;

council::Opened opened_of(const council::pages::CheckedDraft& draft, std::uint64_t now) {
  return {draft.call.valid_from.value_or(now), draft.call.until, draft.terms};
}

OrSentence<VerifiedCall> find_call(const CallGround& ground, const std::string& id) {
  const auto* call = ground.book.calls().find(id);
  return call == nullptr ? OrSentence<VerifiedCall>(say("there is no call with this id (see: tipstaff-authority call show).")) : *call;
}

std::string_view status_name(council::Status status) {
  switch (status) {
    case council::Status::not_yet: return "not yet open";
    case council::Status::open: return "open";
    case council::Status::lapsed: return "lapsed";
    case council::Status::closed: return "closed";
  }
  return "";
}

void show_line(const VerifiedCall& call) {
  const auto& text = call.terms().texts[call.terms().original];
  std::printf("%-24s %-12s until %s  %s\n", call.id().c_str(), std::string(status_name(call.status(now_unix()))).c_str(),
              council::date_text(call.until()).c_str(), platform::display_text(as_bytes(text.title)).c_str());
}

void show_records(const VerifiedCall& call) {
  constexpr const char* kSteps[] = {"opened", "amended", "renewed", "closed", "communique"};
  for (const auto& signed_record : call.records())
    std::printf("  %-3u %s  %-10s  %s\n", signed_record.record.seq, council::date_rfc3339(signed_record.record.signed_at).c_str(),
                kSteps[signed_record.record.step.index()], to_hex(signed_record.hash.view()).c_str());
}

}  // namespace

void add_passphrase_options(CLI::App& command, platform::SecretInput& passphrase) {
  command.add_option("--passphrase-file", passphrase.file, "read the passphrase from a file, not from the terminal");
  command.add_option("--passphrase-fd", passphrase.fd, "read it from an open descriptor");
}

Result<Authority> unlock_authority(const fs::path& folder, const platform::SecretInput& input) {
  TIP_TRY(const auto passphrase, platform::read_secret(input, "Passphrase of the root key: "));
  return Authority::open(folder, passphrase);
}

namespace {

// Every command reads all that it can refuse before it asks for the passphrase.
struct Signing {
  const fs::path& folder;
  const platform::SecretInput& passphrase;

  OrSentence<void> begin(const fs::path& from) const {
    auto ground = sentenced(open_ground(folder));
    if (!ground) return say(ground.error());
    const auto draft = load_draft(from);
    if (!draft) return say(draft.error());
    if (const auto fine = check_posts(draft->terms, *ground); !fine) return fine;
    if (ground->book.calls().find(draft->call.id) != nullptr) return say(sentence_of({Errc::conflict, "a call with this id"}));
    const auto authority = sentenced(unlock_authority(folder, passphrase));
    if (!authority) return say(authority.error());
    const auto now = now_unix();
    const auto call = sentenced(authority->open_call(draft->call.id, opened_of(*draft, now), now));
    if (!call) return say(call.error());
    if (const auto kept = sentenced(ground->book.begin(*call, draft->pictures)); !kept) return kept;
    return report(*call), OrSentence<void>{};
  }

  // go_on signs the step that `make` returns for the call.
  template <class Make>
  OrSentence<void> go_on(const std::string& id, const council::pages::Pictures& pictures, Make make) const {
    auto ground = sentenced(open_ground(folder));
    if (!ground) return say(ground.error());
    auto call = find_call(*ground, id);
    if (!call) return say(call.error());
    OrSentence<council::Step> step = make(*call, *ground);
    if (!step) return say(step.error());
    const auto authority = sentenced(unlock_authority(folder, passphrase));
    if (!authority) return say(authority.error());
    if (const auto extended = sentenced(authority->extend_call(*call, std::move(*step), now_unix())); !extended) return extended;
    if (const auto kept = sentenced(ground->book.keep(*call, pictures)); !kept) return kept;
    return report(*call), OrSentence<void>{};
  }
};

OrSentence<council::Step> amendment(const council::pages::CheckedDraft& draft, const VerifiedCall& call, const CallGround& ground) {
  if (const auto fine = check_posts(draft.terms, ground); !fine) return say(fine.error());
  if (draft.call.until != call.until() || (draft.call.valid_from && *draft.call.valid_from != call.valid_from()))
    return say("call.conf: from or until differ from the call's (it stands until " + council::date_text(call.until()) +
               "). An end is moved by: tipstaff-authority call renew");
  if (draft.terms == call.terms()) return say("nothing differs from what is signed already.");
  return council::Amended{draft.terms};
}

OrSentence<void> amend(const Signing& signing, const fs::path& from) {
  const auto draft = load_draft(from);
  if (!draft) return say(draft.error());
  return signing.go_on(draft->call.id, draft->pictures, [&](const VerifiedCall& call, const CallGround& ground) {
    return amendment(*draft, call, ground);
  });
}

OrSentence<void> renew(const Signing& signing, const std::string& id, const std::string& until) {
  return signing.go_on(id, {}, [&](const VerifiedCall&, const CallGround&) -> OrSentence<council::Step> {
    const auto date = sentenced(council::parse_date(until));
    if (!date) return say(date.error());
    return council::Renewed{*date};
  });
}

OrSentence<void> close(const Signing& signing, const std::string& id, const std::string& reason) {
  return signing.go_on(id, {}, [&](const VerifiedCall&, const CallGround&) -> OrSentence<council::Step> {
    return council::Closed{reason == "answered" ? council::Ending::answered : council::Ending::withdrawn};
  });
}

OrSentence<void> communique(const Signing& signing, const std::string& id, const fs::path& from) {
  return signing.go_on(id, {}, [&](const VerifiedCall& call, const CallGround&) -> OrSentence<council::Step> {
    auto step = load_communique(from, call.terms());
    if (!step) return say(step.error());
    return std::move(*step);
  });
}

OrSentence<void> show(const fs::path& folder, const std::string& id) {
  const auto ground = sentenced(open_ground(folder));
  if (!ground) return say(ground.error());
  if (!id.empty()) {
    const auto call = find_call(*ground, id);
    if (!call) return say(call.error());
    show_line(*call);
    return show_records(*call), OrSentence<void>{};
  }
  for (const auto& call : ground->book.calls().calls()) show_line(call);
  return {};
}

OrSentence<void> export_site(const fs::path& folder, const fs::path& out) {
  const auto ground = sentenced(open_ground(folder));
  if (!ground) return say(ground.error());
  const auto pictures = sentenced(ground->book.pictures());
  if (!pictures) return say(pictures.error());
  return write_site(ground->book.calls(), *pictures, publisher_of(*ground, council::pages::Stage::published), out);
}

}  // namespace

CLI::App* CallProgram::add(const char* name, const char* what) {
  auto* command = call_->add_subcommand(name, what);
  command->add_option("--dir", args_.folder, "the authority's folder")->capture_default_str();
  return command;
}

CLI::App* CallProgram::add_signing(const char* name, const char* what) {
  auto* command = add(name, what);
  add_passphrase_options(*command, args_.passphrase);
  return command;
}

CallProgram::CallProgram(CLI::App& app)
    : call_(app.add_subcommand("call", "reward offers: write, sign, renew, close and publish them")) {
  call_->require_subcommand(1);
  sign_ = add_signing("sign", "look at what a desk wrote and exported, compare its code by voice, and sign it");
  sign_->add_option("FILE", args_.draft, "the .tscp file of the desk")->required();
  sign_->add_option("--code", args_.code, "the six words that the desk read out; else they are shown and asked for");
  new_ = add_signing("new", "sign a call that is written in a folder (docs/calls.md)");
  amend_ = add_signing("amend", "sign the changed text of a call; also adds languages");
  renew_ = add_signing("renew", "move the end of a call, before it has come");
  close_ = add_signing("close", "end a call before its date");
  communique_ = add_signing("communique", "sign news about a call");
  show_ = add("show", "list the calls, or the records of one (needs no passphrase)");
  preview_ = add("preview", "write the pages of a call that is not signed yet");
  auto* export_command = add("export", "write the pages, the feeds and the signed files, for the relay");
  preview_->add_option("DRAFT", args_.draft, "folder with call.conf, LANGUAGE.txt and pictures, or the file of a desk")->required();
  for (auto* command : {new_, amend_})
    command->add_option("DRAFT", args_.draft, "folder with call.conf, LANGUAGE.txt and pictures")->required();
  for (auto* command : {renew_, close_, communique_}) command->add_option("ID", args_.id, "the call")->required();
  communique_->add_option("DRAFT", args_.draft, "folder with a LANGUAGE.txt for each language of the call")->required();
  renew_->add_option("--until", args_.until, "2027-03-01, or \"2027-03-01 18:30\", in UTC")->required();
  close_->add_option("--reason", args_.reason, "answered or withdrawn")->required()->check(CLI::IsMember({"answered", "withdrawn"}));
  show_->add_option("ID", args_.id, "the call");
  for (auto* command : {preview_, export_command}) command->add_option("OUT", args_.out, "folder to write; an older site in it is replaced")->required();
}

int CallProgram::run() const {
  const fs::path folder = args_.folder;
  const Signing signing{folder, args_.passphrase};
  const auto done = sign_->parsed()         ? sign_file(folder, args_.passphrase, args_.draft, args_.code)
                    : new_->parsed()        ? signing.begin(args_.draft)
                    : amend_->parsed()      ? amend(signing, args_.draft)
                    : renew_->parsed()      ? renew(signing, args_.id, args_.until)
                    : close_->parsed()      ? close(signing, args_.id, args_.reason)
                    : communique_->parsed() ? communique(signing, args_.id, args_.draft)
                    : show_->parsed()       ? show(folder, args_.id)
                    : preview_->parsed()    ? preview_draft(folder, args_.draft, args_.out)
                                            : export_site(folder, args_.out);
  if (done) return 0;
  std::fprintf(stderr, "tipstaff-authority: %s\n  Nothing was signed or changed.\n", done.error().c_str());
  return 1;
}

}  // namespace tipstaff::authority
