#include "relay/relay.h"

#include "platform/entropy.h"
#include "tipstaff/crypto/kdf.h"

namespace tipstaff::relay {

Result<std::unique_ptr<Relay>> Relay::open(RelayOptions options, RelayKeys keys,
                                           const platform::Clock& clock) {
  std::error_code ignored;
  std::filesystem::create_directories(options.data, ignored);
  std::filesystem::permissions(options.data, std::filesystem::perms::owner_all, ignored);
  auto dummy_key = crypto::derive<DummyKey>("tipstaff-slot-v1", keys.slot_key.expose(),
                                            as_bytes("dummy"));
  TIP_TRY(auto page, Page::load(options.page, options.programme));
  TIP_TRY(auto store, Store::open(options.data / "relay.db", std::move(keys.slot_key),
                                  platform::fresh_seed()));
  TIP_TRY(const auto paths, store.shelf());
  std::unique_ptr<Relay> relay(new Relay(std::move(store), options.data / "shelf", paths));
  relay->calls_ = std::make_unique<CallSite>(options.calls, page_policy(options.programme));
  const TickerOptions ticking{.programme = options.programme.programme,
                              .roster_file = options.roster_file,
                              .keys_wait = options.keys_wait,
                              .leaves = options.leaves,
                              .threads = 0,
                              .on_step = options.on_step,
                              .on_tick = relay->turn_calls(options),
                              .say = options.say};
  relay->ticker_ = std::make_unique<Ticker>(ticking, crypto::SignKey(keys.sign_seed),
                                            platform::fresh_seed(), relay->store_, relay->shelf_,
                                            relay->board_, clock);
  TIP_CHECK(relay->ticker_->start());
  if (!options.calls.empty() && !relay->calls_->loaded())
    return fail(Errc::not_found, "calls: a folder that tipstaff-authority call export wrote");
  const Hall hall{relay->store_, relay->shelf_, relay->board_, clock, options.programme.programme};
  relay->read_ = std::make_unique<ReadDoor>(hall, std::move(page), *relay->calls_, std::move(dummy_key));
  relay->lodge_ = std::make_unique<LodgeDoor>(hall);
  relay->post_ = std::make_unique<PostDoor>(hall);
  TIP_CHECK(relay->listen(options));
  return relay;
}

std::function<void(std::uint64_t)> Relay::turn_calls(const RelayOptions& options) {
  return [calls = calls_.get(), say = options.say](std::uint64_t now_unix) {
    if (!calls->turn(now_unix)) say("the calls' folder cannot be used; going on with the last good one");
  };
}

Result<void> Relay::listen(const RelayOptions& options) {
  TIP_TRY(ports_.read, server_.listen({options.read_address, read_.get(), {}}));
  TIP_TRY(ports_.lodge, server_.listen({options.lodge_address, lodge_.get(), {}}));
  TIP_TRY(ports_.post, server_.listen({options.post_address, post_.get(), {}}));
  return {};
}

void Relay::run(bool ticking) {
  std::jthread clockwork;
  if (ticking) clockwork = std::jthread([this](std::stop_token stop) { ticker_->run(stop); });
  server_.run();
}

void Relay::stop() { server_.stop(); }

}  // namespace tipstaff::relay
