#pragma once
// SpillMemory: memory that stands in a file, for tables that are larger than the machine.

#include <filesystem>
#include <map>
#include <memory>
#include <memory_resource>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::campaigns {

// SpillMemory gives large pieces of one file that only the owner could open and that has
// no name: it vanishes with the program, however that ends. The system keeps in memory
// what is in use and writes out the rest. Room on the disk is taken before a piece is
// given, so a full disk is std::bad_alloc and not a crash later. Small pieces come from
// ordinary memory. Not for two threads at once.
class SpillMemory : public std::pmr::memory_resource {
 public:
  // Errors: not_found (no such folder, or not ours to write).
  [[nodiscard]] static Result<std::unique_ptr<SpillMemory>> create(const std::filesystem::path& folder);
  explicit SpillMemory(int fd) : fd_(fd) {}
  ~SpillMemory() override;
  SpillMemory(const SpillMemory&) = delete;
  SpillMemory& operator=(const SpillMemory&) = delete;

  static constexpr std::size_t kLargeBytes = 1 << 18;

 private:
  void* do_allocate(std::size_t bytes, std::size_t alignment) override;
  void do_deallocate(void* piece, std::size_t bytes, std::size_t alignment) override;
  [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  int fd_;
  std::int64_t end_ = 0;
  std::map<void*, std::int64_t> offsets_;
};

}  // namespace tipstaff::campaigns
