#include "desk/page/api_calls.h"

#include <algorithm>
#include <boost/json.hpp>

#include "council/limits.h"
#include "council/pages/frame.h"
#include "desk/calls/form_json.h"
#include "desk/calls/published_calls.h"
#include "desk/page/json.h"
#include "desk/vault/audited.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/words.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;
using council::Proposed;
using council::VerifiedCall;

constexpr std::array kSteps = {"", "open", "amend", "renew", "close", "communique"};
constexpr std::array kStatuses = {"not_yet", "open", "lapsed", "closed"};
constexpr std::array kEndings = {"", "answered", "withdrawn"};

template <class E, std::size_t N>
std::optional<E> parse_name(const std::array<const char*, N>& names, std::string_view name) {
  for (std::size_t i = 1; i < N; ++i)
    if (names[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

json::object call_json(const VerifiedCall& call, std::uint64_t now) {
  const auto& terms = call.terms();
  return {{"id", call.id()}, {"title", shown(terms.texts[terms.original].title)},
          {"status", kStatuses[static_cast<std::size_t>(call.status(now))]}, {"until", call.until()},
          {"records", call.records().size()}};
}

json::object draft_line(const CallDraft& draft) {
  const auto title = draft.form.texts.empty() ? std::string() : draft.form.texts.front().title;
  return {{"id", draft.id}, {"what", kSteps[static_cast<std::size_t>(draft.what)]}, {"call", draft.call.empty() ? shown(draft.form.id) : draft.call},
          {"title", shown(title)}, {"changed_at", draft.changed_at}};
}

json::array faults_json(const std::vector<council::FormFault>& faults) {
  json::array out;
  for (const auto& fault : faults)
    out.emplace_back(json::object{{"field", fault.field}, {"line", fault.line}, {"code", errc_name(fault.error.code)}, {"what", fault.error.where}});
  return out;
}

// read_change puts what the page sent into a draft that was read.
Result<void> read_change(const json::object& request, CallDraft& draft) {
  const auto* form = request.if_contains("form");
  if (form == nullptr || !form->is_object()) return fail(Errc::bad_value, "request form");
  TIP_TRY(draft.form, parse_form(form->as_object()));
  const auto name = text_field(request, "ending");
  if (!name) return {};
  const auto ending = parse_name<council::Ending>(kEndings, *name);
  if (!ending) return fail(Errc::bad_value, "request ending");
  draft.ending = *ending;
  return {};
}

json::object pages_json(const VerifiedCall& call) {
  json::object out;
  for (const auto& text : call.terms().texts) {
    using namespace council::pages;
    out[text.language] = json::object{{"call", page_name(call_stem(call), text.language)}, {"history", history_name(call, text.language)},
                                      {"poster", poster_name(call, text.language)}};
  }
  return out;
}

}  // namespace

CallsApi::CallsApi(Desk& desk, Options options, crypto::Drbg drbg)
    : desk_(desk), options_(std::move(options)), drbg_(std::move(drbg)), shelf_(crypto::Drbg(drbg_.draw<Seed32>())) {
  while (options_.address.ends_with('/')) options_.address.pop_back();
}

const std::map<std::string_view, CallsApi::Method>& CallsApi::own_methods() {
  static const std::map<std::string_view, Method> kMethods = {
      {"calls", &CallsApi::list},          {"calls_fetch", &CallsApi::fetch},    {"call_begin", &CallsApi::begin},
      {"call_draft", &CallsApi::draft},    {"call_save", &CallsApi::save},       {"call_remove", &CallsApi::remove},
      {"call_picture", &CallsApi::picture}, {"call_preview", &CallsApi::preview}, {"call_export", &CallsApi::export_file}};
  return kMethods;
}

std::vector<std::string_view> CallsApi::methods() { return names_of(own_methods()); }

bool CallsApi::has(std::string_view name) { return own_methods().contains(name); }

CallsApi::Reply CallsApi::call(std::string_view name, const Object& request) { return (this->*own_methods().at(name))(request); }

CallsApi::Reply CallsApi::list(const Object&) {
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(const auto published, published_calls(vault, options_.programme));
    TIP_TRY(const auto drafts, list_drafts(vault));
    TIP_TRY(const auto at, calls_fetched_at(vault));
    json::array calls, lines;
    for (const auto& one : published.calls()) calls.emplace_back(call_json(one, now()));
    for (const auto& one : drafts) lines.emplace_back(draft_line(one));
    return Object{{"fetched_at", at}, {"calls", std::move(calls)}, {"drafts", std::move(lines)}};
  });
}

