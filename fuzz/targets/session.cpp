// A source's session against a relay that answers what it likes, and a person who
// presses what they like meanwhile. Input: operations, one byte each, see play().
// What was queued leaves the queue only when the relay said 204 to it, and every
// request has its one shape.

#include "fuzz/fuzz.h"
#include "fuzz/relay_play.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  RelayPlay play(input);
  while (play.step()) {
  }
}

}  // namespace tipstaff::fuzz
