#include "tipstaff/wire/programme.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/limits.h"

namespace tipstaff::wire {

Result<void> check_origin(std::string_view origin) {
  const bool printable =
      std::all_of(origin.begin(), origin.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  // A plus sign is refused because C2SP key names may not have one.
  if (origin.empty() || origin.size() > kOriginBytesMax || !printable ||
      origin.find('+') != std::string_view::npos)
    return fail(Errc::bad_text, "origin");
  return {};
}

Hash32 origin_hash(std::string_view origin) { return crypto::sha256(as_bytes(origin)); }

Hash32 programme_hash(const Programme& programme) {
  return crypto::sha256({as_bytes("tipstaff-nr-v1"), programme.authority_vk.view(),
                         as_bytes(programme.origin)});
}

}  // namespace tipstaff::wire
