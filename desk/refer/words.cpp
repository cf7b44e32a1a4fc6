#include "desk/refer/words.h"

namespace tipstaff::desk {

std::string state_words(const ReferralInfo& info) {
  const auto of = std::to_string(info.done) + " of " + std::to_string(info.parts);
  switch (info.state) {
    case ReferralState::sending: return of + " parts handed over; one goes with each visit";
    case ReferralState::handed: return "all " + std::to_string(info.parts) + " handed over; not acknowledged yet";
    case ReferralState::acknowledged: return "acknowledged: the other post has it whole";
    case ReferralState::stopped: return "STOPPED after " + of + " parts: the roster does not list that post any more";
    case ReferralState::withdrawn: return "withdrawn, or its tip was erased";
    case ReferralState::taken: return "taken in";
    case ReferralState::refused: return "REFUSED: not by the post that it names; kept as an ordinary tip";
    case ReferralState::held: return "waits for a second person's consent: tipstaff-desk cases requests";
    case ReferralState::arriving: return of + " parts arrived";
  }
  return "";
}

std::string verdict_words(const ReferredInfo& info, std::uint64_t leaf) {
  const auto first = info.posts.empty() ? std::string("the first post") : info.posts.front();
  switch (info.verdict) {
    case Verdict::in_log: return "checked here: it stood in the log, entry " + std::to_string(leaf) + ", when it was told";
    case Verdict::no_proof:
      return info.said_in_log ? "could not be checked: no proof came with it; " + first + " says that it is in the log"
                              : "could not be checked: its source wanted no receipt";
    case Verdict::other_key: return "could not be checked: the log is signed by another key than this relay's";
    case Verdict::wrong: return "NOT what the log says: the proof that came with it does not fit";
    case Verdict::forged: return "WARNING: it came as a referral and is not by the post that it names. Treat it as any tip.";
  }
  return "";
}

std::string visit_words(const LastVisit& visit, std::string (*utc)(std::uint64_t)) {
  std::string out = visit.at == 0 ? "No visit yet." : "Last visit: " + utc(visit.at) + ".";
  if (visit.trouble == Errc::closed)
    out += " The other post has published no keys for now; it is tried again.";
  else if (visit.trouble)
    out += " It did not succeed (" + std::string(errc_name(*visit.trouble)) + "); nothing is lost, it is tried again.";
  if (visit.next != 0) out += " Next: " + utc(visit.next) + ".";
  return out;
}

}  // namespace tipstaff::desk
