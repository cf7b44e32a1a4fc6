#include "desk/mail/save.h"

#include <fcntl.h>
#include <unistd.h>

#include "platform/text.h"

namespace tipstaff::desk {
namespace {

constexpr int kNamesTried = 1000;

std::string numbered(const std::string& name, int number) {
  if (number == 1) return name;
  const auto dot = name.rfind('.');
  const auto stem = name.substr(0, dot);
  const auto extension = dot == std::string::npos ? std::string() : name.substr(dot);
  return stem + " (" + std::to_string(number) + ")" + extension;
}

bool write_whole(int fd, ByteView bytes) {
  while (!bytes.empty()) {
    const auto wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  return ::fsync(fd) == 0;
}

}  // namespace

Result<std::filesystem::path> save_file(const std::filesystem::path& folder, std::string_view name,
                                        ByteView bytes) {
  std::error_code error;
  if (std::filesystem::create_directories(folder, error))
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  const auto safe = platform::safe_file_name(name);
  for (int number = 1; number <= kNamesTried; ++number) {
    const auto path = folder / numbered(safe, number);
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) continue;
    if (fd < 0) return fail(Errc::wrong_state, "attachment not written");
    const bool written = write_whole(fd, bytes);
    ::close(fd);
    if (written) return path;
    ::unlink(path.c_str());
    return fail(Errc::wrong_state, "attachment not written");
  }
  return fail(Errc::conflict, "attachment name");
}

}  // namespace tipstaff::desk
