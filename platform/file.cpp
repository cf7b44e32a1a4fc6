#include "platform/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "platform/descriptor.h"
#include "platform/staged_file.h"

namespace tipstaff::platform {
namespace {

bool sync_folder(const std::filesystem::path& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd.ok() && ::fsync(fd.get()) == 0;
}

// sync_above makes new folders last: their names stand in the folders above.
bool sync_above(std::filesystem::path folder) {
  constexpr int kDepth = 4;  // the deepest tree that we make
  for (int i = 0; i < kDepth && folder.has_relative_path(); ++i) {
    folder = folder.parent_path();
    if (folder.empty()) folder = ".";
    if (!sync_folder(folder)) return false;
  }
  return true;
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

std::filesystem::path beside_of(std::filesystem::path path) { return path += ".new"; }

}  // namespace

Result<SecretBytes> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.ok()) return fail(Errc::not_found, "file");
  SecretBytes out;
  std::uint8_t piece[4096];
  for (;;) {
    const auto got = ::read(fd.get(), piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::not_found, "file");
    if (got == 0) break;
    out.insert(out.end(), piece, piece + got);
    if (out.size() > bytes_max) return fail(Errc::too_large, "file");
  }
  wipe(piece, sizeof piece);
  return out;
}

Result<StagedFile> StagedFile::write(std::filesystem::path path, ByteView bytes, Access access) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(folder_of(path), error);
  const auto beside = beside_of(path);
  const mode_t mode = access == Access::owner_only ? 0600 : 0644;
  Descriptor fd(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
  StagedFile out(std::move(path), made);
  const bool written = fd.ok() && write_all(fd.get(), bytes) && ::fsync(fd.get()) == 0 && fd.close_now();
  if (!written) return fail(Errc::wrong_state, "file not written");
  return out;
}

StagedFile::~StagedFile() {
  if (!path_.empty()) ::unlink(beside_of(path_).c_str());
}

Result<void> StagedFile::put_in_place() {
  const auto folder = folder_of(path_);
  if (::rename(beside_of(path_).c_str(), path_.c_str()) != 0) return fail(Errc::wrong_state, "file not written");
  path_.clear();
  if (!sync_folder(folder) || (made_ && !sync_above(folder))) return fail(Errc::wrong_state, "file not written");
  return {};
}

Result<void> write_file(const std::filesystem::path& path, ByteView bytes, Access access) {
  TIP_TRY(auto staged, StagedFile::write(path, bytes, access));
  return staged.put_in_place();
}

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& path) {
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info {};
  if (!fd.ok() || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= 0)
    return nullptr;
  const auto size = static_cast<std::size_t>(info.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (data == MAP_FAILED) return nullptr;
  return std::make_shared<MappedFile>(fd.release(), static_cast<const std::uint8_t*>(data), size);
}

MappedFile::~MappedFile() {
  ::munmap(const_cast<std::uint8_t*>(view_.data()), view_.size());
  ::close(fd_);
}

}  // namespace tipstaff::platform
