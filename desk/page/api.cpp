#include "desk/page/api.h"

#include <algorithm>
#include <map>

#include "desk/cases/export_requests.h"
#include "desk/mail/mail.h"
#include "desk/page/api_roles.h"
#include "desk/page/json.h"
#include "desk/vault/half_changed.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;
using platform::HttpResponse;

unsigned status_of(Errc code) {
  switch (code) {
    case Errc::closed: return 423;
    case Errc::not_found: return 404;
    case Errc::stale: return 409;
    case Errc::too_large: return 413;
    case Errc::bad_ciphertext: return 403;
    case Errc::wrong_state: return 500;
    case Errc::weak: return 429;
    default: return 400;
  }
}

HttpResponse json_response(unsigned status, const json::object& object) {
  const auto text = json_text(object);
  return platform::bytes_response(status, Bytes(text.begin(), text.end()), "application/json");
}

HttpResponse refusal(unsigned status, std::string_view code) {
  return json_response(status, {{"error", code}});
}

// refusal_of says some refusals by a name of their own, where the general one would mislead.
HttpResponse refusal_of(const Error& error) {
  for (const auto& [where, code] : {std::pair{kLastSupervisor, "last_supervisor"}, {kSamePerson, "same_person"}, {kNameTaken, "name_taken"},
                                    {kOldKeyFile, "old_key_file"}, {kNewKeyFile, "new_key_file"}})
    if (error.where == where) return refusal(409, code);
  return refusal(status_of(error.code), errc_name(error.code));
}

// name_at_door: the only officer may leave the name out. The guard knows one name for him, so
// that leaving it out gives nobody more guesses, and his browser is known by it.
std::string name_at_door(const Desk& desk, std::string name) {
  if (!name.empty()) return name;
  const auto slots = read_key_slots(desk.folder() / Desk::kKeyFile);
  const auto* only = slots ? slots->one({}) : nullptr;
  return only != nullptr ? only->name : name;
}

// The page's background look-ups do not count as use, or it would never lock.
bool is_poll(std::string_view name, const json::object& request) {
  return name == "status" || flag_field(request, "poll");
}

// changes_of is a number that differs when anything in the list may look different.
Result<std::int64_t> changes_of(Vault& vault) {
  auto sum = vault.db().prepare(
      "SELECT (SELECT coalesce(sum(id * 4 + state + unread * 2), 0) FROM messages)"
      " + (SELECT count(*) FROM outbox) * 7 + (SELECT count(*) FROM pieces) * 13"
      " + (SELECT coalesce(sum(handed), 0) FROM referral_parts) * 17 + (SELECT coalesce(sum(id + state * 3), 0) FROM referrals) * 19"
      " + (SELECT count(*) FROM referral_pieces) * 23");
  TIP_TRY(const bool row, sum.step());
  return row ? sum.integer(0) : 0;
}

CallsApi::Options calls_options(const Api::Options& from) {
  const auto nowhere = [](std::string_view) -> Result<Bytes> { return fail(Errc::not_found, "relay"); };
  return {from.programme, from.title, from.read_door, {from.save_folder, from.four_eyes_export}, from.read_relay ? from.read_relay : nowhere};
}

}  // namespace

Api::Api(Desk& desk, Options options, crypto::Drbg drbg)
    : desk_(desk), options_(std::move(options)), drbg_(std::move(drbg)), cases_(desk, scanner_),
      campaigns_(desk, scanner_, way_out(), options_.campaigns),
      calls_(desk, calls_options(options_), crypto::Drbg(drbg_.draw<Seed32>())), used_at_ms_(desk.clock().steady_ms()), guard_(desk.clock()) {
  if (!options_.places) options_.places = std::make_shared<PlaceSources>("", "");
}

const std::map<std::string_view, Api::Method>& Api::own_methods() {
  static const std::map<std::string_view, Method> kMethods = {
      {"status", &Api::status},       {"unlock", &Api::unlock},
      {"lock", &Api::lock_now},       {"alive", &Api::alive},
      {"inbox", &Api::inbox},         {"conversation", &Api::conversation},
      {"mark", &Api::mark},           {"answer", &Api::answer},
      {"label", &Api::label},         {"folder", &Api::folder},
      {"name", &Api::rename},         {"save", &Api::save},
      {"erase", &Api::erase},         {"observables", &Api::observables},
      {"suspects", &Api::suspects},   {"suspect", &Api::suspect},
      {"hypotheses", &Api::hypotheses}, {"hypothesis", &Api::hypothesis},
      {"hints", &Api::hints},         {"timeline", &Api::timeline},
      {"peel", &Api::peel},           {"picture", &Api::picture},
      {"refer", &Api::refer_one},     {"referrals", &Api::referrals},
      {"referral", &Api::referral},
      {"export", &Api::export_one},   {"officers", &Api::officers},
      {"officer_add", &Api::officer_add}, {"officer_remove", &Api::officer_remove},
      {"officer_role", &Api::officer_role}, {"passphrase", &Api::passphrase},
      {"export_requests", &Api::export_requests}, {"export_decide", &Api::export_decide}};
  return kMethods;
}

