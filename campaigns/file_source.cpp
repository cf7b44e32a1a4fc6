#include "campaigns/file_source.h"

#include <filesystem>
#include <system_error>

namespace tipstaff::campaigns {

Result<std::unique_ptr<FileSource>> FileSource::open(const std::string& path) {
  auto out = std::make_unique<FileSource>();
  std::error_code error;
  if (path != "-" && std::filesystem::is_directory(path, error)) return fail(Errc::not_found, "this is a folder, not a file");
  out->file_.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!out->file_) return fail(Errc::not_found, "the file cannot be opened");
  if (const auto size = std::filesystem::file_size(path, error); path != "-" && !error) out->size_ = size;
  return out;
}

Result<std::size_t> FileSource::read(MutableBytes into) {
  const auto size = std::fread(into.data(), 1, into.size(), file_.get());
  if (size == 0 && std::ferror(file_.get()) != 0) return fail(Errc::not_found, "the disk does not give the rest of the file");
  done_ += size;
  return size;
}

}  // namespace tipstaff::campaigns
