// A message from parts: what joins can be split and joined again to the same message.
// Input: parts, each after u16 length; zero hashes in the head become the right ones.

#include "fuzz/fuzz.h"
#include "fuzz/parts.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto parts = read_parts(input);
  const auto message = wire::join_message(parts);
  if (!message) return;
  std::size_t bytes = message->text.size();
  for (const auto& file : message->files) bytes += file.bytes.size();
  FUZZ_HOLDS(bytes <= input.size());
  const auto split = wire::split_message(*message);
  FUZZ_HOLDS(split.has_value());
  const auto again = wire::join_message(*split);
  FUZZ_HOLDS(again && same_message(*again, *message));
}

}  // namespace tipstaff::fuzz
