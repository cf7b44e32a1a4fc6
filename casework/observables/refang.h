#pragma once
// Refanging: the spellings that people use so that an address does not work
// ("evil[.]com", "hxxp://", "boss at evil dot com") become the address.

#include "casework/observables/layer.h"
#include "casework/observables/suffixes.h"

namespace tipstaff::casework {

// refang makes a layer in which defanged spellings are replaced; each replacement
// carries the layer's mark. Only a bounded number of bytes around a sign is
// looked at, so the time is linear. `steps` grows by the bytes that were looked at.
[[nodiscard]] Layer refang(std::string_view folded, const SuffixList& suffixes, std::uint64_t& steps);

// defang writes a value so that no program takes it for an address:
// hxxp://evil[.]com, boss[@]evil[.]com, 10[.]0[.]0[.]1.
[[nodiscard]] std::string defang(std::string_view value);

// defang_written does the same to a text in which some signs are spelled out already:
// evil[.]com stays, and in "http://evil.com/a[.]b" the rest goes too.
[[nodiscard]] std::string defang_written(std::string_view text);

}  // namespace tipstaff::casework
