#pragma once
// Files: read whole with a limit, written so that a crash leaves old or new.

#include <filesystem>
#include <memory>

#include "tipstaff/bytes/secret.h"

namespace tipstaff::platform {

// read_file: at most `bytes_max`. Errors: not_found, too_large.
[[nodiscard]] Result<SecretBytes> read_file(const std::filesystem::path& path,
                                            std::size_t bytes_max);

enum class Access : std::uint8_t { owner_only, everybody_reads };

// write_file writes beside the target, syncs file and folder, and renames.
// Folders are made as needed. Errors: wrong_state (no room, no permission).
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, ByteView bytes,
                                      Access access);

// MappedFile is a read-only view of a file that does not change.
class MappedFile {
 public:
  // Nothing when the file cannot be opened.
  [[nodiscard]] static std::shared_ptr<const MappedFile> open(const std::filesystem::path& path);
  MappedFile(int fd, const std::uint8_t* data, std::size_t size) : fd_(fd), view_(data, size) {}
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  [[nodiscard]] ByteView view() const { return view_; }
  // fd is open for reading as long as this lives.
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
  ByteView view_;
};

}  // namespace tipstaff::platform
