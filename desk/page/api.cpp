#include "desk/page/api.h"

#include <algorithm>
#include <map>

#include "desk/cases/export_requests.h"
#include "desk/cases/observed.h"
#include "desk/cases/pieces.h"
#include "desk/mail/mail.h"
#include "desk/mail/save.h"
#include "desk/page/api_roles.h"
#include "desk/page/json.h"
#include "desk/page/referral_json.h"
#include "desk/post/answers.h"
#include "desk/vault/audited.h"
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

constexpr std::string_view kNameTaken = "an officer of this name";  // as OfficerBook::add says it

// refusal_of says some refusals by a name of their own, where the general one would mislead.
HttpResponse refusal_of(const Error& error) {
  for (const auto& [where, code] : {std::pair{kLastSupervisor, "last_supervisor"}, {kSamePerson, "same_person"}, {kNameTaken, "name_taken"}})
    if (error.where == where) return refusal(409, code);
  return refusal(status_of(error.code), errc_name(error.code));
}

// The page's background look-ups do not count as use, or it would never lock.
bool is_poll(std::string_view name, const json::object& request) {
  return name == "status" || flag_field(request, "poll");
}

Result<wire::MessageFile> file_of(const json::value& value) {
  if (!value.is_object()) return fail(Errc::bad_value, "request file");
  TIP_TRY(auto name, text_field(value.as_object(), "name"));
  TIP_TRY(const auto encoded, text_field(value.as_object(), "data"));
  TIP_TRY(const auto bytes, from_base64(encoded));
  return wire::MessageFile{std::move(name), SecretBytes(bytes.begin(), bytes.end())};
}

Result<std::vector<wire::MessageFile>> files_of(const json::object& request) {
  std::vector<wire::MessageFile> out;
  const auto* files = request.if_contains("files");
  if (files == nullptr) return out;
  if (!files->is_array()) return fail(Errc::bad_value, "request files");
  for (const auto& one : files->as_array()) {
    TIP_TRY(auto file, file_of(one));
    out.push_back(std::move(file));
  }
  return out;
}

Result<json::object> done(Result<void> result) {
  TIP_CHECK(std::move(result));
  return json::object{{"done", true}};
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
  return {from.programme, from.title, from.read_door, from.save_folder, from.read_relay ? from.read_relay : nowhere};
}

}  // namespace

Api::Api(Desk& desk, Options options, crypto::Drbg drbg)
    : desk_(desk), options_(std::move(options)), drbg_(std::move(drbg)), cases_(desk, scanner_),
      campaigns_(desk, scanner_, options_.save_folder, options_.campaigns),
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
  auto out = CasesApi::methods();
  std::ranges::copy(CampaignsApi::methods(), std::back_inserter(out));
  std::ranges::copy(CallsApi::methods(), std::back_inserter(out));
  for (const auto& [name, method] : own_methods()) out.push_back(name);
  return out;
}

bool Api::slow(std::string_view name) { return name == "peel" || name == "export" || CampaignsApi::slow(name) || CallsApi::slow(name); }

bool Api::costly(std::string_view name) {
  return name == "unlock" || name == "passphrase" || name == "officer_add";
}

std::shared_ptr<Seat> Api::new_seat(From from) {
  const auto now = desk_.clock().steady_ms();
  auto out = std::make_shared<Seat>(now);
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
  cases_.forget();
  calls_.forget();
  campaigns_.forget();
  if (options_.when_locked == WhenLocked::stop) desk_.lock();
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
  const auto name = named ? *named : std::string();
  const bool waits = wait_ms(name) > 0;
  const auto who = waits ? Result<Who>(fail(Errc::weak, "too many tries")) : desk_.unlock(name, as_bytes(passphrase));
  wipe(passphrase.data(), passphrase.size());
  if (!waits && (who || who.error().code == Errc::bad_ciphertext)) note_login(name, who.has_value());
  TIP_CHECK(who);
  seat()->take(*who, desk_.clock().steady_ms());
  options_.wake_engine();
  return Object{{"done", true}};
}

std::int64_t Api::wait_ms(const std::string& name) {
  const std::lock_guard held(seats_mutex_);
  return guard_.wait_ms(name);
}

void Api::note_login(const std::string& name, bool came_in) {
  const std::lock_guard held(seats_mutex_);
  came_in ? guard_.succeeded(name) : guard_.failed(name);
}

Api::Reply Api::lock_now(const Object&) {
  seat()->leave();
  close_when_empty();
  return Object{{"done", true}};
}

Api::Reply Api::alive(const Object&) { return Object{{"done", true}}; }

