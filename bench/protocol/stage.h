#pragma once
// Stage: an authority, one post and a relay's folder on the disk, made for a
// measurement. What happens on it is done by the relay's own code.
//
//   FOLDER/programme.conf  roster.tsr  relay.key  slot.key  data/ (relay.db, shelf/)

#include "platform/clock.h"
#include "relay/relay.h"
#include "tipstaff/protocol/key_set.h"

namespace tipstaff::bench {

struct StageOptions {
  std::filesystem::path folder;
  std::uint16_t tick_seconds = 600;
  std::string read_url = "http://127.0.0.1:1";
  std::string lodge_url = "http://127.0.0.1:1";
};

class Stage {
 public:
  // Writes the programme's files; the folder is emptied before.
  explicit Stage(StageOptions options);

  // upload_keys puts the post's keys for the epoch of `tick` and the next few.
  void upload_keys(std::uint64_t tick);
  // fill_replies puts 4096 answers into the slots, as the ticks before `tick` would have.
  void fill_replies(std::uint64_t tick);
  // fill_shelf puts as many bags onto the shelf as a relay keeps, with names of
  // ticks before `tick`, and the names of as many bulletins.
  void fill_shelf(std::uint64_t tick);

  // open opens the relay in this process, on free ports; nobody serves.
  [[nodiscard]] std::unique_ptr<relay::Relay> open(std::function<void(std::string_view)> on_step);
  // close_tick opens the relay, closes one tick, and leaves.
  void close_tick(std::uint64_t tick);

  [[nodiscard]] std::uint64_t open_tick() const;
  // lodging returns bytes that the lodge door takes while `tick` is the newest.
  [[nodiscard]] Bytes lodging(std::uint64_t tick);

 private:
  [[nodiscard]] std::filesystem::path data() const { return options_.folder / "data"; }
  [[nodiscard]] relay::Store open_store();
  void write_files();

  StageOptions options_;
  platform::SystemClock clock_;
  crypto::Drbg drbg_;
  crypto::SignKey authority_;
  crypto::SignKey post_;
  protocol::ApkePair post_apke_;
  crypto::SignSeed relay_seed_;
  relay::SlotKey slot_key_;
  platform::ProgrammeFile programme_;
};

}  // namespace tipstaff::bench
