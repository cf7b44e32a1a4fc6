// The part of Api that is about the mail: conversations, what they name and bring, answers.

#include <boost/json.hpp>

#include "desk/cases/observed.h"
#include "desk/cases/pieces.h"
#include "desk/mail/mail_page.h"
#include "desk/page/api.h"
#include "desk/page/json.h"
#include "desk/page/referral_json.h"
#include "desk/post/answers.h"
#include "desk/vault/audited.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

// cursor_of: where a list goes on, as the answer before said; 0 at its beginning.
std::int64_t cursor_of(const json::object& request) {
  const auto before = number_field(request, "before");
  return before && *before > 0 ? *before : 0;
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

}  // namespace

Api::Reply Api::inbox(const Object& request) {
  MailFilter filter;
  if (const auto folder = text_field(request, "folder")) filter.folder = *folder;
  if (const auto label = text_field(request, "label")) filter.label = *label;
  if (const auto words = text_field(request, "words")) filter.words = *words;
  filter.only_unread = flag_field(request, "unread");
  TIP_TRY(const auto found,
          desk_.with([&](Vault& vault) { return page_conversations(vault, filter, cursor_of(request)); }));
  json::array list;
  for (const auto& one : found.conversations) list.emplace_back(conversation_json(one));
  return Object{{"conversations", std::move(list)}, {"next", found.next}};
}

Api::Reply Api::conversation(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(const auto info, find_conversation(vault, id));
    TIP_TRY(const auto page, page_messages(vault, id, cursor_of(request)));
    if (!flag_field(request, "poll")) {
      TIP_CHECK(mark_read(vault, id, true));
      TIP_CHECK(record_access(vault, now_unix(), "read", id));
    }
    json::array list;
    for (const auto& one : page.messages) list.emplace_back(message_json(one));
    TIP_TRY(auto referred, referred_json(vault, id));
    return Object{{"conversation", conversation_json(info)}, {"messages", std::move(list)}, {"earlier", page.earlier}, {"referred", std::move(referred)}};
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
  TIP_TRY(auto file, desk_.with([&](Vault& vault) { return read_file_bytes(vault, id); }));
  return let_out(desk_, way_out(), attachment_leaving(std::move(file)), now_unix());
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
