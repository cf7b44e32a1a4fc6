#pragma once
// Reports on public objects that somebody holds as files.

#include <filesystem>
#include <string>

#include "tipstaff/wire/programme.h"

namespace tipstaff::source {

// report_roster verifies a roster and says what it says.
// Errors: not_found, and those of parse_untrusted_roster.
[[nodiscard]] Result<std::string> report_roster(const std::filesystem::path& file,
                                                const wire::Programme& programme);

// report_bulletin verifies the served form of a bulletin: its own bytes, its place in
// the log, the relay's checkpoint, and that it names this roster.
// Errors: not_found, wrong_hash (another roster), and those of the proof.
[[nodiscard]] Result<std::string> report_bulletin(const std::filesystem::path& file,
                                                  const std::filesystem::path& roster_file,
                                                  const wire::Programme& programme);

// report_call verifies a call and its whole history, and says what it says at the time
// of a bulletin; without one, by this computer's clock.
// Errors: not_found, those of parse_untrusted_call and of report_bulletin.
struct AtBulletin {
  std::filesystem::path bulletin;  // or ""
  std::filesystem::path roster;
  std::uint64_t clock_unix = 0;
};
[[nodiscard]] Result<std::string> report_call(const std::filesystem::path& file, const AtBulletin& at,
                                              const wire::Programme& programme);

}  // namespace tipstaff::source
