#pragma once
// LoginGuard: how fast passphrases may be guessed at the page, such that who guesses slows
// down only himself. A try that comes too early is not looked at and makes nothing longer, so
// nobody is locked out for good.
//
//   a known browser      its own bucket for that name; nobody else's failures count there
//   a stranger           a bucket for name and address; besides, limits a minute for an
//                        address, for a name, and for all strangers together
//
// A browser is known to a name after a login there: it keeps a random cookie, and the desk the
// cookie's hash, in memory alone (the vault is shut when somebody logs in). After a restart
// of the desk all are strangers until they come in.

#include <deque>
#include <map>
#include <optional>
#include <string>

#include "platform/clock.h"
#include "tipstaff/bytes/fixed.h"

namespace tipstaff::desk {

// LoginCaller is who tries: the address, and the hash of the cookie that it showed.
struct LoginCaller {
  std::string address;
  std::optional<Hash32> browser;
};

class LoginGuard {
 public:
  explicit LoginGuard(const platform::Clock& clock) : clock_(clock) {}

  static constexpr int kFreeFailures = 3;                  // a person mistypes
  static constexpr std::int64_t kWaitMaxMs = 60'000;       // a thousand guesses take 17 hours
  static constexpr std::size_t kFailuresAMinute = 20;      // of one address, whatever names it tries
  // Of strangers at one name. One address reaches seven in its first minute, so it takes
  // several to keep an officer at a new browser waiting; from as many as one likes, a
  // thousand guesses take more than an hour.
  static constexpr std::size_t kFailuresOfOneName = 12;
  // Each costs a second of Argon2, on the one thread that looks at passphrases: half of its
  // time stays for browsers that are known.
  static constexpr std::size_t kFailuresOfStrangers = 30;
  static constexpr std::size_t kBucketsMax = 1024;
  static constexpr std::size_t kBrowsersMax = 512;         // of all names
  static constexpr std::size_t kBrowsersOfOneMax = 8;

  // wait_ms is 0 when this caller may try this name now.
  [[nodiscard]] std::int64_t wait_ms(const std::string& name, const LoginCaller& caller);
  void failed(const std::string& name, const LoginCaller& caller);
  void succeeded(const std::string& name, const LoginCaller& caller);
  // know lets a browser in by its own bucket from now on; the one that came first goes.
  void know(const std::string& name, const Hash32& browser);
  [[nodiscard]] bool knows(const std::string& name, const LoginCaller& caller) const;

 private:
  struct Tries {
    int failures = 0;
    std::int64_t next_ms = 0;
  };
  struct Failure {
    std::int64_t at_ms = 0;
    std::string name, address;
  };
  [[nodiscard]] std::string bucket(const std::string& name, const LoginCaller& caller) const;
  [[nodiscard]] std::int64_t strangers_wait(const std::string& name, const std::string& address) const;
  void drop_old();

  const platform::Clock& clock_;
  std::map<std::string, Tries> tries_;
  std::deque<Failure> failures_;                            // of strangers, the last minute's
  std::deque<std::pair<std::string, Hash32>> browsers_;     // by name, the oldest first
};

}  // namespace tipstaff::desk
