#include "authority/call_program.h"

#include <cstdio>

#include "authority/call_book.h"
#include "authority/call_draft.h"
#include "council/date.h"
#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/text.h"
#include "tipstaff/protocol/words.h"

namespace tipstaff::authority {
namespace {

namespace fs = std::filesystem;
using council::VerifiedCall;

std::uint64_t now_unix() {
  return static_cast<std::uint64_t>(platform::SystemClock().unix_ms()) / 1000;
}

std::unexpected<std::string> say(std::string sentence) { return std::unexpected(std::move(sentence)); }

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

// sentenced turns an error into what a person reads.
template <class T>
OrSentence<T> sentenced(Result<T> result) {
  if (!result) return say(sentence_of(result.error()));
  if constexpr (std::is_void_v<T>) return {};
  else return std::move(*result);
}

struct Desk {
  platform::ProgrammeFile programme;
  wire::VerifiedRoster roster;
  CallBook book;
};

Result<Desk> open_desk(const fs::path& folder) {
  TIP_TRY(auto programme, platform::read_programme_file(folder / "programme.conf"));
  TIP_TRY(auto roster, read_roster(folder, programme.programme));
  TIP_TRY(auto book, CallBook::open(folder, programme.programme));
  return Desk{std::move(programme), std::move(roster), std::move(book)};
}

council::pages::Publisher publisher_of(const Desk& desk, council::pages::Stage stage) {
  council::pages::Publisher out;
  out.title = desk.programme.title;
  out.address = desk.programme.relay_url;
  while (out.address.ends_with('/')) out.address.pop_back();
  out.programme = wire::programme_hash(desk.programme.programme);
  for (const auto& post : desk.roster->posts) out.posts.push_back({post.id, post.name});
  out.stage = stage;
  return out;
}

OrSentence<void> check_posts(const council::Terms& terms, const Desk& desk) {
  for (const auto id : terms.posts)
    if (desk.roster->post(id) == nullptr)
      return say("call.conf: post " + std::to_string(id) + " is not in the roster (see: tipstaff-authority show).");
  return {};
}

const council::Terms* terms_in(const council::Step& step) {
  if (const auto* opened = std::get_if<council::Opened>(&step)) return &opened->terms;
  const auto* amended = std::get_if<council::Amended>(&step);
  return amended == nullptr ? nullptr : &amended->terms;
}

OrSentence<void> check_step_posts(const council::pages::ProposedStep& step, const Desk& desk) {
  const auto* terms = terms_in(step.step);
  return terms == nullptr ? OrSentence<void>{} : check_posts(*terms, desk);
}

council::Opened opened_of(const council::pages::CheckedDraft& draft, std::uint64_t now) {
  return {draft.call.valid_from.value_or(now), draft.call.until, draft.terms};
}

OrSentence<VerifiedCall> find_call(const Desk& desk, const std::string& id) {
  const auto* call = desk.book.calls().find(id);
  return call == nullptr ? OrSentence<VerifiedCall>(say("there is no call with this id (see: tipstaff-authority call show).")) : *call;
}

void report(const VerifiedCall& call) {
  std::printf("Signed: record %zu of %s, which stands until %s.\n", call.records().size(), call.id().c_str(),
              council::date_text(call.until()).c_str());
  std::printf("Publish it: tipstaff-authority call export FOLDER, and give the folder to the relay (--calls).\n");
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
    auto desk = sentenced(open_desk(folder));
    if (!desk) return say(desk.error());
    const auto draft = load_draft(from);
    if (!draft) return say(draft.error());
    if (const auto fine = check_posts(draft->terms, *desk); !fine) return fine;
    if (desk->book.calls().find(draft->call.id) != nullptr) return say(sentence_of({Errc::conflict, "a call with this id"}));
    const auto authority = sentenced(unlock_authority(folder, passphrase));
    if (!authority) return say(authority.error());
    const auto now = now_unix();
    const auto call = sentenced(authority->open_call(draft->call.id, opened_of(*draft, now), now));
    if (!call) return say(call.error());
    if (const auto kept = sentenced(desk->book.begin(*call, draft->pictures)); !kept) return kept;
    return report(*call), OrSentence<void>{};
  }

