#pragma once
// PreviewShelf: the pages of one preview, served to who knows its name. They are written by
// council's renderer and hold nothing that runs.

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "tipstaff/bytes/fixed.h"
#include "tipstaff/crypto/drbg.h"

namespace tipstaff::desk {

class PreviewShelf {
 public:
  explicit PreviewShelf(crypto::Drbg drbg) : drbg_(std::move(drbg)) {}

  // put replaces what was there and returns the path of the new one: "/preview/NAME/".
  std::string put(std::map<std::string, Bytes> files);
  void clear();

  struct File {
    std::string type;
    Bytes bytes;
  };
  // find returns a page, a style or a picture by its whole path, or nothing.
  [[nodiscard]] std::optional<File> find(std::string_view path) const;

 private:
  mutable std::mutex mutex_;  // the door reads while the page writes
  crypto::Drbg drbg_;
  std::string path_;
  std::map<std::string, Bytes> files_;
};

}  // namespace tipstaff::desk
