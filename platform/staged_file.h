#pragma once
// StagedFile: a file written and synced beside its target, not there yet. So what can fail for
// want of room has failed before anything else is changed; put_in_place only renames.

#include <filesystem>
#include <utility>

#include "platform/file.h"

namespace tipstaff::platform {

class StagedFile {
 public:
  // Folders are made as needed. Errors: wrong_state (no room, no permission).
  [[nodiscard]] static Result<StagedFile> write(std::filesystem::path path, ByteView bytes, Access access);
  StagedFile(StagedFile&& other) noexcept : path_(std::exchange(other.path_, {})), made_(other.made_) {}
  StagedFile& operator=(StagedFile&&) = delete;
  // What was not put in place is removed.
  ~StagedFile();
  // put_in_place leaves the old or the new file. Errors: wrong_state.
  [[nodiscard]] Result<void> put_in_place();

 private:
  StagedFile(std::filesystem::path path, bool made) : path_(std::move(path)), made_(made) {}
  std::filesystem::path path_;
  bool made_;
};

}  // namespace tipstaff::platform
