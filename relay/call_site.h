#pragma once
// CallSite: the calls' pages as the read door serves them under /calls/, from memory.
// The folder holds the site of the moment at which it was written, and in at-UNIX what
// differs from that second on: a call lapses here without anybody doing anything. The
// relay reads no call; whether one is signed is the reader's to check.

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

#include "platform/http_server.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::relay {

inline constexpr std::size_t kSiteFilesMax = 16'384;      // 64 calls in 14 languages, and their ends
inline constexpr std::size_t kSiteBytesMax = 128u << 20;  // in memory

class CallSite {
 public:
  // An empty folder path: no calls, and nothing is served.
  CallSite(std::filesystem::path folder, std::string policy)
      : folder_(std::move(folder)), policy_(std::move(policy)) {}

  // turn reads the folder if it changed, and shows what it says for `now_unix`. On an
  // error what was shown before stays. Errors: not_found, too_large.
  Result<void> turn(std::uint64_t now_unix);

  // loaded tells whether there is a site to show.
  [[nodiscard]] bool loaded() const;

  // find answers GET /calls/`name`, or nothing; may be called while turn runs.
  [[nodiscard]] std::optional<platform::HttpResponse> find(std::string_view name) const;

 private:
  using Files = std::map<std::string, std::shared_ptr<const Bytes>, std::less<>>;
  using Editions = std::map<std::uint64_t, Files>;  // by the second from which they hold
  [[nodiscard]] static Result<Editions> load(const std::filesystem::path& folder);
  // fingerprint changes when a file of the folder does.
  [[nodiscard]] static std::string fingerprint(const std::filesystem::path& folder);

  std::filesystem::path folder_;
  std::string policy_;
  std::string seen_;
  Editions editions_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Files> shown_;  // guarded by mutex_
};

}  // namespace tipstaff::relay
