#include "relay/shelf.h"

namespace tipstaff::relay {
namespace {

// Mapped files count as resident memory: keep what the last ticks need.
constexpr std::size_t kMappedBytesMax = 8 << 20;

}  // namespace

Shelf::Shelf(std::filesystem::path folder, std::span<const std::string> paths)
    : folder_(std::move(folder)), paths_(paths.begin(), paths.end()) {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
  std::vector<std::filesystem::path> orphans;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder_, ignored))
    if (file.is_regular_file(ignored) &&
        !paths_.contains(file.path().lexically_relative(folder_).string()))
      orphans.push_back(file.path());
  for (const auto& orphan : orphans) std::filesystem::remove(orphan, ignored);
}

Result<void> Shelf::write(const std::string& path, ByteView bytes) {
  return platform::write_file(folder_ / path, bytes, platform::Access::everybody_reads);
}

void Shelf::count(std::span<const std::string> paths) {
  const std::unique_lock lock(mutex_);
  paths_.insert(paths.begin(), paths.end());
}

void Shelf::drop(std::span<const std::string> paths) {
  const std::unique_lock lock(mutex_);
  mapped_.clear();
  mapped_bytes_ = 0;
  for (const auto& path : paths) {
    paths_.erase(path);
    std::error_code ignored;
    std::filesystem::remove(folder_ / path, ignored);
    for (auto up = (folder_ / path).parent_path(); up != folder_; up = up.parent_path())
      if (!std::filesystem::remove(up, ignored)) break;
  }
}

std::shared_ptr<const platform::MappedFile> Shelf::find(const std::string& path) {
  {
    const std::shared_lock lock(mutex_);
    if (!paths_.contains(path)) return nullptr;
    if (const auto at = mapped_.find(path); at != mapped_.end()) return at->second;
  }
  auto file = platform::MappedFile::open(folder_ / path);
  if (!file) return nullptr;
  const std::unique_lock lock(mutex_);
  if (mapped_bytes_ > kMappedBytesMax) {
    mapped_.clear();
    mapped_bytes_ = 0;
  }
  mapped_bytes_ += file->view().size();
  mapped_[path] = file;
  return file;
}

}  // namespace tipstaff::relay
