// The part of Api that lets a case out.

#include <boost/json.hpp>

#include "desk/cases/case_file.h"
#include "desk/cases/exports.h"
#include "desk/mail/save.h"
#include "desk/page/api.h"
#include "desk/page/json.h"

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
  TIP_TRY(const auto out, write_export(std::move(file), scanner_, *format, options));
  if (gone()) return fail(Errc::closed, "page is locked");  // meanwhile: nothing is written any more
  TIP_CHECK(desk_.with([&](Vault& vault) { return record_export(vault, number, *format, out, options.now); }));
  TIP_TRY(const auto path, save_file(options_.save_folder, out.name, out.bytes));
  return Object{{"path", path.string()}, {"sha256", to_hex(out.sha256.view())}, {"undrawn", out.undrawn}};
}

}  // namespace tipstaff::desk
