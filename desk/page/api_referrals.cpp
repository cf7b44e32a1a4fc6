// The part of Api that is about referrals.
//
//   refer     {tip | case, post, note} -> {"id", "parts", "request"?}
//   referrals {} -> {"posts": [{"id", "name"}], "referrals": [...], "visit": {"at", "trouble", "next"}}   posts: all others
//   referral  {id, again | withdraw} -> {"done": true}

#include <boost/json.hpp>

#include "desk/page/api.h"
#include "desk/page/json.h"
#include "desk/page/referral_json.h"
#include "desk/refer/hand_over.h"
#include "desk/refer/visitor.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

Result<ReferRequest> request_of(const json::object& request) {
  ReferRequest out;
  out.of_case = request.contains("case");
  TIP_TRY(out.number, number_field(request, out.of_case ? "case" : "tip"));
  TIP_TRY(const auto post, number_field(request, "post"));
  if (post < 1 || post > 0xFFFF) return fail(Errc::not_found, "post");
  out.to = static_cast<std::uint16_t>(post);
  TIP_TRY(out.note, text_field(request, "note"));
  return out;
}

Result<json::array> posts_json(Vault& vault, const wire::Programme& programme) {
  TIP_TRY(const auto roster, vault.roster(programme));
  TIP_TRY(const auto identity, vault.identity());
  json::array out;
  if (!roster) return out;
  for (const auto& post : (*roster)->posts)
    if (post.vk != identity.sign_key.verify_key())
      out.emplace_back(json::object{{"id", post.id}, {"name", platform::display_line(as_bytes(post.name))}});
  return out;
}

json::object visit_json(const LastVisit& visit) {
  return {{"at", visit.at}, {"trouble", visit.trouble ? errc_name(*visit.trouble) : std::string_view()}, {"next", visit.next}};
}

}  // namespace

// The engine is not woken: a visit comes at its own time.
Api::Reply Api::refer_one(const Object& request) {
  TIP_TRY(auto wanted, request_of(request));
  wanted.four_eyes = options_.four_eyes_export;
  TIP_TRY(const auto done, desk_.with([&](Vault& vault) { return refer(vault, options_.programme, wanted, now_unix()); }));
  Object out{{"id", done.id}, {"parts", done.parts}};
  if (done.request != 0) out["request"] = done.request;
  return out;
}

Api::Reply Api::referrals(const Object&) {
  return desk_.with([&](Vault& vault) -> Reply {
    TIP_TRY(auto posts, posts_json(vault, options_.programme));
    TIP_TRY(const auto all, list_referrals(vault));
    TIP_TRY(const auto visit, last_visit(vault));
    json::array list;
    for (const auto& one : all) list.emplace_back(referral_json(one));
    return Object{{"posts", std::move(posts)}, {"referrals", std::move(list)}, {"visit", visit_json(visit)}};
  });
}

Api::Reply Api::referral(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  const bool again = flag_field(request, "again");
  if (again == flag_field(request, "withdraw")) return fail(Errc::bad_value, "request field");
  TIP_CHECK(desk_.with([&](Vault& vault) { return again ? refer_again(vault, id, now_unix()) : withdraw_referral(vault, id, now_unix()); }));
  return done();
}

}  // namespace tipstaff::desk