// Every call is fetched, and every picture that is not here: the relay learns no choice.
CallsApi::Reply CallsApi::fetch(const Object& request) {
  TIP_TRY(const auto known, desk_.with([](Vault& vault) { return published_pictures(vault); }));
  TIP_TRY(const auto bytes, options_.read_relay("/calls/calls.tscs"));
  TIP_TRY(const auto set, council::parse_untrusted_call_set(bytes, options_.programme));
  TIP_TRY(const auto pictures, fetch_pictures(set, known));
  TIP_CHECK(desk_.with([&](Vault& vault) { return store_calls(vault, set, pictures, options_.programme, now()); }));
  return list(request);
}

Result<council::pages::Pictures> CallsApi::fetch_pictures(const council::CallSet& set, council::pages::Pictures known) {
  for (const auto& one : set.calls()) {
    for (const auto& person : one.terms().persons) {
      if (!person.picture || known.contains(person.picture->file_name())) continue;
      TIP_TRY(auto bytes, options_.read_relay("/calls/" + person.picture->file_name()));
      known[person.picture->file_name()] = std::move(bytes);
    }
  }
  return known;
}

CallsApi::Reply CallsApi::begin(const Object& request) {
  TIP_TRY(const auto name, text_field(request, "what"));
  const auto what = parse_name<Proposed>(kSteps, name);
  if (!what) return fail(Errc::bad_value, "request what");
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(const auto published, published_calls(vault, options_.programme));
    const auto id = text_field(request, "call");
    const auto* call = *what == Proposed::open || !id ? nullptr : published.find(*id);
    if (*what != Proposed::open && call == nullptr) return fail(Errc::not_found, "call");
    TIP_TRY(auto pictures, published_pictures(vault));
    std::erase_if(pictures, [&](const auto& picture) {
      return *what != Proposed::amend || std::ranges::none_of(call->terms().persons, [&](const auto& person) {
        return person.picture && person.picture->file_name() == picture.first;
      });
    });
    TIP_TRY(const auto draft, begin_draft(vault, *what, call, pictures, now()));
    return Object{{"draft", draft}};
  });
}

Result<CallsApi::Examined> CallsApi::examine(Vault& vault, const CallDraft& draft) {
  Examined out;
  TIP_TRY(out.published, published_calls(vault, options_.programme));
  TIP_TRY(out.roster, vault.roster(options_.programme));
  TIP_TRY(const auto pictures, draft_pictures(vault, draft.id));
  const auto& id = draft.call.empty() ? draft.form.id : draft.call;
  const std::lock_guard held(drbg_mutex_);
  const CallGround ground{out.published.find(id), out.roster ? &**out.roster : nullptr, options_.programme.origin,
                          drbg_.draw<crypto::SignSeed>(), now()};
  out.checked = check_call(draft, pictures, ground);
  return out;
}

Result<json::object> CallsApi::draft_reply(Vault& vault, const CallDraft& draft) {
  TIP_TRY(const auto examined, examine(vault, draft));
  json::array posts;
  if (examined.roster)
    for (const auto& post : (*examined.roster)->posts) posts.emplace_back(json::object{{"id", post.id}, {"name", shown(post.name)}});
  json::array languages;
  for (const auto& language : council::pages::catalogue_languages()) languages.emplace_back(language);
  Object out = draft_line(draft);
  out["draft"] = draft.id;
  out["edition"] = draft.edition;
  out["ending"] = kEndings[static_cast<std::size_t>(draft.ending)];
  out["form"] = form_json(draft.form);
  out["faults"] = faults_json(examined.checked.faults);
  out["posts"] = std::move(posts);
  out["languages"] = std::move(languages);
  if (const auto* now_there = examined.published.find(draft.call)) out["now"] = call_json(*now_there, now());
  return out;
}

