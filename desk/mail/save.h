#pragma once
// Saving an attachment: written to a folder, never opened, never run, never over
// a file that is there.

#include <filesystem>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::desk {

// save_file writes `bytes` under a safe form of `name`, with " (2)" and so on when
// that name is taken; links are not followed; mode 0600. Returns the path.
// Errors: wrong_state (no room, no permission), conflict (no free name).
[[nodiscard]] Result<std::filesystem::path> save_file(const std::filesystem::path& folder,
                                                      std::string_view name, ByteView bytes);

}  // namespace tipstaff::desk
