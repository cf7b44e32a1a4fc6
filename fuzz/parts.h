#pragma once
// The parts of a message, read from a fuzzer's input.

#include "tipstaff/wire/message.h"

namespace tipstaff::fuzz {

// read_parts cuts `u16 length || data` pieces. Where part 0 has room for hashes of
// the others and they are zero, the right ones are put in: nobody guesses a hash.
[[nodiscard]] std::vector<SecretBytes> read_parts(ByteView input);

[[nodiscard]] bool same_message(const wire::Message& a, const wire::Message& b);

}  // namespace tipstaff::fuzz
