#pragma once
// Descriptor closes what it holds; write_all writes everything to it.

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::platform {

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { close_now(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] bool ok() const { return fd_ >= 0; }
  [[nodiscard]] int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }
  void reset(int fd = -1) {
    close_now();
    fd_ = fd;
  }
  // close_now tells whether closing went well: a full disk may be said only then.
  bool close_now() {
    const bool fine = fd_ < 0 || ::close(fd_) == 0;
    fd_ = -1;
    return fine;
  }

 private:
  int fd_;
};

// write_all goes on after interruptions; false when it could not write everything.
[[nodiscard]] inline bool write_all(int fd, ByteView bytes) {
  while (!bytes.empty()) {
    const auto wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  return true;
}

}  // namespace tipstaff::platform
