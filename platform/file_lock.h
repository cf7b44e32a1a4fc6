#pragma once
// FileLock: one program at a time. The kernel gives it back when the program ends, however.

#include <filesystem>
#include <memory>
#include <optional>

#include "platform/descriptor.h"

namespace tipstaff::platform {

class FileLock {
 public:
  enum class Wait : std::uint8_t { no, yes };
  // take makes the file when there is none; nothing when somebody else has it (Wait::no) or
  // it cannot be made.
  [[nodiscard]] static std::optional<FileLock> take(const std::filesystem::path& path, Wait wait);

 private:
  explicit FileLock(std::shared_ptr<Descriptor> fd) : fd_(std::move(fd)) {}
  std::shared_ptr<Descriptor> fd_;
};

}  // namespace tipstaff::platform