std::optional<PreviewShelf::File> Api::preview(std::string_view path) const {
  return locked() ? std::nullopt : calls_.shelf().find(path);
}

std::vector<std::string_view> Api::methods() {
  auto out = names_of(own_methods());
  for (const auto& more : {CasesApi::methods(), CampaignsApi::methods(), CallsApi::methods()}) out.insert(out.end(), more.begin(), more.end());
  return out;
}

bool Api::slow(std::string_view name) { return name == "peel" || name == "export" || CampaignsApi::slow(name) || CallsApi::slow(name); }

bool Api::costly(std::string_view name) {
  return name == "unlock" || name == "passphrase" || name == "officer_add";
}

std::shared_ptr<Seat> Api::new_seat(From from, LoginCaller caller) {
  const auto now = desk_.clock().steady_ms();
  auto out = std::make_shared<Seat>(now, std::move(caller));
  const std::lock_guard held(seats_mutex_);
  if (from == From::here && options_.starts_as) out->take(*options_.starts_as, now);
  std::erase_if(seats_, [](const auto& one) { return one.expired(); });
  seats_.push_back(out);
  return out;
}

// AtWork says for whom this thread works, to the API and to the vault's audit.
class Api::AtWork {
 public:
  AtWork(Api& api, const std::shared_ptr<Seat>& seat, std::string name) : api_(api), acting_(api.desk_, std::move(name)) {
    const std::lock_guard held(api_.seats_mutex_);
    before_ = std::exchange(api_.at_work_[std::this_thread::get_id()], seat);
  }
  ~AtWork() {
    const std::lock_guard held(api_.seats_mutex_);
    if (before_) api_.at_work_[std::this_thread::get_id()] = before_;
    else api_.at_work_.erase(std::this_thread::get_id());
  }
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;

 private:
  Api& api_;
  Desk::Acting acting_;
  std::shared_ptr<Seat> before_;
};

std::shared_ptr<Seat> Api::seat() const {
  const std::lock_guard held(seats_mutex_);
  return at_work_.at(std::this_thread::get_id());
}

// The role is looked up each time: who was removed, or has another role since, notices now.
std::optional<HttpResponse> Api::may_not(Seat& seat, std::string_view name) {
  const auto least = least_role(name);
  if (!least) return refusal(403, "role");
  if (*least == Role::nobody) return std::nullopt;
  auto who = seat.who();
  if (!who) return refusal(423, "locked");
  const auto role = desk_.with([&](Vault& vault) { return desk_.book(vault).role_of(who->name); });
  if (!role || *role == Role::nobody) {
    seat.leave();
    return refusal(423, "locked");
  }
  return *role < *least ? std::optional(refusal(403, "role")) : std::nullopt;
}

HttpResponse Api::call(const std::shared_ptr<Seat>& seat, std::string_view name, ByteView body) {
  if (!own_methods().contains(name) && !CasesApi::has(name) && !CampaignsApi::has(name) && !CallsApi::has(name)) return refusal(404, "not_found");
  const auto request = parse_json_object(body.empty() ? as_bytes("{}") : body);
  if (!request) return refusal(400, "bad_text");
  lock_when_idle();
  if (auto refused = may_not(*seat, name)) return std::move(*refused);
  if (!is_poll(name, *request)) {
    seat->use(desk_.clock().steady_ms());
    const std::lock_guard held(seats_mutex_);
    used_at_ms_ = desk_.clock().steady_ms();
  }
  const auto who = seat->who();
  const AtWork at_work(*this, seat, who ? who->name : std::string());
  const auto answer = run(name, *request);
  if (least_role(name) != Role::nobody && !seat->taken()) {  // meanwhile
    close_when_empty();
    return refusal(423, "locked");
  }
  if (answer) return json_response(200, *answer);
  return refusal_of(answer.error());
}

Api::Reply Api::run(std::string_view name, const Object& request) {
  const auto method = own_methods().find(name);
  if (method != own_methods().end()) return (this->*method->second)(request);
  if (CallsApi::has(name)) return calls_.call(name, request);
  return CampaignsApi::has(name) ? campaigns_.call(name, request) : cases_.call(name, request);
}

