#include "campaigns/spill.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <new>

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kPageBytes = 1 << 16;  // no machine has larger ones

std::size_t whole_pages(std::size_t bytes) { return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes; }

}  // namespace

Result<std::unique_ptr<SpillMemory>> SpillMemory::create(const std::filesystem::path& folder) {
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) {  // some file systems know no files without names
    auto name = (folder / "tipstaff.XXXXXX").string();
    fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd >= 0) ::unlink(name.c_str());
  }
  if (fd < 0) return fail(Errc::not_found, "the temporary folder is not there, or you may not write there");
  return std::make_unique<SpillMemory>(fd);
}

SpillMemory::~SpillMemory() { ::close(fd_); }

void* SpillMemory::do_allocate(std::size_t bytes, std::size_t alignment) {
  if (bytes < kLargeBytes) return ::operator new(bytes, std::align_val_t(alignment));
  const auto size = whole_pages(bytes);
  if (::posix_fallocate(fd_, end_, static_cast<off_t>(size)) != 0) throw std::bad_alloc();
  void* const piece = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd_, end_);
  if (piece == MAP_FAILED) throw std::bad_alloc();
  offsets_.emplace(piece, end_);
  end_ += static_cast<std::int64_t>(size);
  return piece;
}

void SpillMemory::do_deallocate(void* piece, std::size_t bytes, std::size_t alignment) {
  if (bytes < kLargeBytes) return ::operator delete(piece, std::align_val_t(alignment));
  const auto size = whole_pages(bytes);
  const auto found = offsets_.extract(piece);
  ::munmap(piece, size);
  // Best effort: where holes are unknown, the room comes back when the program ends.
  (void)::fallocate(fd_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, found.mapped(), static_cast<off_t>(size));
}

}  // namespace tipstaff::campaigns
