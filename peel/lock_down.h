#pragma once
// How both programs of this room begin and end.

#include "platform/walls.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::peel {

// input views the file on stdin, whole. Leaves when that is no file.
[[nodiscard]] ByteView input();

// lock_down raises the walls and locks this process in, for good; leaves with platform::kNoCage
// when the last lock cannot be had. Everything that is needed must be open by now.
void lock_down();

// Request is what the desk hands in: a length of four bytes, the file's name, the file.
struct Request {
  std::string name;
  ByteView bytes;
};
[[nodiscard]] Request parse_untrusted_request(ByteView input);

// print_walls says what this kernel gives, one line a wall, on stdout; returns an exit
// status: 0 when the lock holds that is required.
int print_walls();

}  // namespace tipstaff::peel
