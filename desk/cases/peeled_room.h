#pragma once
// The room that opened files may take in the vault: of one tip, and of all. A tip costs its
// sender little, and each of its files may turn into 56 MiB.

#include "casework/peeled/part.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

struct PeeledRoom {
  std::size_t tip_bytes = 256ull << 20;   // about ten long reports with all their pages as pictures
  std::size_t all_bytes = 16ull << 30;    // what a small disk holds beside the tips themselves
};

// fit_room leaves out what has no room any more, and says so in a part of its own at the
// end. Texts that still have room are kept though a picture before them had none. What the
// file turned into earlier must be gone. Errors: not_found when the file is gone.
[[nodiscard]] Result<std::vector<casework::PeeledPart>> fit_room(Vault& vault, std::int64_t file,
                                                                 std::vector<casework::PeeledPart> parts, const PeeledRoom& room);

// note_room counts what was kept of a file; what is erased with its file counts no more.
[[nodiscard]] Result<void> note_room(Vault& vault, std::int64_t file, const std::vector<casework::PeeledPart>& parts);

}  // namespace tipstaff::desk
