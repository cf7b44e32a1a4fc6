#pragma once
// Planting: made-up tips into a vault, for the demo, tests and benches. They go the way
// of all tips, from the opened envelope on.

#include "casework/planted/conspiracy.h"
#include "desk/post/intake.h"

namespace tipstaff::desk {

// plant takes every tip in, as if its envelopes had just opened, and returns how many
// messages came of it. It commits every thousand tips; when it fails (disk full), what
// was committed stays and nothing is half there.
// Errors: those of intake.
[[nodiscard]] Result<std::size_t> plant(Vault& vault, const planted::Conspiracy& conspiracy, const FileTyper& type_of);

}  // namespace tipstaff::desk
