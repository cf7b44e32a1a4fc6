#pragma once
// Sketch: what a text is like, in 256 bytes, so that two can be compared at once.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "casework/observables/observable.h"

namespace tipstaff::casework {

// 128 minima estimate a similarity with a standard error under 0.045.
inline constexpr std::size_t kMinima = 128;
// Five characters: short enough for tips of one sentence, long enough to tell topics apart.
inline constexpr std::size_t kShingleChars = 5;

// Sixteen bits of each minimum: two different ones look the same once in 65 536 times.
using Sketch = std::array<std::uint16_t, kMinima>;

// plain_form is the text as duplicates are compared: lower case, one blank for any
// space, "<type>" for what the scanner found and "<n>" for numbers, so that letters
// written from one template fall together.
[[nodiscard]] std::string plain_form(std::string_view text, const std::vector<Observable>& found);

// sketch_of makes the sketch of a plain form. `seed` keeps strangers from preparing
// texts that collide. Time: linear.
[[nodiscard]] Sketch sketch_of(std::string_view plain, std::uint64_t seed);

// similarity estimates how many of their shingles two texts share, 0 to 1.
[[nodiscard]] double similarity(const Sketch& a, const Sketch& b);

}  // namespace tipstaff::casework
