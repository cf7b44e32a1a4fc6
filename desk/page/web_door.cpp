#include "desk/page/web_door.h"

#include <algorithm>

#include "desk/page/json.h"
#include "platform/file.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::size_t kUiFileMax = 4 << 20;
constexpr std::size_t kJobsMax = 64;
constexpr std::string_view kApiPath = "/api/";
constexpr std::string_view kControlPath = "/control/link";
constexpr std::string_view kPreviewPath = "/preview/";
// With TLS the name says to browsers that the cookie is this host's alone and was set safely.
constexpr std::string_view kCookie = "desk";
constexpr std::string_view kTlsCookie = "__Host-desk";
// By this one a browser is known that somebody came in with; it opens nothing.
constexpr std::string_view kBrowserCookie = "__Host-desk-browser";
constexpr std::string_view kBrowserLife = "; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=31536000";
constexpr std::size_t kBrowserChars = 64;

// Nothing but our own files runs here, nothing is loaded from elsewhere, nobody
// frames the page, and no copy stays in a cache. The page frames the preview of a call.
constexpr std::array<std::pair<const char*, const char*>, 2> kPageHeaders = {{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
     "img-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
     "require-trusted-types-for 'script'"},
    {"X-Frame-Options", "DENY"},
}};
// A preview holds what somebody drafted: nothing in it runs, leaves, or comes from elsewhere.
constexpr std::array<std::pair<const char*, const char*>, 2> kPreviewHeaders = {{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; "
     "frame-ancestors 'self'; sandbox allow-same-origin"},
    {"X-Frame-Options", "SAMEORIGIN"},
}};
constexpr std::array<std::pair<const char*, const char*>, 7> kHeaders = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
    {"Cache-Control", "no-store"},
}};

HttpResponse guarded(HttpResponse response, bool is_preview) {
  for (const auto& [name, value] : is_preview ? kPreviewHeaders : kPageHeaders) response.headers.emplace_back(name, value);
  for (const auto& [name, value] : kHeaders) response.headers.emplace_back(name, value);
  return response;
}

std::string type_of(const std::filesystem::path& path) {
  static const std::map<std::string, std::string> kTypes = {
      {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},   {".svg", "image/svg+xml"},
      {".json", "application/json"}};
  const auto found = kTypes.find(path.extension().string());
  return found == kTypes.end() ? std::string() : found->second;
}

HttpResponse text_response(unsigned status, const std::string& text, std::string_view type) {
  return platform::bytes_response(status, Bytes(text.begin(), text.end()), type);
}

HttpResponse refused(unsigned status, const char* code) {
  return text_response(status, json_text(boost::json::object{{"error", code}}), "application/json");
}

// cookie_value finds one cookie in a Cookie header.
std::string_view cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    auto one = header.substr(0, header.find(';'));
    header = one.size() == header.size() ? std::string_view() : header.substr(one.size() + 1);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
      return one.substr(name.size() + 1);
  }
  return {};
}

}  // namespace

Result<UiFiles> read_ui(const std::filesystem::path& folder) {
  UiFiles out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto type = type_of(entry.path());
    if (type.empty() || !entry.is_regular_file(error)) continue;
    TIP_TRY(const auto bytes, platform::read_file(entry.path(), kUiFileMax));
    out["/" + entry.path().filename().string()] = {
        type, std::make_shared<const Bytes>(bytes.begin(), bytes.end())};
  }
  const auto index = out.find("/index.html");
  if (index == out.end()) return fail(Errc::not_found, "the page's files");
  out["/"] = index->second;
  return out;
}

WebDoor::WebDoor(Api& api, Sessions sessions, UiFiles files, std::string control_key)
    : api_(api), sessions_(std::move(sessions)), files_(std::move(files)),
      control_key_(std::move(control_key)) {
  for (auto* lane : {&quick_, &slow_, &costly_})
    lane->worker = std::jthread([this, lane](const std::stop_token& stop) { work(stop, *lane); });
}

