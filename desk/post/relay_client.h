#pragma once
// RelayClient: the desk's connections to the read door and the post door.

#include "platform/http_client.h"

namespace tipstaff::desk {

struct RelayAddresses {
  std::string read_door;
  std::string post_door;
  std::string socks5;  // "" for a direct connection
  std::string lodge_door = {};  // for visits
};

// An answer that is not 200 or 204 is told as its status.
struct RelayAnswer {
  unsigned status = 0;
  Bytes body;
};

class RelayClient {
 public:
  // Errors: bad_value (an address that cannot be read).
  [[nodiscard]] static Result<RelayClient> create(const RelayAddresses& addresses);

  // Errors: not_found (no answer), too_large.
  [[nodiscard]] Result<RelayAnswer> read(std::string_view path);
  [[nodiscard]] Result<RelayAnswer> bag(std::uint64_t tick);
  [[nodiscard]] Result<unsigned> put_keys(ByteView record);
  // Replies go over a connection of their own, not over the one that has shown
  // by its key records which post it is.
  [[nodiscard]] Result<unsigned> put_reply(ByteView envelope);

 private:
  RelayClient(platform::HttpClient read, platform::HttpClient post, platform::HttpClient reply)
      : read_(std::move(read)), post_(std::move(post)), reply_(std::move(reply)) {}

  platform::HttpClient read_;
  platform::HttpClient post_;
  platform::HttpClient reply_;
};

}  // namespace tipstaff::desk
