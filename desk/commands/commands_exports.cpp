// The commands `cases export`, requests, approve, refuse.

#include <algorithm>
#include <cstdio>

#include "desk/cases/case_file.h"
#include "desk/cases/place_sources.h"
#include "desk/commands/leaving.h"
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
  if (path.empty()) {
    const bool whole = std::fwrite(out.bytes.data(), 1, out.bytes.size(), stdout) == out.bytes.size() && std::fflush(stdout) == 0;
    return whole ? Result<void>() : fail(Errc::wrong_state, "export");
  }
  return platform::write_file(path, out.bytes, platform::Access::owner_only);
}

void say(const Exported& out) {
  std::fprintf(stderr, "SHA-256 %s, as the audit has it. This copy is outside of the vault and not encrypted.\n", to_hex(out.sha256.view()).c_str());
  if (out.undrawn > 0)
    std::fprintf(stderr, "%zu characters could not be drawn, because no font here has them; the PDF has boxes in their place.\n"
                         "  Debian: apt install fonts-noto-core fonts-noto-cjk , then export again.\n", out.undrawn);
}

// what_words: the form of a case, the file's name, or the post that it goes to.
std::string what_words(const ExportRequest& one) {
  if (one.what == LeavingKind::of_case) return one.format;
  const auto name = platform::display_line(as_bytes(one.name));
  return one.what == LeavingKind::referral ? "(" + one.format + ") to " + name : name;
}

const char* kind_word(const ExportRequest& one) { return kLeavingKinds[static_cast<std::size_t>(one.what)].data(); }

}  // namespace

Result<bool> may_leave(Vault& vault, const Arguments& arguments, const Leaving& what, std::uint64_t now) {
  TIP_TRY(const auto asked, ask_or_record(vault, arguments.four_eyes_export, what, now));
  if (!asked) return true;
  const auto id = *asked;
  std::printf("%lld\n", static_cast<long long>(id));
  std::fprintf(stderr, "Asked for, as request %lld; nothing has left the vault. A supervisor other than you agrees within a week:\n"
                       "  tipstaff-desk --officer NAME cases approve %lld --to FILE\nSHA-256 %s\n",
               static_cast<long long>(id), static_cast<long long>(id), to_hex(what.sha256.view()).c_str());
  return false;
}

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
    TIP_TRY(auto file, gather_case(vault, scanner, &places.locator(), arguments.number));
    auto messages = told_of(file);
    TIP_TRY(const auto out, write_export(std::move(file), scanner, *format, options));
    for (const auto& note : places.notes()) std::fprintf(stderr, "%s\n", note.c_str());
    const auto leaving = case_leaving(arguments.number, *format, casework::tlp_word(*tlp), out, std::move(messages));
    TIP_TRY(const bool now_out, may_leave(vault, arguments, leaving, options.now));
    if (!now_out) return {};
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
    std::fprintf(stderr, "What leaves, leaves without a second person from now on, unless desk.conf still says four-eyes-export = true.\n");
    return {};
  });
}

int command_cases_requests(const Arguments& arguments) {
  return with_vault(arguments, [](Vault& vault) -> Result<void> {
    TIP_TRY(const auto all, list_export_requests(vault, now_unix()));
    for (const auto& one : all)
      std::printf("%lld  %s %lld  %s  %s  %s  %s%s\n", static_cast<long long>(one.id), kind_word(one), static_cast<long long>(one.number),
                  what_words(one).c_str(), std::string(kRequestStates[static_cast<std::size_t>(one.state)]).c_str(),
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
    if (out.what == LeavingKind::referral) {
      std::fprintf(stderr, "The referral leaves from now on, one part with each visit: tipstaff-desk refer list\n");
      return {};
    }
    if (const auto written = hand_out(out, arguments.to); !written) {
      std::fprintf(stderr, "It could not be written, and is still in the vault. Make room, then approve it again.\n");
      return std::unexpected(written.error());
    }
    say(out);
    return forget_export(vault, arguments.number);
  });
}

int command_cases_refuse(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) { return refuse_export(vault, arguments.number, now_unix()); });
}

}  // namespace tipstaff::desk
