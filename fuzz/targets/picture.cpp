// A picture: what is stripped of a picture is a picture that needs no stripping.

#include "council/limits.h"
#include "council/picture.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto picture = council::strip_untrusted_picture(input);
  if (!picture) return;
  FUZZ_HOLDS(picture->bytes.size() <= input.size());
  FUZZ_HOLDS(picture->ref.width <= council::kPictureSideMax);
  const auto again = council::parse_untrusted_picture(picture->bytes, picture->ref);
  FUZZ_HOLDS(again && same(again->bytes, picture->bytes));
}

}  // namespace tipstaff::fuzz
