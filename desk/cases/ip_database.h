#pragma once
// IpDatabase: the operator's MMDB file, read by libmaxminddb. Nothing of it is ours: what
// it says is as good as whoever made it.

#include <maxminddb.h>

#include <filesystem>
#include <memory>

#include "casework/locating/locating.h"

namespace tipstaff::desk {

class IpDatabase final : public casework::IpPlaces {
 public:
  // open maps the file. Errors: not_found, bad_text (no MMDB, or a damaged one).
  [[nodiscard]] static Result<IpDatabase> open(const std::filesystem::path& path);

  // look_up reads country, town, point with its radius, and whether the database calls
  // the address a hosting service, proxy, VPN or Tor. Nothing when it does not know the
  // address, or says what cannot be.
  [[nodiscard]] std::optional<casework::IpAnswer> look_up(std::string_view address) const override;

 private:
  struct Close {
    void operator()(MMDB_s* file) const;
  };
  explicit IpDatabase(std::unique_ptr<MMDB_s, Close> file) : file_(std::move(file)) {}
  std::unique_ptr<MMDB_s, Close> file_;
};

}  // namespace tipstaff::desk
