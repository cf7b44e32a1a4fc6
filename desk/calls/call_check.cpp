#include "desk/calls/call_check.h"

#include <algorithm>

#include "council/date.h"

namespace tipstaff::desk {
namespace {

using council::FormFault;
using council::Proposed;
using In = council::pages::DraftFault::In;

bool whole(Proposed what) { return what == Proposed::open || what == Proposed::amend; }

// place_picture tells at each person that has the picture.
void place_picture(std::vector<FormFault>& out, const council::CallForm& form, const council::pages::DraftFault& fault) {
  for (std::size_t i = 0; i < form.persons.size(); ++i)
    if (form.persons[i].picture == fault.name) out.push_back({"person." + std::to_string(i) + ".picture", fault.fault.error});
}

// field_of_trial: what only signing finds is about the end, or the whole.
std::string field_of_trial(const Error& error) {
  return error.where.starts_with("until") || error.code == Errc::expired ? "until" : "";
}

void check_posts(std::vector<FormFault>& out, const council::Step& step, const wire::Roster* roster) {
  const auto* opened = std::get_if<council::Opened>(&step);
  const auto* amended = std::get_if<council::Amended>(&step);
  if (opened == nullptr && amended == nullptr) return;
  const auto& posts = opened != nullptr ? opened->terms.posts : amended->terms.posts;
  const bool known = std::ranges::all_of(posts, [&](auto id) { return roster != nullptr && roster->post(id) != nullptr; });
  if (!known) out.push_back({"posts", {Errc::not_found, "posts: one that is not in the roster"}});
}

council::Proposal begin_proposal(const CallDraft& draft, CheckedCall& out) {
  council::Proposal one;
  one.what = draft.what;
  one.id = draft.what == Proposed::open ? draft.form.id : draft.call;
  one.after = draft.after;
  if (draft.what == Proposed::close) one.ending = draft.ending;
  if (draft.what == Proposed::renew) {
    const auto until = council::parse_date(draft.form.until);
    if (until && *until != 0) one.until = *until;
    else out.faults.push_back({"until", {Errc::bad_value, "date"}});
  }
  return one;
}

// What is missing is found twice: by the form, and by who reads the file.
void add(std::vector<FormFault>& out, FormFault fault) {
  const bool told = std::ranges::any_of(out, [&](const auto& one) { return one.field == fault.field && one.error.code == fault.error.code; });
  if (!told) out.push_back(std::move(fault));
}

void add_faults(CheckedCall& out, const council::FormFiles& files, const CallDraft& draft, const council::pages::DraftFaults& faults) {
  for (const auto& fault : faults) {
    if (fault.in == In::picture) place_picture(out.faults, draft.form, fault);
    else add(out.faults, files.place(fault.name, fault.fault));
  }
}

}  // namespace

CheckedCall check_call(const CallDraft& draft, const DraftPictures& pictures, const CallGround& ground) {
  CheckedCall out;
  out.proposal = begin_proposal(draft, out);
  auto files = council::FormFiles(draft.form, draft.what);
  if (whole(draft.what)) files.files().pictures = pictures;
  if (whole(draft.what) || draft.what == Proposed::communique) {
    out.faults.insert(out.faults.end(), files.faults().begin(), files.faults().end());
    out.proposal.files = files.files();
  }
  auto step = council::pages::step_of(out.proposal, ground.before, ground.now);
  if (!step) add_faults(out, files, draft, step.error());
  else check_posts(out.faults, step->step, ground.roster);
  if (!out.faults.empty()) return out;
  auto tried = council::pages::try_step(*step, ground.before, ground.origin, ground.nobody, ground.now);
  if (!tried) return out.faults.push_back({field_of_trial(tried.error()), tried.error()}), out;
  out.step = std::move(*step);
  out.tried = std::move(*tried);
  return out;
}

Result<council::pages::Files> preview_call(const CheckedCall& checked, const council::pages::Pictures& published,
                                           const council::pages::Publisher& publisher, std::uint64_t now) {
  if (!checked.tried) return fail(Errc::bad_value, "draft of a call");
  auto pictures = published;
  pictures.insert(checked.step->pictures.begin(), checked.step->pictures.end());
  council::CallSet calls;
  TIP_CHECK(calls.add(*checked.tried));
  return council::pages::make_site(calls, pictures, publisher, now);
}

}  // namespace tipstaff::desk
