#include "desk/page/sessions.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

constexpr std::int64_t kLifeMs = 12LL * 3600 * 1000;  // a working day, and no more
constexpr std::size_t kSessionsMax = 64;
constexpr std::size_t kTokensMax = 16;

// Only hashes are kept and looked up: how long that takes tells nothing.
Hash32 hash_of(std::string_view text) { return crypto::sha256(as_bytes(text)); }

}  // namespace

std::string Sessions::draw_text() { return to_hex(drbg_.draw<Hash32>().view()); }

void Sessions::drop_old() {
  const auto now = clock_.steady_ms();
  std::erase_if(tokens_, [now](const auto& one) { return one.second <= now; });
  std::erase_if(sessions_, [now](const auto& one) { return one.second.until_ms <= now; });
}

// drop_one ends the oldest session in which nobody sits, or else the oldest of whoever has the
// most: so nobody who logs in again and again pushes others out.
void Sessions::drop_one() {
  const auto name_of = [](const Granted& one) {
    const auto who = one.seat ? one.seat->who() : std::nullopt;
    return who ? who->name : std::string();
  };
  std::map<std::string, std::size_t> held;
  for (const auto& [cookie, one] : sessions_) ++held[name_of(one)];
  const auto most = held.contains("") ? std::string() : std::ranges::max_element(held, {}, [](const auto& one) { return one.second; })->first;
  auto oldest = sessions_.end();
  for (auto one = sessions_.begin(); one != sessions_.end(); ++one)
    if (name_of(one->second) == most && (oldest == sessions_.end() || one->second.until_ms < oldest->second.until_ms)) oldest = one;
  sessions_.erase(oldest);
}

std::string Sessions::issue_token() {
  drop_old();
  if (tokens_.size() >= kTokensMax) tokens_.clear();
  auto token = draw_text();
  tokens_[hash_of(token)] = clock_.steady_ms() + kLifeMs;
  return token;
}

bool Sessions::redeem(std::string_view token) {
  drop_old();
  return tokens_.erase(hash_of(token)) > 0;
}

Sessions::Session Sessions::begin(std::shared_ptr<Seat> seat) {
  drop_old();
  if (sessions_.size() >= kSessionsMax) drop_one();
  Session out{draw_text(), draw_text()};
  sessions_[hash_of(out.cookie)] = {hash_of(out.key), clock_.steady_ms() + kLifeMs, std::move(seat)};
  return out;
}

std::shared_ptr<Seat> Sessions::seat_of(std::string_view cookie, std::string_view key) const {
  const auto found = sessions_.find(hash_of(cookie));
  const bool valid = found != sessions_.end() && found->second.until_ms > clock_.steady_ms() &&
                     found->second.key == hash_of(key);
  return valid ? found->second.seat : nullptr;
}

}  // namespace tipstaff::desk
