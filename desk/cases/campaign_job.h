#pragma once
// CampaignJob: one export on its way from the page through the cage into the vault. The
// file lies in memory only; the vault is free while it is looked at.

#include <mutex>
#include <thread>

#include "desk/cases/campaign_answer.h"
#include "desk/desk.h"
#include "platform/caged_child.h"

namespace tipstaff::desk {

// CampaignProgram starts tipstaff-campaigns, with the words after "caged".
using CampaignProgram = std::function<platform::ChildAnswer(const std::vector<std::string>& words, const platform::MemoryFile& file, const platform::ChildWatch& watch)>;
[[nodiscard]] CampaignProgram caged_campaigns(std::filesystem::path folder);

// A larger file is for the command line; it may come packed.
inline constexpr std::uint64_t kCampaignFileBytesMax = std::uint64_t{1} << 30;

enum class CampaignState : std::uint8_t { none, coming, waiting, running, done, failed, called_off };

struct CampaignProgress {
  CampaignState state = CampaignState::none;
  std::uint64_t bytes = 0, size = 0;  // of the file: what came, or what was read
  std::int64_t rows = 0, bad = 0;
  std::string step = {};                   // "reading", "comparing", "crews", "keeping"
  std::string words = {};                  // why it failed
  std::string reading = {};                // JSON: which rows were set aside, of a run that failed
  std::int64_t id = 0;                // of the campaign that was found
};

class CampaignJob {
 public:
  CampaignJob(Desk& desk, CampaignProgram program);
  ~CampaignJob();

  // begin forgets the file before; append adds to it; whole ends it.
  // Errors: conflict (something runs, or nothing was begun), too_large, bad_text (name), wrong_state.
  [[nodiscard]] Result<void> begin(std::string_view name, std::uint64_t size);
  [[nodiscard]] Result<void> append(ByteView piece);
  // columns ends the file and asks what its columns are: JSON, or why it cannot be read.
  [[nodiscard]] Result<CampaignPart> columns();
  // find starts the search; `mapping`: "time=3" and the like.
  [[nodiscard]] Result<void> find(std::int64_t zone_minutes, const std::vector<std::string>& mapping);
  [[nodiscard]] CampaignProgress progress() const;
  // call_off ends what runs and forgets the file.
  void call_off();

 private:
  void end_all();
  void run(std::vector<std::string> words);
  void hear(ByteView piece);
  void fail_with(std::string_view words, std::string reading = {});
  void keep(const platform::ChildAnswer& answer);

  Desk& desk_;
  CampaignProgram program_;
  std::mutex control_mutex_;  // one who begins, starts or ends; taken first
  mutable std::mutex mutex_;  // of what follows
  CampaignProgress progress_;
  std::string name_;
  std::string line_;          // of the answer, as far as it came
  platform::MemoryFile file_;
  std::atomic<bool> called_off_ = false;
  std::mutex child_mutex_;    // held while a child reads the file
  std::jthread worker_;
};

}  // namespace tipstaff::desk
