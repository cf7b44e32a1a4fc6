#pragma once
// MemoryFile: a file that lies in memory and has no name. It grows piece by piece until it
// is sealed; from then on nobody can change it, and a child may read it as its stdin.

#include "platform/descriptor.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::platform {

class MemoryFile {
 public:
  // Errors: wrong_state (this kernel gives none).
  [[nodiscard]] static Result<MemoryFile> create();
  MemoryFile() = default;
  MemoryFile(MemoryFile&& other) noexcept : file_(other.file_.release()), size_(std::exchange(other.size_, 0)) {}
  MemoryFile& operator=(MemoryFile&& other) noexcept {
    file_.reset(other.file_.release());
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  // Errors: wrong_state (no memory, or it is sealed).
  [[nodiscard]] Result<void> append(ByteView bytes);
  [[nodiscard]] Result<void> seal();
  // rewound is its descriptor, standing at the first byte; -1 when there is no file.
  [[nodiscard]] int rewound() const;
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] bool there() const { return file_.ok(); }

 private:
  explicit MemoryFile(int fd) : file_(fd) {}
  Descriptor file_;
  std::uint64_t size_ = 0;
};

}  // namespace tipstaff::platform
