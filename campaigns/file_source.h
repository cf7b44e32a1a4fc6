#pragma once
// FileSource: a file as a byte source that knows how far it is.

#include <cstdio>
#include <memory>

#include "casework/campaigns/byte_source.h"

namespace tipstaff::campaigns {

class FileSource : public ByteSource {
 public:
  // "-" is the standard input. Errors: not_found.
  [[nodiscard]] static Result<std::unique_ptr<FileSource>> open(const std::string& path);
  [[nodiscard]] Result<std::size_t> read(MutableBytes into) override;
  [[nodiscard]] std::uint64_t done() const { return done_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }  // 0 where it is not known

 private:
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t done_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace tipstaff::campaigns