Api::Reply Api::inbox(const Object& request) {
  MailFilter filter;
  if (const auto folder = text_field(request, "folder")) filter.folder = *folder;
  if (const auto label = text_field(request, "label")) filter.label = *label;
  if (const auto words = text_field(request, "words")) filter.words = *words;
  filter.only_unread = flag_field(request, "unread");
  TIP_TRY(const auto found,
          desk_.with([&](Vault& vault) { return list_conversations(vault, filter); }));
  json::array list;
  for (const auto& one : found) list.emplace_back(conversation_json(one));
  return Object{{"conversations", std::move(list)}};
}

Api::Reply Api::conversation(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(const auto info, find_conversation(vault, id));
    TIP_TRY(const auto messages, list_messages(vault, id));
    if (!flag_field(request, "poll")) {
      TIP_CHECK(mark_read(vault, id, true));
      TIP_CHECK(record_access(vault, now_unix(), "read", id));
    }
    json::array list;
    for (const auto& one : messages) list.emplace_back(message_json(one));
    TIP_TRY(auto referred, referred_json(vault, id));
    return Object{{"conversation", conversation_json(info)}, {"messages", std::move(list)}, {"referred", std::move(referred)}};
  });
}

Api::Reply Api::observables(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto observed, desk_.with([&](Vault& vault) { return observe(vault, scanner_, id); }));
  return Object{{"messages", observed_json(observed, Values::defanged)}};
}

Api::Reply Api::peel(const Object& request) {
  TIP_TRY(const auto file, number_field(request, "file"));
  const auto again = flag_field(request, "again") ? Again::yes : Again::no;
  TIP_TRY(auto parts, peel_file(desk_, options_.peeler, file, again));
  for (auto& part : parts)
    for (auto* text : {&part.name, &part.text}) *text = defanged_text(scanner_, *text);  // a reader taken over writes both
  return Object{{"parts", peeled_json(parts)}};
}

Api::Reply Api::picture(const Object& request) {
  TIP_TRY(const auto file, number_field(request, "file"));
  TIP_TRY(const auto part, number_field(request, "part"));
  TIP_TRY(const auto png, desk_.with([&](Vault& vault) { return peeled_picture(vault, file, part); }));
  return Object{{"png", to_base64(png)}};
}

Api::Reply Api::mark(const Object& request) {
  if (request.contains("hypothesis")) return mark_statement(request);  // of a table, not of the inbox
  TIP_TRY(const auto id, number_field(request, "id"));
  const bool read = !flag_field(request, "unread");
  return done(desk_.with([&](Vault& vault) { return mark_read(vault, id, read); }));
}

Api::Reply Api::answer(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(auto text, text_field(request, "text"));
  Answer sealed;
  sealed.text.assign(text.begin(), text.end());
  wipe(text.data(), text.size());
  TIP_TRY(sealed.files, files_of(request));
  TIP_TRY(const auto parts, desk_.with([&](Vault& vault) {
    return queue_answer(vault, options_.programme, id, std::move(sealed), now_unix(), drbg_);
  }));
  options_.wake_engine();
  return Object{{"parts", parts}};
}

Api::Reply Api::label(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto label, text_field(request, "label"));
  const bool on = !flag_field(request, "remove");
  return done(desk_.with([&](Vault& vault) { return set_label(vault, id, label, on); }));
}

Api::Reply Api::folder(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto folder, text_field(request, "folder"));
  return done(desk_.with([&](Vault& vault) { return set_folder(vault, id, folder); }));
}

Api::Reply Api::rename(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto name, text_field(request, "name"));
  return done(desk_.with([&](Vault& vault) { return set_name(vault, id, name); }));
}

Api::Reply Api::save(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "file"));
  TIP_TRY(const auto file, desk_.with([&](Vault& vault) -> Result<FileBytes> {
    TIP_TRY(auto found, read_file_bytes(vault, id));
    TIP_CHECK(record_access(vault, now_unix(), "save attachment", id));
    return found;
  }));
  TIP_TRY(const auto path, save_file(options_.save_folder, file.info.name, file.bytes));
  return Object{{"path", path.string()}};
}

Api::Reply Api::erase(const Object& request) {
  const auto message = number_field(request, "message");
  const auto id = number_field(request, "id");
  if (!message && !id) return std::unexpected(id.error());
  return done(desk_.with([&](Vault& vault) -> Result<void> {
    TIP_CHECK(message ? erase_message(vault, *message) : erase_conversation(vault, *id));
    return record_access(vault, now_unix(), message ? "erase message" : "erase conversation", message ? *message : *id);
  }));
}

}  // namespace tipstaff::desk
