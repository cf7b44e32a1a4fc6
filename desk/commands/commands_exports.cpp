// The command `cases export`.

#include <cstdio>

#include "desk/cases/exports.h"
#include "desk/cases/place_sources.h"
#include "desk/commands/with_vault.h"
#include "platform/file.h"

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

}  // namespace tipstaff::desk
