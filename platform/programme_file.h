#pragma once
// The programme file: what a source, a post and the relay must know beforehand.
// Lines `key = value`; `#` starts a comment.
//
//   title = Honest Vote
//   origin = relay.example
//   authority_vk = 64 hexadecimal digits
//   relay_url = http://....onion
//   lodge_url = http://....onion

#include <filesystem>
#include <string>

#include "tipstaff/wire/programme.h"

namespace tipstaff::platform {

struct ProgrammeFile {
  std::string title;
  wire::Programme programme;
  std::string relay_url;  // the read door
  std::string lodge_url;
};

// Errors: not_found, bad_text (a line that is not `key = value`, an unknown key),
// bad_value (a key missing, or a value out of form).
[[nodiscard]] Result<ProgrammeFile> parse_programme_file(std::string_view text);
[[nodiscard]] Result<ProgrammeFile> read_programme_file(const std::filesystem::path& path);
[[nodiscard]] std::string encode_programme_file(const ProgrammeFile& file);

// programme_json writes what the source's page must know, as the read door serves it
// under /programme.json. The same file gives the same bytes.
[[nodiscard]] std::string programme_json(const ProgrammeFile& file);

}  // namespace tipstaff::platform
