#include "desk/page/api_calls.h"

#include <boost/json.hpp>

#include "council/limits.h"
#include "council/pages/frame.h"
#include "desk/calls/form_json.h"
#include "desk/page/json.h"
#include "desk/vault/audited.h"
#include "tipstaff/protocol/words.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;
using council::Proposed;
using council::VerifiedCall;

constexpr std::array kStatuses = {"not_yet", "open", "lapsed", "closed"};

json::object call_json(const VerifiedCall& call, std::uint64_t now) {
  const auto& terms = call.terms();
  return {{"id", call.id()}, {"title", shown(terms.texts[terms.original].title)},
          {"status", kStatuses[static_cast<std::size_t>(call.status(now))]}, {"until", call.until()},
          {"records", call.records().size()}};
}

json::object draft_line(const CallDraft& draft) {
  const auto title = draft.form.texts.empty() ? std::string() : draft.form.texts.front().title;
  return {{"id", draft.id}, {"what", step_name(draft.what)}, {"call", draft.call.empty() ? shown(draft.form.id) : draft.call},
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
  const auto ending = parse_ending(*name);
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

CallsApi::Reply CallsApi::fetch(const Object& request) {
  TIP_TRY(auto known, desk_.with([](Vault& vault) { return published_pictures(vault); }));
  TIP_TRY(const auto fetched, fetch_calls(options_.read_relay, std::move(known), options_.programme));
  TIP_CHECK(desk_.with([&](Vault& vault) { return store_calls(vault, fetched.set, fetched.pictures, options_.programme, now()); }));
  return list(request);
}

CallsApi::Reply CallsApi::begin(const Object& request) {
  TIP_TRY(const auto name, text_field(request, "what"));
  const auto what = parse_step(name);
  if (!what) return fail(Errc::bad_value, "request what");
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(const auto draft, start_draft(vault, *what, text_field(request, "call").value_or(""), options_.programme, now()));
    return Object{{"draft", draft}};
  });
}

Result<ExaminedCall> CallsApi::examine(Vault& vault, const CallDraft& draft) {
  const std::lock_guard held(drbg_mutex_);
  return examine_call(vault, draft, options_.programme, drbg_.draw<crypto::SignSeed>(), now());
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
  out["ending"] = ending_name(draft.ending);
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

council::pages::Publisher CallsApi::publisher(const ExaminedCall& examined) const {
  council::pages::Publisher out{options_.title, options_.address, wire::programme_hash(options_.programme), {}, council::pages::Stage::preview};
  if (examined.roster) out.posts = (*examined.roster)->posts;
  return out;
}

// The vault is held while it is read, not while pages are made.
CallsApi::Reply CallsApi::preview(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "draft"));
  council::pages::Pictures pictures;
  TIP_TRY(const auto examined, desk_.with([&](Vault& vault) -> Result<ExaminedCall> {
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

CallsApi::Reply CallsApi::export_file(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "draft"));
  TIP_TRY(const auto edition, number_field(request, "edition"));
  TIP_TRY(const auto leaving, desk_.with([&](Vault& vault) -> Result<Leaving> {
    TIP_TRY(const auto one, find_draft(vault, id));
    if (one.edition != edition) return fail(Errc::stale, kChangedMeanwhile);
    TIP_TRY(const auto examined, examine(vault, one));
    return propose_call(one, examined.checked);
  }));
  TIP_TRY(auto reply, let_out(desk_, options_.way, leaving, now()));
  reply["code"] = protocol::voice_code(leaving.sha256);
  return reply;
}

}  // namespace tipstaff::desk
