#pragma once
// Files that are part of the program; CMake writes embedded.cpp from po/ and calls.css.

#include <span>
#include <string_view>

namespace tipstaff::council::pages {

struct EmbeddedFile {
  std::string_view name;  // of a catalogue: its language
  std::string_view content;
};

[[nodiscard]] std::span<const EmbeddedFile> embedded_catalogues();
[[nodiscard]] std::string_view embedded_style();

}  // namespace tipstaff::council::pages
