#pragma once
// PlaceSources: the gazetteer and the operator's address database, read when they are
// first asked for, and the Locator over both.

#include <mutex>

#include "desk/cases/ip_database.h"
#include "desk/config.h"

namespace tipstaff::desk {

class PlaceSources {
 public:
  // `names` and `mmdb` may be empty: the places beside the program; no database.
  PlaceSources(std::filesystem::path names, std::filesystem::path mmdb)
      : names_(std::move(names)), mmdb_(std::move(mmdb)) {}
  explicit PlaceSources(const DeskConfig& config) : PlaceSources(config.names, config.mmdb) {}
  PlaceSources(const PlaceSources&) = delete;
  PlaceSources& operator=(const PlaceSources&) = delete;

  // locator reads the files once; many threads may call it. What cannot be read only
  // gives no hints; notes() says so.
  [[nodiscard]] const casework::Locator& locator();
  // notes are sentences for people; empty when all is there. After locator().
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  void read();
  void read_names();
  void read_addresses();

  std::filesystem::path names_;
  std::filesystem::path mmdb_;
  std::once_flag once_;
  casework::Scanner scanner_;
  std::unique_ptr<casework::Toponyms> toponyms_;
  std::unique_ptr<IpDatabase> addresses_;
  std::optional<casework::Locator> locator_;
  std::vector<std::string> notes_;
};

}  // namespace tipstaff::desk
