#pragma once
// Shelf: the published files. Named by their paths, immutable, the same for
// everyone; a file counts from the moment its tick is committed.

#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>

#include "platform/file.h"

namespace tipstaff::relay {

class Shelf {
 public:
  // open forgets every file under `folder` that is not in `paths`: remains of a
  // tick that never counted.
  Shelf(std::filesystem::path folder, std::span<const std::string> paths);

  // write puts a file on the disk, synced; it does not count yet. A file of that
  // name from a tick that did not count is overwritten. Errors: wrong_state.
  [[nodiscard]] Result<void> write(const std::string& path, ByteView bytes);
  // count makes files visible; drop makes them invisible and removes them.
  void count(std::span<const std::string> paths);
  void drop(std::span<const std::string> paths);

  // find returns the bytes of a file that counts, or nothing. Any thread.
  [[nodiscard]] std::shared_ptr<const platform::MappedFile> find(const std::string& path);

 private:
  std::filesystem::path folder_;
  std::shared_mutex mutex_;
  std::set<std::string, std::less<>> paths_;
  std::map<std::string, std::shared_ptr<const platform::MappedFile>, std::less<>> mapped_;
  std::size_t mapped_bytes_ = 0;
};

}  // namespace tipstaff::relay
