#pragma once
// Sessions: who may use the page. A printed address carries a token that works
// once; it buys a cookie and a key, and every request needs both. The cookie
// alone is not enough, because browsers send it to every port of this machine. Where
// officers come from other machines, a login buys the same without a token.

#include <map>
#include <optional>
#include <string>

#include "desk/page/seat.h"
#include "platform/clock.h"
#include "tipstaff/bytes/fixed.h"
#include "tipstaff/crypto/drbg.h"

namespace tipstaff::desk {

class Sessions {
 public:
  Sessions(const platform::Clock& clock, crypto::Drbg drbg)
      : clock_(clock), drbg_(std::move(drbg)) {}

  // issue_token returns a fresh token of 64 hexadecimal digits, good once and for
  // half a day.
  [[nodiscard]] std::string issue_token();

  struct Session {
    std::string cookie;
    std::string key;
  };
  // redeem takes a token; false when it is unknown, used or old.
  [[nodiscard]] bool redeem(std::string_view token);
  // begin makes a session for a seat. When there are too many, an empty one ends, or the
  // oldest of whoever has the most.
  [[nodiscard]] Session begin(std::shared_ptr<Seat> seat);
  // draw_browser: the cookie by which a browser is known later.
  [[nodiscard]] std::string draw_browser() { return draw_text(); }
  // seat_of is the seat of a session that has not ended, when cookie and key belong to one.
  [[nodiscard]] std::shared_ptr<Seat> seat_of(std::string_view cookie, std::string_view key) const;

 private:
  struct Granted {
    Hash32 key;
    std::int64_t until_ms = 0;
    std::shared_ptr<Seat> seat;
  };
  [[nodiscard]] std::string draw_text();
  void drop_old();
  void drop_one();

  const platform::Clock& clock_;
  crypto::Drbg drbg_;
  std::map<Hash32, std::int64_t> tokens_;  // H(token): until when
  std::map<Hash32, Granted> sessions_;     // H(cookie)
};

}  // namespace tipstaff::desk
