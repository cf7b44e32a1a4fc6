// The scanner: what it quotes lies inside of the text, comes out again from the
// quoted bytes' neighbourhood, and twice the same; the work stays in bounds.

#include "casework/observables/scanner.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  static const casework::Scanner kScanner;
  constexpr std::uint64_t kStepsPerByte = 2'000;  // one host chain after a sign, at worst
  const auto first = kScanner.scan(as_text(input));
  const auto second = kScanner.scan(as_text(input));
  FUZZ_HOLDS(first && second);
  FUZZ_HOLDS(first->observables.size() == second->observables.size());
  FUZZ_HOLDS(first->steps <= kStepsPerByte * (input.size() + 100));
  std::size_t i = 0;
  for (const auto& one : first->observables) {
    FUZZ_HOLDS(one.length > 0 && one.offset <= input.size() && one.length <= input.size() - one.offset);
    FUZZ_HOLDS(!one.value.empty() && one.type < casework::Type::count_);
    FUZZ_HOLDS(one.value == second->observables[i].value && one.offset == second->observables[i].offset);
    FUZZ_HOLDS(one.parent < static_cast<std::int32_t>(i));
    ++i;
  }
}

}  // namespace tipstaff::fuzz
