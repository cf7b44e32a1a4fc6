#include "platform/memory_file.h"

#include <fcntl.h>
#include <sys/mman.h>

namespace tipstaff::platform {

Result<MemoryFile> MemoryFile::create() {
  const int fd = ::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) return fail(Errc::wrong_state, "memory file");
  return MemoryFile(fd);
}

Result<void> MemoryFile::append(ByteView bytes) {
  if (!write_all(file_.get(), bytes)) return fail(Errc::wrong_state, "memory file");
  size_ += bytes.size();
  return {};
}

Result<void> MemoryFile::seal() {
  constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
  if (::fcntl(file_.get(), F_ADD_SEALS, kSeals) != 0) return fail(Errc::wrong_state, "memory file");
  return {};
}

int MemoryFile::rewound() const {
  return file_.ok() && ::lseek(file_.get(), 0, SEEK_SET) == 0 ? file_.get() : -1;
}

}  // namespace tipstaff::platform
