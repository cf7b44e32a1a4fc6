#pragma once
// Rich text, as its words: what a person would read, and where its links lead.

#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::peel {

struct RtfText {
  std::string text;           // UTF-8
  std::string instructions;   // of fields: HYPERLINK "https://...", one a line
  bool objects = false;       // it holds objects or pictures, which are not read
  bool whole = false;         // every group that was opened was closed
};

// begins_like_rtf looks at the first bytes, whatever the name says.
[[nodiscard]] bool begins_like_rtf(ByteView bytes);

// rtf_text never fails: what it does not understand it passes over. Text is read in the
// character set that the file names (\ansicpg). Time: linear. Memory: of the size of the file.
[[nodiscard]] RtfText rtf_text(ByteView bytes);

}  // namespace tipstaff::peel
