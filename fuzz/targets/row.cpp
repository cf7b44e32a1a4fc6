// The claim row: what parses is in its one spelling, which parses to itself.

#include "fuzz/fuzz.h"
#include "tipstaff/protocol/words.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto row = protocol::parse_row(input);
  if (!row) {
    FUZZ_HOLDS(row.error().position <= input.size());
    return;
  }
  const auto again = protocol::parse_row(*row);
  FUZZ_HOLDS(again && *again == *row);
  FUZZ_HOLDS(row->size() <= input.size());
}

}  // namespace tipstaff::fuzz