  // go_on signs the step that `make` returns for the call.
  template <class Make>
  OrSentence<void> go_on(const std::string& id, const council::pages::Pictures& pictures, Make make) const {
    auto desk = sentenced(open_desk(folder));
    if (!desk) return say(desk.error());
    auto call = find_call(*desk, id);
    if (!call) return say(call.error());
    OrSentence<council::Step> step = make(*call, *desk);
    if (!step) return say(step.error());
    const auto authority = sentenced(unlock_authority(folder, passphrase));
    if (!authority) return say(authority.error());
    if (const auto extended = sentenced(authority->extend_call(*call, std::move(*step), now_unix())); !extended) return extended;
    if (const auto kept = sentenced(desk->book.keep(*call, pictures)); !kept) return kept;
    return report(*call), OrSentence<void>{};
  }
};

OrSentence<council::Step> amendment(const council::pages::CheckedDraft& draft, const VerifiedCall& call, const Desk& desk) {
  if (const auto fine = check_posts(draft.terms, desk); !fine) return say(fine.error());
  if (draft.call.until != call.until() || (draft.call.valid_from && *draft.call.valid_from != call.valid_from()))
    return say("call.conf: from or until differ from the call's (it stands until " + council::date_text(call.until()) +
               "). An end is moved by: tipstaff-authority call renew");
  if (draft.terms == call.terms()) return say("nothing differs from what is signed already.");
  return council::Amended{draft.terms};
}

OrSentence<void> amend(const Signing& signing, const fs::path& from) {
  const auto draft = load_draft(from);
  if (!draft) return say(draft.error());
  return signing.go_on(draft->call.id, draft->pictures, [&](const VerifiedCall& call, const Desk& desk) {
    return amendment(*draft, call, desk);
  });
}

OrSentence<void> renew(const Signing& signing, const std::string& id, const std::string& until) {
  return signing.go_on(id, {}, [&](const VerifiedCall&, const Desk&) -> OrSentence<council::Step> {
    const auto date = sentenced(council::parse_date(until));
    if (!date) return say(date.error());
    return council::Renewed{*date};
  });
}

OrSentence<void> close(const Signing& signing, const std::string& id, const std::string& reason) {
  return signing.go_on(id, {}, [&](const VerifiedCall&, const Desk&) -> OrSentence<council::Step> {
    return council::Closed{reason == "answered" ? council::Ending::answered : council::Ending::withdrawn};
  });
}

OrSentence<void> communique(const Signing& signing, const std::string& id, const fs::path& from) {
  return signing.go_on(id, {}, [&](const VerifiedCall& call, const Desk&) -> OrSentence<council::Step> {
    auto step = load_communique(from, call.terms());
    if (!step) return say(step.error());
    return std::move(*step);
  });
}

// confirmed shows what will be signed, and asks whether it is what the desk exported.
OrSentence<void> confirmed(const council::pages::ProposedStep& step, const VerifiedCall* before, const Hash32& hash,
                           const std::string& given) {
  for (const auto& [name, value] : council::pages::summary_of(step, before, now_unix()))
    std::printf("  %-22s %s\n", platform::display_text(as_bytes(name)).c_str(), platform::display_text(as_bytes(value)).c_str());
  const auto code = protocol::voice_code(hash);
  std::printf("  %-22s %s\n", "code", code.c_str());
  if (!given.empty()) return given == code ? OrSentence<void>{} : say("the code is another one: this is not the file that the desk exported.");
  std::printf("Look at it first: tipstaff-authority call preview FILE FOLDER.\n"
              "Does the desk read out the same six words, and shall this be signed? [yes/no] ");
  std::fflush(stdout);
  char answer[8] = {};
  const bool yes = std::fgets(answer, sizeof answer, stdin) != nullptr && std::string_view(answer) == "yes\n";
  return yes ? OrSentence<void>{} : say("the code was not confirmed.");
}

OrSentence<void> keep_signed(const Authority& authority, CallBook& book, council::pages::ProposedStep step, std::uint64_t now) {
  const auto* before = book.calls().find(step.id);
  if (before == nullptr) {
    auto opened = std::get<council::Opened>(std::move(step.step));
    const auto call = sentenced(authority.open_call(step.id, std::move(opened), now));
    if (!call) return say(call.error());
    if (const auto kept = sentenced(book.begin(*call, step.pictures)); !kept) return kept;
    return report(*call), OrSentence<void>{};
  }
  auto call = *before;
  if (const auto extended = sentenced(authority.extend_call(call, std::move(step.step), now)); !extended) return extended;
  if (const auto kept = sentenced(book.keep(call, step.pictures)); !kept) return kept;
  return report(call), OrSentence<void>{};
}

// sign_file signs what a desk exported. All that can be refused is, before the passphrase.
OrSentence<void> sign_file(const Signing& signing, const fs::path& file, const std::string& code) {
  auto desk = sentenced(open_desk(signing.folder));
  if (!desk) return say(desk.error());
  const auto proposal = load_proposal(file);
  if (!proposal) return say(proposal.error());
  const auto* before = desk->book.calls().find(proposal->id);
  const auto now = now_unix();
  auto step = proposed_step(*proposal, before, now);
  if (!step) return say(step.error());
  if (const auto fine = check_step_posts(*step, *desk); !fine) return fine;
  auto drbg = platform::fresh_drbg();
  const auto tried = sentenced(council::pages::try_step(*step, before, desk->programme.programme.origin, drbg.draw<crypto::SignSeed>(), now));
  if (!tried) return say(tried.error());
  if (const auto sure = confirmed(*step, before, proposal->hash, code); !sure) return sure;
  const auto authority = sentenced(unlock_authority(signing.folder, signing.passphrase));
  if (!authority) return say(authority.error());
  return keep_signed(*authority, desk->book, std::move(*step), now);
}

OrSentence<void> show(const fs::path& folder, const std::string& id) {
  const auto desk = sentenced(open_desk(folder));
  if (!desk) return say(desk.error());
  if (!id.empty()) {
    const auto call = find_call(*desk, id);
    if (!call) return say(call.error());
    show_line(*call);
    return show_records(*call), OrSentence<void>{};
  }
  for (const auto& call : desk->book.calls().calls()) show_line(call);
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

OrSentence<council::pages::ProposedStep> opening_of(const council::pages::CheckedDraft& draft, std::uint64_t now) {
  return council::pages::ProposedStep{draft.call.id, opened_of(draft, now), draft.pictures};
}

OrSentence<void> preview(const fs::path& folder, const fs::path& from, const fs::path& out) {
  const auto desk = sentenced(open_desk(folder));
  if (!desk) return say(desk.error());
  const bool file = fs::is_regular_file(from);
  const auto now = now_unix();
  auto proposed = OrSentence<council::pages::ProposedStep>(say(""));
  const VerifiedCall* before = nullptr;
  if (file) {
    const auto proposal = load_proposal(from);
    if (!proposal) return say(proposal.error());
    before = desk->book.calls().find(proposal->id);
    proposed = proposed_step(*proposal, before, now);
  } else {
    const auto draft = load_draft(from);
    proposed = draft ? opening_of(*draft, now) : say(draft.error());
  }
  if (!proposed) return say(proposed.error());
  if (const auto fine = check_step_posts(*proposed, *desk); !fine) return fine;
  auto drbg = platform::fresh_drbg();
  const auto call = sentenced(council::pages::try_step(*proposed, before, desk->programme.programme.origin,
                                                       drbg.draw<crypto::SignSeed>(), now));
  if (!call) return say(call.error());
  auto pictures = sentenced(desk->book.pictures());
  if (!pictures) return say(pictures.error());
  pictures->insert(proposed->pictures.begin(), proposed->pictures.end());
  council::CallSet calls;
  if (const auto added = sentenced(calls.add(*call)); !added) return added;
  return write_site(calls, *pictures, publisher_of(*desk, council::pages::Stage::preview), out);
}

OrSentence<void> export_site(const fs::path& folder, const fs::path& out) {
  const auto desk = sentenced(open_desk(folder));
  if (!desk) return say(desk.error());
  const auto pictures = sentenced(desk->book.pictures());
  if (!pictures) return say(pictures.error());
  return write_site(desk->book.calls(), *pictures, publisher_of(*desk, council::pages::Stage::published), out);
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
  const auto done = sign_->parsed()         ? sign_file(signing, args_.draft, args_.code)
                    : new_->parsed()        ? signing.begin(args_.draft)
                    : amend_->parsed()      ? amend(signing, args_.draft)
                    : renew_->parsed()      ? renew(signing, args_.id, args_.until)
                    : close_->parsed()      ? close(signing, args_.id, args_.reason)
                    : communique_->parsed() ? communique(signing, args_.id, args_.draft)
                    : show_->parsed()       ? show(folder, args_.id)
                    : preview_->parsed()    ? preview(folder, args_.draft, args_.out)
                                            : export_site(folder, args_.out);
  if (done) return 0;
  std::fprintf(stderr, "tipstaff-authority: %s\n  Nothing was signed or changed.\n", done.error().c_str());
  return 1;
}

}  // namespace tipstaff::authority