CallsApi::Reply CallsApi::draft(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "draft"));
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(const auto one, find_draft(vault, id));
    return draft_reply(vault, one);
  });
}

CallsApi::Reply CallsApi::save(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "draft"));
  TIP_TRY(const auto edition, number_field(request, "edition"));
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(auto one, find_draft(vault, id));
    one.edition = edition;
    TIP_CHECK(read_change(request, one));
    TIP_CHECK(save_draft(vault, one, now()));
    TIP_TRY(const auto saved, find_draft(vault, id));
    return draft_reply(vault, saved);
  });
}

CallsApi::Reply CallsApi::remove(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "draft"));
  TIP_TRY(const auto edition, number_field(request, "edition"));
  TIP_CHECK(desk_.with([&](Vault& vault) { return remove_draft(vault, id, edition, now()); }));
  return done();
}

CallsApi::Reply CallsApi::picture(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "draft"));
  TIP_TRY(const auto data, text_field(request, "data"));
  TIP_TRY(const auto bytes, from_base64(data));
  TIP_TRY(const auto name, desk_.with([&](Vault& vault) { return put_picture(vault, id, bytes); }));
  return Object{{"name", name}};
}

council::pages::Publisher CallsApi::publisher(const Examined& examined) const {
  council::pages::Publisher out{options_.title, options_.address, wire::programme_hash(options_.programme), {}, council::pages::Stage::preview};
  if (examined.roster)
    for (const auto& post : (*examined.roster)->posts) out.posts.push_back({post.id, post.name});
  return out;
}

// The vault is held while it is read, not while pages are made.
CallsApi::Reply CallsApi::preview(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "draft"));
  council::pages::Pictures pictures;
  TIP_TRY(const auto examined, desk_.with([&](Vault& vault) -> Result<Examined> {
    TIP_TRY(auto one, find_draft(vault, id));
    TIP_CHECK(read_change(request, one));
    TIP_TRY(pictures, published_pictures(vault));
    return examine(vault, one);
  }));
  Object out{{"faults", faults_json(examined.checked.faults)}};
  if (!examined.checked.tried) return out;
  TIP_TRY(auto files, preview_call(examined.checked, pictures, publisher(examined), now()));
  out["path"] = shelf_.put(std::move(files));
  out["pages"] = pages_json(*examined.checked.tried);
  return out;
}

// A proposal says what a post is about to do, and may name a person whom nobody has named yet:
// so it waits for a second person like all that leaves.
CallsApi::Reply CallsApi::export_file(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "draft"));
  TIP_TRY(const auto edition, number_field(request, "edition"));
  TIP_TRY(auto leaving, desk_.with([&](Vault& vault) -> Result<Leaving> {
    TIP_TRY(const auto one, find_draft(vault, id));
    if (one.edition != edition) return fail(Errc::stale, kChangedMeanwhile);
    TIP_TRY(const auto examined, examine(vault, one));
    if (!examined.checked.step) return fail(Errc::bad_value, "draft of a call");
    auto name = "call-" + examined.checked.proposal.id + "-" + kSteps[static_cast<std::size_t>(one.what)] + ".tscp";
    TIP_TRY(auto file, council::encode_proposal(examined.checked.proposal));
    return file_leaving(LeavingKind::call, id, std::move(name), std::move(file));
  }));
  leaving.action = "export call";
  leaving.detail = spaced({id}) + " " + to_hex(leaving.sha256.view());
  TIP_TRY(auto reply, let_out(desk_, options_.way, leaving, now()));
  reply["code"] = protocol::voice_code(leaving.sha256);
  return reply;
}

}  // namespace tipstaff::desk
