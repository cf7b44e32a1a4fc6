// The programme file: what parses is written to a file that parses to the same.

#include "fuzz/fuzz.h"
#include "platform/programme_file.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto file = platform::parse_programme_file(as_text(input));
  if (!file) return;
  const auto again = platform::parse_programme_file(platform::encode_programme_file(*file));
  FUZZ_HOLDS(again && again->title == file->title && again->programme == file->programme);
  FUZZ_HOLDS(again->relay_url == file->relay_url && again->lodge_url == file->lodge_url);
}

}  // namespace tipstaff::fuzz
