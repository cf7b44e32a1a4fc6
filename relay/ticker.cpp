#include "relay/ticker.h"

#include <algorithm>

#include "relay/tiles.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/key_record.h"

namespace tipstaff::relay {
namespace {

constexpr std::size_t kRosterFileMax = 1 << 20;
constexpr std::int64_t kJumpMs = 60'000;    // more than a clock daemon steps in a tick
constexpr std::int64_t kLookMs = 200;       // how often the wall clock is looked at

std::string tick_path(std::uint64_t tick, std::string_view what) {
  return "v1/t/" + std::to_string(tick) + "/" + std::string(what);
}
std::string keys_path(std::uint32_t epoch) { return "v1/e/" + std::to_string(epoch) + "/keys"; }
std::string roster_path(const Hash32& hash) { return "v1/roster/" + to_hex(hash.view()); }

}  // namespace

struct Ticker::Gathered {
  std::uint16_t leaves = 0;
  std::vector<Pooled> admitted;
  std::vector<protocol::ReplySlot> slots;
  std::map<std::uint16_t, Bytes> records;
};

struct Ticker::Built {
  protocol::TickOutput output;
  SharedRoster roster;
  Ledger next;
  std::vector<std::int64_t> taken;
  std::vector<std::pair<ShelfFile, Bytes>> files;
};

Ticker::Ticker(TickerOptions options, crypto::SignKey relay_key, Seed32 seed, StoreThread& store,
               Shelf& shelf, Board& board, const platform::Clock& clock)
    : options_(std::move(options)), relay_key_(std::move(relay_key)), drbg_(std::move(seed)),
      challenges_(options_.threads), store_(store), shelf_(shelf), board_(board), clock_(clock) {
  started_ms_ = clock_.steady_ms();
  anchor_unix_ms_ = clock_.unix_ms();
  anchor_steady_ms_ = started_ms_;
}

Result<Bytes> Ticker::read_shelf(const std::string& path) {
  const auto file = shelf_.find(path);
  if (!file) return fail(Errc::wrong_state, "shelf: a published file is missing");
  return Bytes(file->view().begin(), file->view().end());
}

Result<void> Ticker::reload_roster() {
  const auto bytes = platform::read_file(options_.roster_file, kRosterFileMax);
  if (!bytes) return fail(bytes.error().code, "--roster");
  TIP_TRY(auto roster, wire::parse_untrusted_roster(*bytes, options_.programme));
  if (roster->relay_vk != relay_key_.verify_key())
    return fail(Errc::bad_value, "the roster names another relay key");
  const bool newer = !next_roster_ || roster->serial > (*next_roster_)->serial;
  if (!newer) return {};
  if (roster_ && roster->tick_seconds != (*roster_)->tick_seconds)
    return fail(Errc::bad_value, "a roster may not change tick_seconds");
  next_roster_ = std::make_shared<const wire::VerifiedRoster>(std::move(roster));
  return {};
}

Result<void> Ticker::start() {
  TIP_CHECK(store_.run([this](Store& store) -> Result<void> {
    ledger_ = store.ledger();
    return {};
  }));
  BoardState state;
  if (ledger_.started) {
    TIP_TRY(const auto bytes, read_shelf(roster_path(ledger_.roster_hash)));
    TIP_TRY(auto roster, wire::parse_untrusted_roster(bytes, options_.programme));
    roster_ = std::make_shared<const wire::VerifiedRoster>(std::move(roster));
    next_roster_ = roster_;
  }
  TIP_CHECK(reload_roster());
  if (!roster_) roster_ = next_roster_;
  if (ledger_.started) {
    TIP_TRY(auto proof, read_shelf(tick_path(ledger_.tick, "bulletin")));
    TIP_TRY(const auto verified,
            log::verify_untrusted_proof(as_text(proof), options_.programme.origin,
                                        relay_key_.verify_key()));
    TIP_TRY(const auto bulletin, wire::parse_untrusted_bulletin(verified->extra));
    leaves_ = bulletin.leaves;
    const auto note = as_bytes(verified->checkpoint);
    state.started = true;
    state.tick = ledger_.tick;
    state.checkpoint = std::make_shared<const Bytes>(note.begin(), note.end());
    state.latest = std::make_shared<const Bytes>(std::move(proof));
  }
  state.roster = roster_;
  state.next_roster = next_roster_;
  const auto shown = state.started ? state.tick * tick_seconds() : static_cast<std::uint64_t>(clock_.unix_ms()) / 1000;
  board_.show(std::move(state));
  options_.on_tick(shown);
  return {};
}

// A batch must be a whole subtree of the log: paths inside of it are proved so.
std::uint16_t class_of_next_tick(std::uint64_t log_size, std::uint16_t running, std::uint16_t wanted) {
  return log_size % wanted == 0 || running == 0 ? wanted : running;
}

Result<Ticker::Gathered> Ticker::gather(std::uint64_t tick, bool new_epoch) {
  // D comes first: what a full tick holds must not follow from what waits.
  Gathered out;
  out.leaves = class_of_next_tick(ledger_.frontier.size(), leaves_, options_.leaves);
  const std::size_t room = out.leaves - 1u - protocol::draw_reserve(out.leaves, drbg_);
  auto child = drbg_.split();
  TIP_CHECK(store_.run([&](Store& store) -> Result<void> {
    TIP_TRY(const auto waiting, store.released(tick));
    std::vector<std::int64_t> rows;
    for (const auto at : protocol::admit(waiting.size(), room, child)) rows.push_back(waiting[at]);
    TIP_TRY(out.admitted, store.take(rows));
    TIP_TRY(out.slots, store.advance_replies(tick));
    if (new_epoch) {
      TIP_TRY(out.records, store.keys_of(wire::epoch_of(tick)));
    }
    return {};
  }));
  return out;
}

Result<Bytes> Ticker::keys_file(std::uint32_t epoch,
                                const std::map<std::uint16_t, Bytes>& records) const {
  const auto& roster = **next_roster_;
  Bytes out;
  out.reserve(roster.posts_max * wire::kKeyRecordBytes);
  for (const auto& post : roster.posts) {
    const auto found = records.find(post.id);
    const bool valid = found != records.end() &&
                       wire::parse_untrusted_key_record(found->second, roster, epoch).has_value();
    if (valid) out.insert(out.end(), found->second.begin(), found->second.end());
    else out.resize(out.size() + wire::kKeyRecordBytes, 0);
  }
  out.resize(roster.posts_max * wire::kKeyRecordBytes, 0);
  return out;
}

bool Ticker::must_wait_for_keys(const Gathered& gathered) const {
  const auto waited = std::chrono::milliseconds(clock_.steady_ms() - started_ms_);
  if (waited >= options_.keys_wait) return false;
  return std::ranges::any_of((*next_roster_)->posts, [&](const auto& post) {
    return !gathered.records.contains(post.id);
  });
}

Result<Ticker::Built> Ticker::build(std::uint64_t tick, bool new_epoch, Gathered gathered) {
  Built out;
  const std::uint32_t epoch = wire::epoch_of(tick);
  out.next = ledger_;
  out.next.tick = tick;
  out.roster = new_epoch ? next_roster_ : roster_;
  const auto add = [&out](std::string path, std::uint64_t expire, Bytes bytes) {
    out.files.push_back({ShelfFile{std::move(path), expire}, std::move(bytes)});
  };
  if (new_epoch) {
    TIP_TRY(auto keys, keys_file(epoch, gathered.records));
    out.next.keys_hash = crypto::sha256(keys);
    out.next.roster_hash = (*next_roster_).hash();
    const auto roster = next_roster_->bytes();
    add(roster_path(out.next.roster_hash), 0, Bytes(roster.begin(), roster.end()));
    add(keys_path(epoch), tick + wire::kBagLifeTicks + wire::kEpochTicks, std::move(keys));
  }
  protocol::TickInput input;
  input.bulletin.tick = tick;
  input.bulletin.epoch = epoch;
  input.bulletin.leaves = gathered.leaves;
  input.bulletin.roster_hash = out.next.roster_hash;
  input.bulletin.keys_hash = out.next.keys_hash;
  input.origin = options_.programme.origin;
  input.before = ledger_.frontier;
  input.challenges = challenges_.make(std::move(gathered.slots),
                                      wire::origin_hash(options_.programme.origin), tick, drbg_);
  options_.on_step("challenges");
  for (auto& lodging : gathered.admitted) {
    out.taken.push_back(lodging.row);
    input.admitted.push_back({lodging.entry, lodging.envelope});
  }
  add(tick_path(tick, "challenges"), tick + wire::kChallengesKeptTicks, input.challenges);
  out.output = protocol::make_tick(std::move(input), relay_key_, drbg_);
  const auto proof = as_bytes(out.output.bulletin_proof);
  add(tick_path(tick, "bulletin"), tick + wire::kReplyLifeTicks, Bytes(proof.begin(), proof.end()));
  add(tick_path(tick, "bag"), tick + wire::kBagLifeTicks, std::move(out.output.bag));
  TIP_TRY(auto tiles, extend_tiles(ledger_.frontier.size(), out.output.leaves,
                                   [this](const std::string& path) { return read_shelf("v1/" + path); }));
  for (auto& tile : tiles)
    add("v1/" + tile.path, tile.complete ? 0 : tick + wire::kBagLifeTicks, std::move(tile.bytes));
  out.next.frontier = out.output.after;
  return out;
}

Result<void> Ticker::write_files(const Built& built) {
  for (const auto& [file, bytes] : built.files) {
    TIP_CHECK(shelf_.write(file.path, bytes));
    options_.on_step("file");
  }
  return {};
}

Result<void> Ticker::publish(const Built& built) {
  std::vector<ShelfFile> files;
  std::vector<std::string> paths;
  for (const auto& [file, bytes] : built.files) {
    files.push_back(file);
    paths.push_back(file.path);
  }
  std::vector<std::string> gone;
  TIP_CHECK(store_.run([&](Store& store) -> Result<void> {
    TIP_TRY(gone, store.publish(built.next, files, built.taken));
    return {};
  }));
  options_.on_step("committed");
  ledger_ = built.next;
  ledger_.started = true;
  leaves_ = built.output.bulletin.leaves;
  roster_ = built.roster;
  shelf_.count(paths);
  show(built);
  shelf_.drop(gone);
  store_.scrub();
  return {};
}

void Ticker::show(const Built& built) {
  const auto bytes_of = [](std::string_view text) {
    const auto view = as_bytes(text);
    return std::make_shared<const Bytes>(view.begin(), view.end());
  };
  board_.show({true, ledger_.tick, bytes_of(built.output.bulletin_proof),
               bytes_of(built.output.checkpoint), roster_, next_roster_});
}

Result<void> Ticker::close(std::uint64_t tick) {
  if (ledger_.started && tick <= ledger_.tick) return fail(Errc::stale, "tick");
  if (const auto read = reload_roster(); !read)
    options_.say("the roster file cannot be used; going on with the last good one");
  const bool new_epoch =
      !ledger_.started || wire::epoch_of(tick) != wire::epoch_of(ledger_.tick);
  options_.on_step("start");
  TIP_TRY(auto gathered, gather(tick, new_epoch));
  if (new_epoch && must_wait_for_keys(gathered)) return fail(Errc::closed, "posts' keys");
  options_.on_step("gathered");
  TIP_TRY(const auto built, build(tick, new_epoch, std::move(gathered)));
  options_.on_step("built");
  TIP_CHECK(write_files(built));
  options_.on_step("written");
  TIP_CHECK(publish(built));
  options_.on_step("shown");
  options_.on_tick(tick * tick_seconds());
  return {};
}

// The wall clock must agree with the clock that only goes forward: ticks that come
// too early or too late would move what people handed in against their will.
bool Ticker::clock_is_sane() {
  const auto unix_ms = clock_.unix_ms();
  const auto steady_ms = clock_.steady_ms();
  const auto drift = (unix_ms - anchor_unix_ms_) - (steady_ms - anchor_steady_ms_);
  if (drift > kJumpMs || drift < -kJumpMs) return false;
  if (steady_ms - anchor_steady_ms_ > kJumpMs) {
    anchor_unix_ms_ = unix_ms;
    anchor_steady_ms_ = steady_ms;
  }
  return true;
}

void Ticker::close_or_hold(std::uint64_t tick) {
  const bool again = ledger_.started && tick <= ledger_.tick;
  if (!clock_is_sane() || again) {
    if (!held_) options_.say("the clock jumped: no tick until it is right again. If it is right now, restart the relay");
    held_ = true;
    return;
  }
  held_ = false;
  const auto closed = close(tick);
  if (closed) return;
  if (closed.error().code == Errc::closed) options_.say("waiting for the posts' keys");
  else options_.say("this tick could not be published (is the disk full?); what was handed in is kept");
}

void Ticker::run(std::stop_token stop) {
  const auto tick_ms = static_cast<std::int64_t>(tick_seconds()) * 1000;
  std::mutex mutex;
  std::condition_variable_any wake;
  auto open = clock_.unix_ms() / tick_ms;
  while (!stop.stop_requested()) {
    const auto left = std::clamp<std::int64_t>((open + 1) * tick_ms - clock_.unix_ms(), 1, kLookMs);
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, std::chrono::milliseconds(left), [] { return false; });
    const auto now = clock_.unix_ms() / tick_ms;
    if (now == open || stop.stop_requested()) continue;
    open = now;  // missed ticks are skipped, never filled in later
    close_or_hold(static_cast<std::uint64_t>(now - 1));
  }
}

}  // namespace tipstaff::relay
