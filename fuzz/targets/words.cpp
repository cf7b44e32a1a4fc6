// Twelve words: what parses is spelled again to words that open the same mailbox,
// and a fault names a word that was typed.

#include "fuzz/fuzz.h"
#include "tipstaff/protocol/words.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto mk = protocol::parse_words(input);
  if (!mk) {
    FUZZ_HOLDS(mk.error().position <= input.size());
    return;
  }
  const auto again = protocol::parse_words(protocol::words_of(*mk));
  FUZZ_HOLDS(again && same(again->expose(), mk->expose()));
}

}  // namespace tipstaff::fuzz
