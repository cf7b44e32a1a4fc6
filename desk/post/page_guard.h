#pragma once
// PageGuard: once a day, is the page that the relay serves to sources the one that the
// authority signed? A post sees it from outside, as a source does.

#include "desk/post/relay_client.h"
#include "tipstaff/protocol/page_check.h"

namespace tipstaff::desk {

class PageGuard {
 public:
  // programme_json: what /programme.json must be.
  explicit PageGuard(std::string programme_json) : programme_json_(std::move(programme_json)) {}

  // look compares when it is due: a day after a good page, an hour after a bad one. A
  // relay that does not answer leaves what was known. A page that was never signed is
  // not looked at.
  void look(const Hash32& bundle_hash, RelayClient& relay, std::uint64_t now_unix);

  // differs: the last page that was looked at was another one.
  [[nodiscard]] bool differs() const { return differs_; }

 private:
  std::string programme_json_;
  std::uint64_t next_unix_ = 0;
  Hash32 looked_for_;
  bool differs_ = false;
};

}  // namespace tipstaff::desk
