#include "council/pages/proposed.h"

#include "council/date.h"

namespace tipstaff::council::pages {
namespace {

using Faults = std::unexpected<DraftFaults>;

Faults refused(Errc code, std::string_view where) {
  return Faults(DraftFaults{{DraftFault::In::call, "", {{code, where}, 0}}});
}

// check_place: the proposal stands where it was written for.
std::expected<void, DraftFaults> check_place(const Proposal& one, const VerifiedCall* before) {
  if (one.what == Proposed::open)
    return before == nullptr ? std::expected<void, DraftFaults>() : refused(Errc::conflict, "id: there is a call with this id already");
  if (before == nullptr) return refused(Errc::not_found, "the call that this is about");
  if (before->head() != one.after) return refused(Errc::stale, "the call went on after this was written; write it anew on what is published now");
  return {};
}

std::expected<ProposedStep, DraftFaults> whole_call(const Proposal& one, const VerifiedCall* before, std::uint64_t now) {
  auto draft = check_draft(one.files);
  if (!draft) return Faults(std::move(draft.error()));
  if (draft->call.id != one.id) return refused(Errc::bad_value, "id: not the one that the file is for");
  ProposedStep out{one.id, {}, std::move(draft->pictures)};
  if (before == nullptr) {
    out.step = Opened{draft->call.valid_from.value_or(now), draft->call.until, std::move(draft->terms)};
    return out;
  }
  const auto& from = draft->call.valid_from;
  if (draft->call.until != before->until() || (from && *from != before->valid_from()))
    return refused(Errc::conflict, "until: an amendment moves neither beginning nor end; renew the call");
  if (draft->terms == before->terms()) return refused(Errc::conflict, "nothing differs from what is signed already");
  out.step = Amended{std::move(draft->terms)};
  return out;
}

void add_terms(std::vector<SummaryLine>& out, const Terms& terms) {
  constexpr std::array<std::string_view, 5> kAims = {"", "identify", "locate", "prevent", "prove"};
  out.push_back({"sought", std::string(kAims[static_cast<std::size_t>(terms.aim)])});
  out.push_back({"reward", "up to " + std::to_string(terms.reward.amount) + " " + std::string(terms.reward.currency.data(), 3)});
  out.push_back({"basis", terms.basis_link});
  std::string posts;
  for (const auto id : terms.posts) posts += (posts.empty() ? "" : ", ") + std::to_string(id);
  out.push_back({"posts", posts.empty() ? "every post of the roster" : posts});
  for (std::size_t i = 0; i < terms.texts.size(); ++i)
    out.push_back({"title " + terms.texts[i].language + (i == terms.original ? " (original)" : ""), terms.texts[i].title});
  for (const auto& person : terms.persons)
    out.push_back({"wanted", (person.name.empty() ? person.texts[terms.original].label : person.name) +
                                 (person.picture ? ", picture " + person.picture->file_name() : ", no picture")});
}

void add_changes(std::vector<SummaryLine>& out, const Terms& before, const Terms& after) {
  for (const auto& text : after.texts) {
    const auto& old = before.texts[before.text_index(text.language)];
    if (old.language != text.language) out.push_back({"new language", text.language});
    else if (old.title != text.title || old.text != text.text || old.basis != text.basis) out.push_back({"changed text", text.language});
  }
  for (const auto& text : before.texts)
    if (after.texts[after.text_index(text.language)].language != text.language) out.push_back({"language taken away", text.language});
  if (before.reward != after.reward)
    out.push_back({"reward before", std::to_string(before.reward.amount) + " " + std::string(before.reward.currency.data(), 3)});
  if (before.persons != after.persons) out.push_back({"changed", "the persons wanted"});
}

}  // namespace

std::expected<ProposedStep, DraftFaults> step_of(const Proposal& one, const VerifiedCall* before, std::uint64_t now_unix) {
  if (const auto fine = check_place(one, before); !fine) return Faults(fine.error());
  switch (one.what) {
    case Proposed::open:
    case Proposed::amend: return whole_call(one, before, now_unix);
    case Proposed::renew: return ProposedStep{one.id, Renewed{one.until}, {}};
    case Proposed::close: return ProposedStep{one.id, Closed{one.ending}, {}};
    case Proposed::communique: break;
  }
  auto news = check_communique(one.files, before->terms());
  if (!news) return Faults(std::move(news.error()));
  return ProposedStep{one.id, std::move(*news), {}};
}

Result<VerifiedCall> try_step(const ProposedStep& next, const VerifiedCall* before, std::string_view origin,
                              const crypto::SignSeed& nobody, std::uint64_t now_unix) {
  const crypto::SignKey key(nobody);
  const wire::Programme programme{key.verify_key(), std::string(origin)};
  if (before == nullptr) {
    const auto* opened = std::get_if<Opened>(&next.step);
    if (opened == nullptr) return fail(Errc::not_found, "the call that this is about");
    return sign_opened(next.id, *opened, now_unix, programme, key);
  }
  const auto& records = before->records();
  const auto& first = records.front().record;
  TIP_TRY(auto out, sign_opened(first.id, std::get<Opened>(first.step), first.signed_at, programme, key));
  for (std::size_t i = 1; i < records.size(); ++i)
    TIP_CHECK(sign_next(out, records[i].record.step, records[i].record.signed_at, programme, key));
  TIP_CHECK(sign_next(out, next.step, now_unix, programme, key));
  return out;
}

std::vector<SummaryLine> summary_of(const ProposedStep& next, const VerifiedCall* before, std::uint64_t now_unix) {
  std::vector<SummaryLine> out{{"call", next.id}};
  if (const auto* step = std::get_if<Opened>(&next.step)) {
    out.push_back({"step", "open a new call"});
    out.push_back({"from", step->valid_from <= now_unix ? "at once" : date_text(step->valid_from)});
    out.push_back({"until", date_text(step->until)});
    add_terms(out, step->terms);
  } else if (const auto* amended = std::get_if<Amended>(&next.step)) {
    out.push_back({"step", "change what it says"});
    if (before != nullptr) add_changes(out, before->terms(), amended->terms);
    add_terms(out, amended->terms);
  } else if (const auto* renewed = std::get_if<Renewed>(&next.step)) {
    out.push_back({"step", "move its end"});
    if (before != nullptr) out.push_back({"until now", date_text(before->until())});
    out.push_back({"until", date_text(renewed->until)});
  } else if (const auto* closed = std::get_if<Closed>(&next.step)) {
    out.push_back({"step", closed->ending == Ending::answered ? "close it: answered" : "close it: withdrawn"});
  } else if (const auto* news = std::get_if<Communique>(&next.step)) {
    out.push_back({"step", "publish news"});
    for (const auto& notice : news->notices) out.push_back({"title " + notice.language, notice.title});
  }
  return out;
}

}  // namespace tipstaff::council::pages
