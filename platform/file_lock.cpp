#include "platform/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

namespace tipstaff::platform {

std::optional<FileLock> FileLock::take(const std::filesystem::path& path, Wait wait) {
  auto fd = std::make_shared<Descriptor>(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd->ok()) return std::nullopt;
  while (::flock(fd->get(), LOCK_EX | (wait == Wait::no ? LOCK_NB : 0)) != 0)
    if (errno != EINTR) return std::nullopt;
  return FileLock(std::move(fd));
}

}  // namespace tipstaff::platform
