#pragma once
// What a program asks of the system for itself before it touches a secret.

namespace tipstaff::platform {

// keep_memory_private: a crash leaves no memory on the disk, and no other process of
// this user may look into it.
void keep_memory_private();

// allow_many_files raises the limit of open files as far as this user may.
void allow_many_files();

}  // namespace tipstaff::platform
