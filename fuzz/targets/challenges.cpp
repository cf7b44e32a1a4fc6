// A challenge set of foreign bytes with one real challenge in it: exactly that one
// is found, wherever it stands.

#include "fuzz/fuzz.h"
#include "fuzz/world.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto solve = [](ByteView set) {
    return protocol::solve_challenges(set, world().mailbox.fetch, world().origin_hash, kTick);
  };
  FUZZ_HOLDS(solve(input).has_value() == (input.size() % wire::kChallengeBytes == 0));
  const std::size_t count = std::min<std::size_t>(input.size() / wire::kChallengeBytes, 16);
  const auto junk = input.first(count * wire::kChallengeBytes);
  const auto at = input.size() % (count + 1) * wire::kChallengeBytes;
  const auto real = ByteView(world().challenges).first(wire::kChallengeBytes);
  const auto found = solve(concat({junk.first(at), real, junk.subspan(at)}));
  FUZZ_HOLDS(found && std::ranges::count(*found, World::reply_id(0)) >= 1);
  FUZZ_HOLDS(found->size() <= count + 1);
}

}  // namespace tipstaff::fuzz
