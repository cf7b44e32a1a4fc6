// A keys file with foreign bytes in it: every post is open, closed or refused, and
// keys are only ever those that the post signed.

#include "fuzz/world.h"
#include "fuzz/fuzz.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  (void)wire::open_posts(input, world().roster);
  if (input.size() < 2) return;
  auto file = world().keys_file;
  const std::size_t at = (input[0] * 256u + input[1]) % (2 * wire::kKeyRecordBytes);
  for (std::size_t i = 0; i < std::min(input.size() - 2, file.size() - at); ++i)
    file[at + i] ^= input[2 + i];
  FUZZ_HOLDS(wire::open_posts(file, world().roster)->size() == world().roster.posts.size());
  const auto hash = crypto::sha256(file);
  const auto epoch = wire::epoch_of(kTick);
  const auto first = wire::find_keys(file, hash, world().roster, epoch, 1);
  if (first) FUZZ_HOLDS(first->keys == world().epoch_keys.pub);
  FUZZ_HOLDS(!wire::find_keys(file, hash, world().roster, epoch, 2));
}

}  // namespace tipstaff::fuzz
