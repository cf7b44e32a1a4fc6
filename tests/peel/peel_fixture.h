#pragma once
// PeelFixture opens files in the real cage, and sees whether anything outside was touched.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "desk/cases/peeled.h"
#include "tests/peel/files.h"

namespace tipstaff::testing {

using desk::PartKind;
using desk::PeeledPart;
namespace refusal = casework::refusal;

// Canary is a file and a listening port that nobody has a reason to touch.
class Canary {
 public:
  Canary() {
    std::string name = (std::filesystem::temp_directory_path() / "canary-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    std::ofstream(path()) << kText;
    at_.sin_family = AF_INET;
    at_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at_;
    if (::bind(fd_, reinterpret_cast<sockaddr*>(&at_), size) == 0 && ::listen(fd_, 4) == 0)
      (void)::getsockname(fd_, reinterpret_cast<sockaddr*>(&at_), &size);
    written_ = std::filesystem::last_write_time(path());
  }
  ~Canary() {
    ::close(fd_);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Canary(const Canary&) = delete;
  Canary& operator=(const Canary&) = delete;

  [[nodiscard]] std::filesystem::path path() const { return folder_ / "canary.txt"; }
  [[nodiscard]] std::string port() const { return std::to_string(ntohs(at_.sin_port)); }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + port() + "/"; }

  // sings: the file is as it was and alone, and nobody called.
  [[nodiscard]] bool sings() const {
    std::ifstream file(path());
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto files = std::distance(std::filesystem::directory_iterator(folder_), {});
    pollfd called{fd_, POLLIN, 0};
    return text == kText && files == 1 && std::filesystem::last_write_time(path()) == written_ && ::poll(&called, 1, 0) == 0;
  }

 private:
  static constexpr const char* kText = "still here";
  std::filesystem::path folder_;
  std::filesystem::file_time_type written_;
  int fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at_{};
};

class PeelFixture : public ::testing::Test {
 protected:
  std::vector<PeeledPart> peel(const std::string& name, const Bytes& bytes) {
    parts_ = desk::caged_peeler(TIPSTAFF_PEEL_FOLDER)(bytes, name);
    return parts_;
  }

  // text_at is the text of the part with this path.
  [[nodiscard]] std::string text_at(std::string_view path, std::string_view name = {}) const {
    for (const auto& part : parts_)
      if (part.kind == PartKind::text && part.path == path && (name.empty() || part.name == name)) return part.text;
    return "(none)";
  }
  [[nodiscard]] std::vector<std::string> properties(std::string_view name) const {
    std::vector<std::string> out;
    for (const auto& part : parts_)
      if (part.kind == PartKind::property && part.name == name) out.push_back(part.text);
    return out;
  }
  [[nodiscard]] std::string property(std::string_view name) const {
    const auto all = properties(name);
    return all.empty() ? "(none)" : all[0];
  }
  [[nodiscard]] bool refused(std::string_view why) const {
    for (const auto& part : parts_)
      if (part.kind == PartKind::refused && part.name == why) return true;
    return false;
  }
  // said is everything that was found, for what must not be in it.
  [[nodiscard]] std::string said() const {
    std::string out;
    for (const auto& part : parts_) out += part.path + "|" + part.name + "|" + part.text + "\n";
    return out;
  }
  // A part that says why something was not opened, and no broken reader.
  [[nodiscard]] bool whole() const {
    return !refused(refusal::kForbidden) && !refused(refusal::kCrashed) && !refused(refusal::kWornOut) &&
           !refused(refusal::kTooSlow) && !refused(refusal::kLied) && !refused(refusal::kNoCage);
  }

  std::vector<PeeledPart> parts_;
};

}  // namespace tipstaff::testing
