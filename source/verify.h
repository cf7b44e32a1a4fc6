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

}  // namespace tipstaff::source
