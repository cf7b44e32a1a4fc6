// The commands `cases export`, requests, approve, refuse.

#include <algorithm>
#include <cstdio>

#include "desk/cases/case_file.h"
#include "desk/cases/export_requests.h"
#include "desk/cases/place_sources.h"
#include "desk/commands/with_vault.h"
#include "platform/file.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

std::string origin_of(const Arguments& arguments) {
  const auto programme = read_programme(arguments);
  return programme ? programme->programme.origin : std::string();
}

// A link counts as a file that is there: nothing is written through it.
bool is_there(const std::string& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found;
}

Result<void> hand_out(const Exported& out, const std::string& path) {
  if (path.empty()) return std::fwrite(out.bytes.data(), 1, out.bytes.size(), stdout), Result<void>();
  return platform::write_file(path, out.bytes, platform::Access::owner_only);
}

void say(const Exported& out) {
  std::fprintf(stderr, "SHA-256 %s, as the audit has it. This copy is outside of the vault and not encrypted.\n", to_hex(out.sha256.view()).c_str());
  if (out.undrawn > 0)
    std::fprintf(stderr, "%zu characters could not be drawn, because no font here has them; the PDF has boxes in their place.\n"
                         "  Debian: apt install fonts-noto-core fonts-noto-cjk , then export again.\n", out.undrawn);
}

// With four eyes nothing leaves yet: it waits for a supervisor who is somebody else.
Result<void> ask_second(Vault& vault, const casework::Scanner& scanner, PlaceSources& places, const Arguments& arguments,
                        ExportFormat format, const ExportOptions& options) {
  TIP_TRY(auto file, gather_case(vault, scanner, &places.locator(), arguments.number));
  TIP_TRY(const auto out, write_export(std::move(file), scanner, format, options));
  TIP_TRY(const auto id, ask_export(vault, arguments.number, format, casework::tlp_word(options.tlp), out, options.now));
  std::printf("%lld\n", static_cast<long long>(id));
  std::fprintf(stderr, "Asked for, as request %lld; nothing has left the vault. A supervisor other than you agrees within a week:\n"
                       "  tipstaff-desk --officer NAME cases approve %lld --to FILE\nSHA-256 %s\n",
               static_cast<long long>(id), static_cast<long long>(id), to_hex(out.sha256.view()).c_str());
  return {};
}

}  // namespace

int command_cases_export(const Arguments& arguments) {
  if (!arguments.to.empty() && is_there(arguments.to))
    return complain(kFailed, "that file exists already, so nothing was written.", "Name a new one.");
  const auto format = parse_export_format(arguments.format);
  const auto tlp = parse_tlp(arguments.tlp.empty() ? "red" : arguments.tlp);
  if (!format || !tlp) return complain(kWrongUse, "--format or --tlp is not known.", "");
  PlaceSources places(arguments);
  const int done = with_vault(arguments, [&](Vault& vault) -> Result<void> {
    const casework::Scanner scanner;
    const ExportOptions options{*tlp, origin_of(arguments), now_unix(), "/proc/self/exe"};
    TIP_TRY(const bool two, two_must_agree(vault, arguments.four_eyes_export, options.now));
    if (two) return ask_second(vault, scanner, places, arguments, *format, options);
    TIP_TRY(const auto out, export_case(vault, scanner, &places.locator(), arguments.number, *format, options));
    for (const auto& note : places.notes()) std::fprintf(stderr, "%s\n", note.c_str());
    TIP_CHECK(hand_out(out, arguments.to));
    say(out);
    return {};
  });
  if (done != kDone && *format == ExportFormat::pdf)
    std::fprintf(stderr, "  A report without fonts of this system: --format odt\n");
  return done;
}

int command_officer_one_decides(const Arguments& arguments) {
  return with_vault(arguments, [](Vault& vault) -> Result<void> {
    TIP_CHECK(let_one_decide(vault, now_unix()));
    std::fprintf(stderr, "Cases leave without a second person from now on, unless desk.conf still says four-eyes-export = true.\n");
    return {};
  });
}

int command_cases_requests(const Arguments& arguments) {
  return with_vault(arguments, [](Vault& vault) -> Result<void> {
    TIP_TRY(const auto all, list_export_requests(vault, now_unix()));
    for (const auto& one : all)
      std::printf("%lld  case %lld  %s  %s  %s  %s%s\n", static_cast<long long>(one.id), static_cast<long long>(one.case_id),
                  one.format.c_str(), std::string(kRequestStates[static_cast<std::size_t>(one.state)]).c_str(),
                  to_hex(one.sha256.view()).c_str(), platform::display_line(as_bytes(one.asked_by)).c_str(),
                  one.decided_by.empty() ? "" : (" / " + platform::display_line(as_bytes(one.decided_by))).c_str());
    return {};
  });
}

int command_cases_approve(const Arguments& arguments) {
  if (!arguments.to.empty() && is_there(arguments.to))
    return complain(kFailed, "that file exists already, so nothing was written.", "Name a new one.");
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto all, list_export_requests(vault, now_unix()));
    const auto one = std::ranges::find(all, arguments.number, &ExportRequest::id);
    if (one == all.end()) return fail(Errc::not_found, "export request");
    TIP_TRY(const auto out, approve_export(vault, arguments.number, one->sha256, now_unix()));
    TIP_CHECK(hand_out(out, arguments.to));
    say(out);
    return {};
  });
}

int command_cases_refuse(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) { return refuse_export(vault, arguments.number, now_unix()); });
}

}  // namespace tipstaff::desk