bool Api::locked() const {
  const std::lock_guard held(seats_mutex_);
  return std::ranges::none_of(seats_, [](const auto& one) {
    const auto seat = one.lock();
    return seat && seat->taken();
  });
}

void Api::lock_when_idle() {
  const auto now = desk_.clock().steady_ms();
  bool left = false;
  {
    const std::lock_guard held(seats_mutex_);
    for (const auto& one : seats_)
      if (const auto seat = one.lock(); seat && seat->taken() && seat->idle_ms(now) >= options_.idle_ms) seat->leave(), left = true;
    if (options_.starts_as && now - used_at_ms_ >= options_.idle_ms) options_.starts_as.reset(), left = true;
  }
  if (left) close_when_empty();
}

// The vault closes after the last who sat here, unless it stays open for what comes in.
void Api::close_when_empty() {
  if (!locked()) return;
  {
    const std::lock_guard held(seats_mutex_);
    options_.starts_as.reset();
  }
  // The vault first: a call on its way would fill again what was forgotten.
  if (options_.when_locked == WhenLocked::stop) desk_.lock();
  cases_.forget();
  calls_.forget();
  campaigns_.forget();
}

Api::Reply Api::status(const Object& request) {
  const auto who = seat()->who();
  json::object out{{"locked", !who || desk_.locked()},
                   {"title", platform::display_text(as_bytes(options_.title))},
                   {"receives_locked", options_.when_locked == WhenLocked::receive}};
  const auto slots = read_key_slots(desk_.folder() / Desk::kKeyFile);
  out["several"] = slots && slots->slots.size() > 1;
  if (!who || desk_.locked()) return out;
  TIP_TRY(const auto role, desk_.with([&](Vault& vault) { return desk_.book(vault).role_of(who->name); }));
  out["who"] = platform::display_line(as_bytes(who->name));
  out["role"] = role_name(role);
  out["save_folder"] = options_.save_folder.string();
  out["engine"] = engine_json(options_.engine_status());
  TIP_CHECK(desk_.with([&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto identity, vault.identity());
    TIP_TRY(const auto unread, count_unread(vault));
    TIP_TRY(const auto waiting, count_outbox(vault));
    TIP_TRY(const auto changes, changes_of(vault));
    TIP_TRY(const auto keys, epochs(vault));
    out["post"] = platform::display_text(as_bytes(identity.record.name));
    out["unread"] = unread;
    out["outbox"] = waiting;
    out["folders"] = json::array();
    out["labels"] = json::array();
    out["changes"] = changes;
    out["keys_through"] = keys.empty() ? 0 : keys.back().epoch;
    if (role < Role::officer) return {};  // names of folders and labels are words about tips
    TIP_TRY(const auto folders, list_folders(vault));
    TIP_TRY(const auto labels, list_labels(vault));
    out["folders"] = counts_json(folders);
    out["labels"] = counts_json(labels);
    return {};
  }));
  if (gone()) return status(request);  // meanwhile
  return out;
}

Api::Reply Api::unlock(const Object& request) {
  TIP_TRY(auto passphrase, text_field(request, "passphrase"));
  const auto named = text_field(request, "name");
  const auto name = name_at_door(desk_, named ? *named : std::string());
  const bool waits = wait_ms(name) > 0;
  const auto who = waits ? Result<Who>(fail(Errc::weak, "too many tries")) : desk_.unlock(name, as_bytes(passphrase));
  wipe(passphrase.data(), passphrase.size());
  if (!waits && (who || who.error().code == Errc::bad_ciphertext)) note_login(name, who.has_value());
  TIP_CHECK(who);
  seat()->take(*who, desk_.clock().steady_ms());
  options_.wake_engine();
  return done();
}

void Api::know_browser(Seat& seat, const Hash32& browser) {
  const auto who = seat.who();
  if (!who) return;
  seat.is_browser(browser);
  const std::lock_guard held(seats_mutex_);
  guard_.know(who->name, browser);
}

bool Api::knows_browser(const Seat& seat) const {
  const auto who = seat.who();
  const std::lock_guard held(seats_mutex_);
  return who && guard_.knows(who->name, seat.caller());
}

std::int64_t Api::wait_ms(const std::string& name) {
  const auto caller = seat()->caller();
  const std::lock_guard held(seats_mutex_);
  return guard_.wait_ms(name, caller);
}

void Api::note_login(const std::string& name, bool came_in) {
  const auto caller = seat()->caller();
  const std::lock_guard held(seats_mutex_);
  came_in ? guard_.succeeded(name, caller) : guard_.failed(name, caller);
}

Api::Reply Api::lock_now(const Object&) {
  seat()->leave();
  close_when_empty();
  return done();
}

Api::Reply Api::alive(const Object&) { return done(); }

}  // namespace tipstaff::desk
