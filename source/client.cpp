#include "source/client.h"

#include <thread>

#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/text.h"

namespace tipstaff::source {
namespace {

constexpr int kTries = 3;
constexpr std::chrono::seconds kPause{2};

bool is_onion(std::string_view url) { return url.find(".onion") != std::string_view::npos; }

// Worth another try: no answer, or an answer that the relay gives while it starts.
bool passing(Errc code) { return code == Errc::not_found || code == Errc::bad_status; }

}  // namespace

Client::Client(const platform::ProgrammeFile& programme, Doors doors)
    : programme_(programme.programme), programme_json_(platform::programme_json(programme)), doors_(std::move(doors)),
      session_(programme_, platform::fresh_seed()) {}

Result<Client> Client::open(const platform::ProgrammeFile& programme, const std::string& socks5) {
  if (socks5.empty() && (is_onion(programme.relay_url) || is_onion(programme.lodge_url)))
    return fail(Errc::bad_value, "the relay has an onion address: add --socks5 127.0.0.1:9050 (Tor, also on Tails)");
  auto doors = Doors::open(programme.relay_url, programme.lodge_url, socks5);
  if (!doors) return fail(Errc::bad_value, "--socks5 is not HOST:PORT, or an address in programme.conf cannot be used");
  return Client(programme, std::move(*doors));
}

Result<void> Client::visit() {
  for (int left = kTries;;) {
    const auto done = source::visit(session_, doors_);
    if (done) {
      const auto now = static_cast<std::uint64_t>(platform::SystemClock().unix_ms()) / 1000;
      return wire::check_validity(**session_.roster(), now);
    }
    if (!passing(done.error().code) || --left == 0) return done;
    std::this_thread::sleep_for(kPause);
  }
}

Result<Bytes> Client::fetch(std::string_view path) {
  TIP_TRY(auto answer, doors_.read.request("GET", path, {}));
  if (answer.status == 404) return fail(Errc::not_found, "this programme publishes no such file");
  if (answer.status != 200) return fail(Errc::bad_status, "public file");
  return std::move(answer.body);
}

Result<protocol::PageReport> Client::check_page() {
  const auto fetch_file = [this](std::string_view path) -> Result<Bytes> {
    TIP_TRY(auto answer, doors_.read.request("GET", path, {}));
    if (answer.status != 200) return fail(Errc::bad_status, "page");
    return std::move(answer.body);
  };
  return protocol::check_page((*session_.roster())->client_bundle_hash, as_bytes(programme_json_), fetch_file);
}

std::string Client::post_name(std::uint16_t post_id) const {
  const auto* post = session_.roster() ? (*session_.roster())->post(post_id) : nullptr;
  return post ? platform::display_text(as_bytes(post->name)) : "post " + std::to_string(post_id);
}

}  // namespace tipstaff::source
