#include "authority/call_sign.h"

#include <cstdio>

#include "authority/call_ground.h"
#include "authority/call_program.h"
#include "platform/entropy.h"
#include "platform/text.h"
#include "tipstaff/protocol/words.h"

namespace tipstaff::authority {
namespace {

namespace fs = std::filesystem;
using council::VerifiedCall;
using council::pages::ProposedStep;

// Candidate is a step that could be signed now, and the call as it would be.
struct Candidate {
  ProposedStep step;
  const VerifiedCall* before = nullptr;
  VerifiedCall tried;
};

const council::Terms* terms_in(const council::Step& step) {
  if (const auto* opened = std::get_if<council::Opened>(&step)) return &opened->terms;
  const auto* amended = std::get_if<council::Amended>(&step);
  return amended == nullptr ? nullptr : &amended->terms;
}

OrSentence<void> check_step_posts(const ProposedStep& step, const CallGround& ground) {
  const auto* terms = terms_in(step.step);
  return terms == nullptr ? OrSentence<void>{} : check_posts(*terms, ground);
}

OrSentence<Candidate> try_out(const CallGround& ground, OrSentence<ProposedStep> step, std::uint64_t now) {
  if (!step) return say(step.error());
  if (const auto fine = check_step_posts(*step, ground); !fine) return say(fine.error());
  const auto* before = std::holds_alternative<council::Opened>(step->step) ? nullptr : ground.book.calls().find(step->id);
  auto drbg = platform::fresh_drbg();
  auto tried = sentenced(council::pages::try_step(*step, before, ground.programme.programme.origin, drbg.draw<crypto::SignSeed>(), now));
  if (!tried) return say(tried.error());
  return Candidate{std::move(*step), before, std::move(*tried)};
}

OrSentence<Candidate> candidate_of(const CallGround& ground, const council::Proposal& proposal) {
  const auto now = now_unix();
  return try_out(ground, proposed_step(proposal, ground.book.calls().find(proposal.id), now), now);
}

// A folder is previewed as a new call, also when it is meant to amend one.
OrSentence<Candidate> candidate_of(const CallGround& ground, const fs::path& from) {
  if (fs::is_regular_file(from)) {
    const auto proposal = load_proposal(from);
    return proposal ? candidate_of(ground, *proposal) : say(proposal.error());
  }
  const auto draft = load_draft(from);
  if (!draft) return say(draft.error());
  const auto now = now_unix();
  const auto& call = draft->call;
  return try_out(ground, ProposedStep{call.id, council::Opened{call.valid_from.value_or(now), call.until, draft->terms}, draft->pictures}, now);
}

// confirmed shows what will be signed, and asks whether it is what the desk exported.
OrSentence<void> confirmed(const ProposedStep& step, const VerifiedCall* before, const Hash32& hash,
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

// keep_signed signs with the time of now: a passphrase may come an hour after the question.
OrSentence<void> keep_signed(const Authority& authority, CallBook& book, ProposedStep step) {
  const auto now = now_unix();
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

}  // namespace

OrSentence<void> sign_file(const fs::path& folder, const platform::SecretInput& passphrase, const fs::path& file, const std::string& code) {
  auto ground = sentenced(open_ground(folder));
  if (!ground) return say(ground.error());
  const auto proposal = load_proposal(file);
  if (!proposal) return say(proposal.error());
  const auto shown = candidate_of(*ground, *proposal);
  if (!shown) return say(shown.error());
  if (const auto sure = confirmed(shown->step, shown->before, proposal->hash, code); !sure) return sure;
  const auto authority = sentenced(unlock_authority(folder, passphrase));
  if (!authority) return say(authority.error());
  auto candidate = candidate_of(*ground, *proposal);
  if (!candidate) return say(candidate.error());
  return keep_signed(*authority, ground->book, std::move(candidate->step));
}

OrSentence<void> preview_draft(const fs::path& folder, const fs::path& from, const fs::path& out) {
  const auto ground = sentenced(open_ground(folder));
  if (!ground) return say(ground.error());
  const auto candidate = candidate_of(*ground, from);
  if (!candidate) return say(candidate.error());
  auto pictures = sentenced(ground->book.pictures());
  if (!pictures) return say(pictures.error());
  pictures->insert(candidate->step.pictures.begin(), candidate->step.pictures.end());
  council::CallSet calls;
  if (const auto added = sentenced(calls.add(candidate->tried)); !added) return added;
  return write_site(calls, *pictures, publisher_of(*ground, council::pages::Stage::preview), out);
}

}  // namespace tipstaff::authority
