#include "desk/page/api.h"

#include <map>

#include "desk/cases/observed.h"
#include "desk/cases/pieces.h"
#include "desk/mail/mail.h"
#include "desk/mail/save.h"
#include "desk/page/json.h"
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

// A desk that stayed open for incoming tips asks for the passphrase all the same.
Result<void> open_or_check(Desk& desk, ByteView passphrase) {
  if (desk.locked()) return desk.unlock(passphrase);
  TIP_CHECK(open_vault_key(desk.folder() / Desk::kKeyFile, passphrase));
  return {};
}

// changes_of is a number that differs when anything in the list may look different.
Result<std::int64_t> changes_of(Vault& vault) {
  auto sum = vault.db().prepare(
      "SELECT (SELECT coalesce(sum(id * 4 + state + unread * 2), 0) FROM messages)"
      " + (SELECT count(*) FROM outbox) * 7 + (SELECT count(*) FROM pieces) * 13");
  TIP_TRY(const bool row, sum.step());
  return row ? sum.integer(0) : 0;
}

}  // namespace

Api::Api(Desk& desk, Options options, crypto::Drbg drbg)
    : desk_(desk), options_(std::move(options)), drbg_(std::move(drbg)),
      cases_(desk, scanner_), campaigns_(desk, scanner_, options_.save_folder, options_.campaigns), locked_(desk.locked()), used_at_ms_(desk.clock().steady_ms()) {
  if (!options_.places) options_.places = std::make_shared<PlaceSources>("", "");
}

Api::Method Api::method_of(std::string_view name) {
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
      {"export", &Api::export_one}};
  const auto found = kMethods.find(name);
  return found == kMethods.end() ? nullptr : found->second;
}

bool Api::slow(std::string_view name) { return name == "peel" || name == "export" || CampaignsApi::slow(name); }

HttpResponse Api::call(std::string_view name, ByteView body) {
  if (method_of(name) == nullptr && !CasesApi::has(name) && !CampaignsApi::has(name)) return refusal(404, "not_found");
  const auto request = parse_json_object(body.empty() ? as_bytes("{}") : body);
  if (!request) return refusal(400, "bad_text");
  const bool works_locked = name == "status" || name == "unlock" || name == "lock";
  lock_when_idle();
  if (locked_ && !works_locked) return refusal(423, "locked");
  if (!is_poll(name, *request)) used_at_ms_ = desk_.clock().steady_ms();
  const auto answer = run(name, *request);
  if (locked_ && !works_locked) {  // meanwhile
    cases_.forget();
    return refusal(423, "locked");
  }
  if (answer) return json_response(200, *answer);
  return refusal(status_of(answer.error().code), errc_name(answer.error().code));
}

Api::Reply Api::run(std::string_view name, const Object& request) {
  const auto method = method_of(name);
  if (method != nullptr) return (this->*method)(request);
  return CampaignsApi::has(name) ? campaigns_.call(name, request) : cases_.call(name, request);
}

void Api::lock_when_idle() {
  if (!locked_ && desk_.clock().steady_ms() - used_at_ms_ >= options_.idle_ms) lock();
}

void Api::lock() {
  locked_ = true;
  cases_.forget();
  campaigns_.forget();
  if (options_.when_locked == WhenLocked::stop) desk_.lock();
}

Api::Reply Api::status(const Object& request) {
  json::object out{{"locked", locked_.load()},
                   {"title", platform::display_text(as_bytes(options_.title))},
                   {"save_folder", options_.save_folder.string()},
                   {"receives_locked", options_.when_locked == WhenLocked::receive}};
  if (locked_) return out;
  out["engine"] = engine_json(options_.engine_status());
  TIP_CHECK(desk_.with([&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto identity, vault.identity());
    TIP_TRY(const auto unread, count_unread(vault));
    TIP_TRY(const auto waiting, count_outbox(vault));
    TIP_TRY(const auto folders, list_folders(vault));
    TIP_TRY(const auto labels, list_labels(vault));
    TIP_TRY(const auto changes, changes_of(vault));
    TIP_TRY(const auto keys, epochs(vault));
    out["post"] = platform::display_text(as_bytes(identity.record.name));
    out["unread"] = unread;
    out["outbox"] = waiting;
    out["folders"] = counts_json(folders);
    out["labels"] = counts_json(labels);
    out["changes"] = changes;
    out["keys_through"] = keys.empty() ? 0 : keys.back().epoch;
    return {};
  }));
  if (locked_) return status(request);  // meanwhile
  return out;
}

Api::Reply Api::unlock(const Object& request) {
  TIP_TRY(auto passphrase, text_field(request, "passphrase"));
  const auto opened = open_or_check(desk_, as_bytes(passphrase));
  wipe(passphrase.data(), passphrase.size());
  TIP_CHECK(opened);
  locked_ = false;
  options_.wake_engine();
  return Object{{"done", true}};
}

Api::Reply Api::lock_now(const Object&) {
  lock();
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
    return Object{{"conversation", conversation_json(info)}, {"messages", std::move(list)}};
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
