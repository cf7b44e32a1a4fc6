#include "desk/calls/call_desk.h"

#include <algorithm>

#include "desk/vault/audited.h"

namespace tipstaff::desk {
namespace {

using council::Proposed;

constexpr std::array kSteps = {"", "open", "amend", "renew", "close", "communique"};
constexpr std::array kEndings = {"", "answered", "withdrawn"};

template <class E, std::size_t N>
std::optional<E> parse_name(const std::array<const char*, N>& names, std::string_view name) {
  for (std::size_t i = 1; i < N; ++i)
    if (names[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

bool shows(const council::VerifiedCall& call, const std::string& picture) {
  return std::ranges::any_of(call.terms().persons, [&](const auto& person) { return person.picture && person.picture->file_name() == picture; });
}

}  // namespace

std::string_view step_name(Proposed what) { return kSteps[static_cast<std::size_t>(what)]; }
std::optional<Proposed> parse_step(std::string_view name) { return parse_name<Proposed>(kSteps, name); }
std::string_view ending_name(council::Ending ending) { return kEndings[static_cast<std::size_t>(ending)]; }
std::optional<council::Ending> parse_ending(std::string_view name) { return parse_name<council::Ending>(kEndings, name); }

Result<ExaminedCall> examine_call(Vault& vault, const CallDraft& draft, const wire::Programme& programme, crypto::SignSeed nobody, std::uint64_t now) {
  ExaminedCall out;
  TIP_TRY(out.published, published_calls(vault, programme));
  TIP_TRY(out.roster, vault.roster(programme));
  TIP_TRY(const auto pictures, draft_pictures(vault, draft.id));
  const auto& id = draft.call.empty() ? draft.form.id : draft.call;
  const CallGround ground{out.published.find(id), out.roster ? &**out.roster : nullptr, programme.origin, std::move(nobody), now};
  out.checked = check_call(draft, pictures, ground);
  return out;
}

Result<std::int64_t> start_draft(Vault& vault, Proposed what, const std::string& id, const wire::Programme& programme, std::uint64_t now) {
  TIP_TRY(const auto published, published_calls(vault, programme));
  const auto* call = what == Proposed::open ? nullptr : published.find(id);
  if (what != Proposed::open && call == nullptr) return fail(Errc::not_found, "call");
  TIP_TRY(auto pictures, published_pictures(vault));
  std::erase_if(pictures, [&](const auto& picture) { return what != Proposed::amend || !shows(*call, picture.first); });
  return begin_draft(vault, what, call, pictures, now);
}

Result<Leaving> propose_call(const CallDraft& draft, const CheckedCall& checked) {
  if (!checked.step) return fail(Errc::bad_value, "draft of a call");
  TIP_TRY(auto file, council::encode_proposal(checked.proposal));
  auto name = "call-" + checked.proposal.id + "-" + std::string(step_name(draft.what)) + ".tscp";
  auto out = file_leaving(LeavingKind::call, draft.id, std::move(name), std::move(file));
  out.action = "export call";
  out.detail = spaced({draft.id}) + " " + to_hex(out.sha256.view());
  return out;
}

}  // namespace tipstaff::desk
