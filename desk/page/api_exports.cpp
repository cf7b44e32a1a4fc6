// The part of Api that lets something out, and in which a second person agrees to it.

#include <boost/json.hpp>

#include "desk/cases/case_file.h"
#include "desk/cases/export_requests.h"
#include "desk/mail/save.h"
#include "desk/page/api.h"
#include "desk/page/json.h"
#include "desk/page/way_out.h"
#include "platform/text.h"

namespace tipstaff::desk {

// The vault is held while it is read and while the line is written, not while pages are drawn.
Api::Reply Api::export_one(const Object& request) {
  TIP_TRY(const auto number, number_field(request, "case"));
  TIP_TRY(const auto name, text_field(request, "format"));
  const auto word = text_field(request, "tlp");
  const auto format = parse_export_format(name);
  const auto tlp = parse_tlp(word ? *word : "red");
  if (!format || !tlp) return fail(Errc::bad_value, "request export");
  const ExportOptions options{*tlp, options_.programme.origin, now_unix(), "/proc/self/exe"};
  const auto& locator = options_.places->locator();
  TIP_TRY(auto file, desk_.with([&](Vault& vault) { return gather_case(vault, scanner_, &locator, number); }));
  auto messages = told_of(file);
  TIP_TRY(auto out, write_export(std::move(file), scanner_, *format, options));
  if (gone()) return fail(Errc::closed, "page is locked");  // meanwhile: nothing is written any more
  const auto undrawn = out.undrawn;
  auto leaving = case_leaving(number, *format, casework::tlp_word(*tlp), std::move(out), std::move(messages));
  TIP_TRY(auto reply, let_out(desk_, way_out(), leaving, options.now));
  reply["undrawn"] = undrawn;
  return reply;
}

Api::Reply Api::export_requests(const Object&) {
  const auto who = seat()->who();
  TIP_TRY(const auto all, desk_.with([&](Vault& vault) { return list_export_requests(vault, now_unix()); }));
  boost::json::array list;
  for (const auto& one : all)
    list.push_back(Object{{"id", one.id}, {"what", kLeavingKinds[static_cast<std::size_t>(one.what)]}, {"number", one.number},
                          {"name", platform::display_line(as_bytes(one.name))}, {"format", one.format}, {"tlp", one.tlp}, {"size", one.size},
                          {"sha256", to_hex(one.sha256.view())}, {"asked_by", platform::display_line(as_bytes(one.asked_by))},
                          {"asked_at", one.asked_at}, {"state", kRequestStates[static_cast<std::size_t>(one.state)]},
                          {"decided_by", platform::display_line(as_bytes(one.decided_by))}, {"decided_at", one.decided_at},
                          {"own", who && who->name == one.asked_by}});
  return Object{{"requests", std::move(list)}};
}

Api::Reply Api::export_decide(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  if (!flag_field(request, "approve")) {
    TIP_CHECK(desk_.with([&](Vault& vault) { return refuse_export(vault, id, now_unix()); }));
    return done();
  }
  TIP_TRY(const auto hex, text_field(request, "sha256"));
  TIP_TRY(const auto bytes, from_hex(hex));
  TIP_TRY(const auto seen, Hash32::parse(bytes));
  TIP_TRY(const auto out, desk_.with([&](Vault& vault) { return approve_export(vault, id, seen, now_unix()); }));
  if (out.what == LeavingKind::referral) return Object{{"queued", true}};
  TIP_TRY(const auto path, save_file(options_.save_folder, out.name, out.bytes));
  TIP_CHECK(desk_.with([&](Vault& vault) { return forget_export(vault, id); }));
  return Object{{"path", path.string()}, {"sha256", hex}};
}

}  // namespace tipstaff::desk
