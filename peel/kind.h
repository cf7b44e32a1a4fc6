#pragma once
// What kind of file some bytes are, by themselves and by their name.

#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::peel {

enum class Kind : std::uint8_t {
  unknown, empty, text, html, json, pdf, picture, webp, heif, zip, archive, mail, mailbox,
  rtf, old_office, mail_store, sound, video
};

struct FileKind {
  Kind kind = Kind::unknown;
  std::string type;      // libmagic's word: "image/png"
  std::string mismatch;  // how name and content disagree, or ""
};

// warm_kinds loads libmagic's data, before the lock-down. False when it is missing.
[[nodiscard]] bool warm_kinds();
[[nodiscard]] FileKind kind_of(ByteView bytes, std::string_view name);

}  // namespace tipstaff::peel
