#pragma once
// What a program asks of the system for itself.

#include <filesystem>

namespace tipstaff::platform {

// keep_memory_private: a crash leaves no memory on the disk, and no other process of
// this user may look into it.
void keep_memory_private();

// allow_many_files raises the limit of open files as far as this user may.
void allow_many_files();

// program_folder is where this program lies; empty when the system does not say.
[[nodiscard]] std::filesystem::path program_folder();

}  // namespace tipstaff::platform
