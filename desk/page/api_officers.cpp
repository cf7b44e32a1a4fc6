// The part of Api about who works at the desk.

#include <boost/json.hpp>

#include "desk/page/api.h"
#include "desk/page/json.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

Result<Role> role_field(const json::object& request) {
  TIP_TRY(const auto name, text_field(request, "role"));
  const auto role = parse_role(name);
  if (!role) return fail(Errc::bad_value, "role");
  return *role;
}

// Word is a passphrase out of a request, wiped when it has been used.
struct Word {
  std::string text;
  explicit Word(std::string from) : text(std::move(from)) {}
  ~Word() { wipe(text.data(), text.size()); }
  Word(const Word&) = delete;
  Word& operator=(const Word&) = delete;
};

}  // namespace

Api::Reply Api::officers(const Object&) {
  TIP_TRY(const auto all, desk_.with([&](Vault& vault) { return desk_.book(vault).list(); }));
  json::array list;
  for (const auto& one : all)
    list.push_back(json::object{{"name", platform::display_line(as_bytes(one.name))}, {"role", role_name(one.role)},
                                {"since", one.since}, {"has_passphrase", one.has_passphrase}});
  return Object{{"officers", std::move(list)}};
}

Api::Reply Api::officer_add(const Object& request) {
  TIP_TRY(const auto name, text_field(request, "name"));
  TIP_TRY(const auto role, role_field(request));
  TIP_TRY(auto text, text_field(request, "passphrase"));
  const Word passphrase(std::move(text));
  TIP_CHECK(desk_.with([&](Vault& vault) { return desk_.book(vault).add(name, role, as_bytes(passphrase.text), now_unix(), drbg_); }));
  return done();
}

Api::Reply Api::officer_remove(const Object& request) {
  TIP_TRY(const auto name, text_field(request, "name"));
  TIP_CHECK(desk_.with([&](Vault& vault) { return desk_.book(vault).remove(name, now_unix()); }));
  return done();
}

Api::Reply Api::officer_role(const Object& request) {
  TIP_TRY(const auto name, text_field(request, "name"));
  TIP_TRY(const auto role, role_field(request));
  TIP_CHECK(desk_.with([&](Vault& vault) { return desk_.book(vault).set_role(name, role, now_unix()); }));
  return done();
}

// Whoever sits at an open page guesses here no faster than at the door.
Api::Reply Api::passphrase(const Object& request) {
  TIP_TRY(auto before_text, text_field(request, "before"));
  TIP_TRY(auto after_text, text_field(request, "after"));
  const Word before(std::move(before_text)), after(std::move(after_text));
  const auto who = seat()->who();
  if (!who) return fail(Errc::closed, "page is locked");
  if (wait_ms(who->name) > 0) return fail(Errc::weak, "too many tries");
  const auto changed = desk_.with([&](Vault& vault) {
    return desk_.book(vault).change_passphrase(who->name, as_bytes(before.text), as_bytes(after.text), now_unix(), drbg_);
  });
  if (!changed && changed.error().code == Errc::bad_ciphertext) note_login(who->name, false);
  TIP_CHECK(changed);
  return done();
}

}  // namespace tipstaff::desk
