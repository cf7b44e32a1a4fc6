#pragma once
// What kind of file some bytes are, said by libmagic in a cage: a process of its
// own that holds no secret, opens no file and may only read, write and leave.

#include <functional>
#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::desk {

// FileTyper names the type of a file's bytes: "image/png", or "" when unknown.
using FileTyper = std::function<std::string(ByteView)>;

// caged_file_typer asks a fresh process of `program` ("/proc/self/exe" for this
// one) with the argument kTypeCommand, for at most two seconds.
inline constexpr const char* kTypeCommand = "type-of-stdin";
[[nodiscard]] FileTyper caged_file_typer(std::string program);

// type_of_stdin is that process: it reads stdin, locks itself in, and prints the
// type. Never returns.
[[noreturn]] void type_of_stdin();

}  // namespace tipstaff::desk