WebDoor::~WebDoor() {
  for (auto* lane : {&quick_, &slow_, &costly_}) lane->worker.request_stop();
  jobs_changed_.notify_all();
  for (auto* lane : {&quick_, &slow_, &costly_}) lane->worker.join();
}

void WebDoor::set_port(std::uint16_t port) { hosts_ = {"127.0.0.1:" + std::to_string(port)}; }

void WebDoor::set_tls(std::vector<std::string> hosts) {
  hosts_ = std::move(hosts);
  tls_ = true;
}

std::string WebDoor::address() {
  if (tls_) return own_origin(hosts_.front()) + "/";
  const std::lock_guard held(sessions_mutex_);
  return own_origin(hosts_.front()) + "/#token=" + sessions_.issue_token();
}

std::string WebDoor::own_origin(const std::string& host) const { return (tls_ ? "https://" : "http://") + host; }

void WebDoor::handle(HttpRequest request, platform::Responder respond) {
  const bool is_preview = std::string_view(request.target).starts_with(kPreviewPath);
  answer(std::move(request), [respond = std::move(respond), is_preview](HttpResponse response) {
    respond(guarded(std::move(response), is_preview));
  });
}

void WebDoor::answer(HttpRequest request, const platform::Responder& respond) {
  const std::string_view target = request.target;
  if (target == kControlPath) return respond(control(request));
  if (!host_is_ours(request)) return respond(refused(403, "host"));
  if (request.method == "GET") return respond(target.starts_with(kPreviewPath) ? preview(target) : file(target));
  if (request.method != "POST") return respond(platform::empty_response(405));
  if (!origin_is_ours(request)) return respond(refused(403, "origin"));
  if (!target.starts_with(kApiPath)) return respond(platform::empty_response(404));
  if (target == "/api/session") return respond(open_session(request));
  if (target == "/api/login") return log_in(std::move(request), respond);
  const auto seat = seat_of(request);
  if (!seat) return respond(refused(401, "session"));
  const auto name = target.substr(kApiPath.size());
  if (name == "lock") seat->leave();  // counts at once, whatever runs
  queue({seat, std::string(name), std::move(request.body), respond});
}

// log_in is for officers on other machines: a name and a passphrase buy a session.
void WebDoor::log_in(HttpRequest request, const platform::Responder& respond) {
  if (!tls_) return respond(refused(403, "session"));
  std::string browser(cookie_value(request.header("cookie"), kBrowserCookie));
  if (browser.size() != kBrowserChars) browser.clear();
  LoginCaller caller{request.peer, {}};
  if (!browser.empty()) caller.browser = crypto::sha256(as_bytes(browser));
  auto seat = api_.new_seat(Api::From::afar, std::move(caller));
  queue({seat, "unlock", std::move(request.body), [this, seat, respond, browser](HttpResponse response) {
    respond(response.status == 200 ? begin_known_session(seat, browser) : std::move(response));
  }});
}

void WebDoor::queue(Job job) {
  {
    const std::lock_guard held(jobs_mutex_);
    auto& jobs = (Api::costly(job.name) ? costly_ : Api::slow(job.name) ? slow_ : quick_).jobs;
    if (jobs.size() >= kJobsMax) return job.respond(refused(503, "busy"));
    jobs.push_back(std::move(job));
  }
  jobs_changed_.notify_all();
}

HttpResponse WebDoor::file(std::string_view target) const {
  const auto found = files_.find(target);
  if (found == files_.end()) return platform::empty_response(404);
  const auto& bytes = found->second.bytes;
  return {200, {{"Content-Type", found->second.type}}, bytes, *bytes};
}

// A frame sends no key: the path of a preview is drawn anew each time, and is the key.
HttpResponse WebDoor::preview(std::string_view target) const {
  auto found = api_.preview(target);
  return found ? platform::bytes_response(200, std::move(found->bytes), found->type) : platform::empty_response(404);
}

