#pragma once
// Picture: a PNG or JPEG that carries pixels and nothing else (PROTOCOL.md 13.5).

#include <optional>
#include <string>

#include "tipstaff/bytes/fixed.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::council {

enum class PictureKind : std::uint8_t { png = 1, jpeg = 2 };

// PictureRef names a picture in a call; its bytes are published beside the call.
struct PictureRef {
  PictureKind kind = PictureKind::png;
  std::uint16_t width = 0;
  std::uint16_t height = 0;
  std::uint32_t size = 0;
  Hash32 hash;

  friend bool operator==(const PictureRef&, const PictureRef&) = default;

  // file_name is the hash, and .png or .jpg.
  [[nodiscard]] std::string file_name() const;
};

struct Picture {
  PictureRef ref;
  Bytes bytes;
};

// strip_untrusted_picture reads a file that somebody brought and leaves out what is
// not needed to show it: where and by whom it was taken, comments, previews, colour
// profiles. Pixels are not touched.
// Errors: bad_magic (neither PNG nor JPEG), bad_value (a form that is not taken, or
// not well-formed), bad_checksum (a damaged PNG), too_large (bytes, or sides).
[[nodiscard]] Result<Picture> strip_untrusted_picture(ByteView bytes);

// parse_untrusted_picture reads a published picture, which must be stripped already,
// and be the one that `ref` names. Errors: those above, wrong_hash.
[[nodiscard]] Result<Picture> parse_untrusted_picture(ByteView bytes, const PictureRef& ref);

// check_picture_ref: sides and size within the limits. Errors: bad_value, too_large.
[[nodiscard]] Result<void> check_picture_ref(const PictureRef& ref);

// A kind of zero and nothing else says that there is no picture.
void write_picture_ref(wire::Writer& out, const std::optional<PictureRef>& ref);
[[nodiscard]] Result<std::optional<PictureRef>> read_picture_ref(wire::Reader& in);

}  // namespace tipstaff::council
