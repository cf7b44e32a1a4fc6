#pragma once
// WebDoor: the desk's page and its API on this machine. It answers nobody who
// came by another name (Host), from another site (Origin), or without a session.

#include <condition_variable>
#include <deque>
#include <thread>

#include "desk/page/api.h"
#include "desk/page/sessions.h"

namespace tipstaff::desk {

// UiFiles are the page's files by path, read once at start.
struct UiFile {
  std::string type;
  std::shared_ptr<const Bytes> bytes;
};
using UiFiles = std::map<std::string, UiFile, std::less<>>;
// Errors: not_found (no index.html there).
[[nodiscard]] Result<UiFiles> read_ui(const std::filesystem::path& folder);

class WebDoor final : public platform::HttpHandler {
 public:
  // control_key: what the command `link` shows to get a fresh token (64 hex digits).
  WebDoor(Api& api, Sessions sessions, UiFiles files, std::string control_key);
  ~WebDoor() override;

  // set_port says under which port of 127.0.0.1 the page was opened; no request passes before.
  void set_port(std::uint16_t port);
  // set_tls says instead under which names it is reached over TLS ("10.0.0.5:8110"), the first
  // one being what is printed. Officers log in there; no address carries a token.
  void set_tls(std::vector<std::string> hosts);
  // address returns a fresh address of the page with its one-time token.
  [[nodiscard]] std::string address();

  void handle(platform::HttpRequest request, platform::Responder respond) override;

 private:
  struct Job {
    std::shared_ptr<Seat> seat;
    std::string name;
    Bytes body;
    platform::Responder respond;
  };
  struct Lane;
  [[nodiscard]] platform::HttpResponse file(std::string_view target) const;
  [[nodiscard]] platform::HttpResponse preview(std::string_view target) const;
  [[nodiscard]] bool host_is_ours(const platform::HttpRequest& request) const;
  [[nodiscard]] bool origin_is_ours(const platform::HttpRequest& request) const;
  [[nodiscard]] platform::HttpResponse control(const platform::HttpRequest& request);
  [[nodiscard]] platform::HttpResponse open_session(const platform::HttpRequest& request);
  [[nodiscard]] std::shared_ptr<Seat> seat_of(const platform::HttpRequest& request);
  [[nodiscard]] platform::HttpResponse begin_session(const std::shared_ptr<Seat>& seat);
  [[nodiscard]] platform::HttpResponse begin_known_session(const std::shared_ptr<Seat>& seat, std::string browser);
  [[nodiscard]] std::string own_origin(const std::string& host) const;
  void log_in(platform::HttpRequest request, const platform::Responder& respond);
  void queue(Job job);
  void run(Job& job);
  void answer(platform::HttpRequest request, const platform::Responder& respond);
  // Lane runs calls one after the other. What is slow has one of its own, so that a file
  // that takes a minute keeps nobody from reading; so have passphrases, which take a second.
  struct Lane {
    std::deque<Job> jobs;
    std::jthread worker;
  };
  void work(const std::stop_token& stop, Lane& lane);

  Api& api_;
  std::mutex sessions_mutex_;
  Sessions sessions_;
  UiFiles files_;
  std::string control_key_;
  std::vector<std::string> hosts_;
  bool tls_ = false;

  std::mutex jobs_mutex_;
  std::condition_variable_any jobs_changed_;
  Lane quick_, slow_, costly_;
};

}  // namespace tipstaff::desk