// Another name that leads to this address is somebody's trick (DNS rebinding).
bool WebDoor::host_is_ours(const HttpRequest& request) const {
  return std::ranges::find(hosts_, request.header("host")) != hosts_.end();
}

bool WebDoor::origin_is_ours(const HttpRequest& request) const {
  const auto site = request.header("sec-fetch-site");
  return request.header("origin") == own_origin(std::string(request.header("host"))) &&
         (site.empty() || site == "same-origin");
}

// The command `link` on this machine reads the control key from a file that only
// its user can read. A browser has no business here: it would send an Origin.
HttpResponse WebDoor::control(const HttpRequest& request) {
  if (tls_ || hosts_.empty() || request.method != "POST" || !request.header("origin").empty() ||
      !request.header("host").starts_with("127.0.0.1") ||
      !crypto::equal_secret(request.body, as_bytes(control_key_)))
    return refused(403, "control");
  return text_response(200, address() + "\n", "text/plain; charset=utf-8");
}

HttpResponse WebDoor::open_session(const HttpRequest& request) {
  const auto object = parse_json_object(request.body);
  if (!object) return refused(400, "bad_text");
  const auto token = text_field(*object, "token");
  {
    const std::lock_guard held(sessions_mutex_);
    if (tls_ || !token || !sessions_.redeem(*token)) return refused(401, "token");
  }
  return begin_session(api_.new_seat(Api::From::here));
}

HttpResponse WebDoor::begin_session(const std::shared_ptr<Seat>& seat) {
  const std::lock_guard held(sessions_mutex_);
  const auto session = sessions_.begin(seat);
  auto out = text_response(200, json_text(boost::json::object{{"key", session.key}}), "application/json");
  out.headers.emplace_back("Set-Cookie", std::string(tls_ ? kTlsCookie : kCookie) + "=" + session.cookie + "; Path=/; HttpOnly; SameSite=Strict" +
                                             (tls_ ? "; Secure" : ""));
  return out;
}

// A cookie that somebody else set would be known from here on: so each login draws a new one
// unless this desk knows it.
HttpResponse WebDoor::begin_known_session(const std::shared_ptr<Seat>& seat, std::string browser) {
  auto out = begin_session(seat);
  if (browser.empty() || !api_.knows_browser(*seat)) {
    const std::lock_guard held(sessions_mutex_);
    browser = sessions_.draw_browser();
  }
  api_.know_browser(*seat, crypto::sha256(as_bytes(browser)));
  out.headers.emplace_back("Set-Cookie", std::string(kBrowserCookie) + "=" + browser + std::string(kBrowserLife));
  return out;
}

std::shared_ptr<Seat> WebDoor::seat_of(const HttpRequest& request) {
  const std::lock_guard held(sessions_mutex_);
  return sessions_.seat_of(cookie_value(request.header("cookie"), tls_ ? kTlsCookie : kCookie), request.header("desk-key"));
}

// A worker runs what may take a second (the passphrase) or a minute (an attachment), one
// call at a time, and locks the page when nobody uses it.
void WebDoor::work(const std::stop_token& stop, Lane& lane) {
  while (!stop.stop_requested()) {
    std::unique_lock held(jobs_mutex_);
    jobs_changed_.wait_for(held, stop, std::chrono::seconds(1), [&] { return !lane.jobs.empty(); });
    if (lane.jobs.empty()) {
      held.unlock();
      try {
        api_.lock_when_idle();
      } catch (...) {  // no memory just now; it is tried again in a second
      }
      continue;
    }
    auto job = std::move(lane.jobs.front());
    lane.jobs.pop_front();
    held.unlock();
    run(job);
  }
}

// Whatever a library throws ends this request, not the desk. Nothing half done stays: what
// changes the vault does so in a transaction.
void WebDoor::run(Job& job) {
  HttpResponse response;
  try {
    response = api_.call(job.seat, job.name, job.body);
  } catch (...) {
    response = refused(500, "broken");
  }
  wipe(job.body.data(), job.body.size());
  job.respond(std::move(response));
}

}  // namespace tipstaff::desk
