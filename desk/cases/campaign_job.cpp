#include "desk/cases/campaign_job.h"

#include <algorithm>
#include <boost/json.hpp>

#include "desk/cases/campaigns.h"
#include "desk/vault/audited.h"
#include "platform/cage.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;
using platform::ChildEnd;
using enum CampaignState;

constexpr const char* kProgram = "tipstaff-campaigns";
constexpr std::chrono::minutes kTimeMax{45};
constexpr std::size_t kNameBytesMax = 255;
constexpr std::size_t kProgressBytesMax = 1000;

std::string_view why(const platform::ChildAnswer& answer) {
  switch (answer.end) {
    case ChildEnd::not_started: return "no cage";
    case ChildEnd::gave_up: return answer.status == platform::kNoCage ? "no cage" : answer.status == platform::kNoMemory ? "no memory" : "crashed";
    case ChildEnd::worn_out: return "no memory";
    case ChildEnd::too_slow: return "too slow";
    case ChildEnd::too_much: return "too much";
    default: return "crashed";
  }
}

const CampaignPart* find_part(const std::vector<CampaignPart>& parts, CampaignPartKind kind) {
  const auto found = std::ranges::find(parts, kind, &CampaignPart::kind);
  return found == parts.end() ? nullptr : &*found;
}

std::int64_t number_of(const json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->as_int64() : 0;
}

}  // namespace

CampaignProgram caged_campaigns(std::filesystem::path folder) {
  // Installed it lies beside the desk; in a build, in a folder of its own.
  std::error_code error;
  auto program = folder / kProgram;
  if (!std::filesystem::exists(program, error)) program = folder.parent_path() / "campaigns" / kProgram;
  return [program = std::move(program)](const std::vector<std::string>& words, const platform::MemoryFile& file, const platform::ChildWatch& watch) {
    auto all = words;
    all.insert(all.begin(), "caged");
    return platform::run_watched_child(program.string(), all, file, {.time_max = kTimeMax, .answer_bytes_max = kCampaignBytesMax}, watch);
  };
}

CampaignJob::CampaignJob(Desk& desk, CampaignProgram program) : desk_(desk), program_(std::move(program)) {}

CampaignJob::~CampaignJob() { call_off(); }

Result<void> CampaignJob::begin(std::string_view name, std::uint64_t size) {
  TIP_CHECK(check_case_name(name, kNameBytesMax));
  if (size > kCampaignFileBytesMax) return fail(Errc::too_large, "export");
  const std::lock_guard control(control_mutex_);
  end_all();
  const std::scoped_lock held(child_mutex_, mutex_);
  TIP_TRY(file_, platform::MemoryFile::create());
  name_ = name;
  called_off_ = false;
  progress_ = {.state = coming, .size = size};
  return {};
}

Result<void> CampaignJob::append(ByteView piece) {
  const std::lock_guard held(mutex_);
  if (progress_.state != coming) return fail(Errc::conflict, "export");
  if (piece.size() > progress_.size - progress_.bytes) return fail(Errc::too_large, "export");
  TIP_CHECK(file_.append(piece));
  progress_.bytes = file_.size();
  return {};
}

Result<CampaignPart> CampaignJob::columns() {
  const std::lock_guard one(child_mutex_);
  {
    const std::lock_guard held(mutex_);
    if (progress_.state != coming || progress_.bytes != progress_.size) return fail(Errc::conflict, "export");
    TIP_CHECK(file_.seal());
    progress_.state = waiting;
  }
  const auto answer = program_({"columns"}, file_, {.heard = {}, .called_off = &called_off_});
  const auto parts = parse_untrusted_campaign(answer.bytes);
  if (answer.end == ChildEnd::done && parts && parts->size() == 1) return parts->front();
  return CampaignPart{.text = std::string(why(answer))};
}

Result<void> CampaignJob::find(std::int64_t zone_minutes, const std::vector<std::string>& mapping) {
  TIP_TRY(auto who, desk_.with([](Vault& vault) -> Result<std::string> { return std::string(vault.who()); }));
  const std::lock_guard control(control_mutex_);
  const std::lock_guard held(mutex_);
  if (progress_.state != waiting && progress_.state != failed) return fail(Errc::conflict, "export");
  if (!file_.there()) return fail(Errc::conflict, "export");
  if (worker_.joinable()) worker_.join();  // it failed, and is past its last word
  std::vector<std::string> words = {"find", std::to_string(zone_minutes)};
  words.insert(words.end(), mapping.begin(), mapping.end());
  progress_ = {.state = running, .size = file_.size(), .step = "reading"};
  worker_ = std::jthread([this, words = std::move(words), who = std::move(who)] {
    const Desk::Acting acting(desk_, who);  // whoever asked did it, whichever thread works
    run(words);
  });
  return {};
}

void CampaignJob::run(std::vector<std::string> words) {
  const std::lock_guard one(child_mutex_);
  const auto answer = program_(words, file_, {.heard = [this](ByteView piece) { hear(piece); }, .called_off = &called_off_});
  if (answer.end == ChildEnd::called_off || called_off_) return;
  if (answer.end != ChildEnd::done) return fail_with(why(answer));
  keep(answer);
}

void CampaignJob::keep(const platform::ChildAnswer& answer) {
  const auto parts = parse_untrusted_campaign(answer.bytes);
  if (!parts) return fail_with("crashed");
  const auto* reading = find_part(*parts, CampaignPartKind::reading);
  if (const auto* failed_part = find_part(*parts, CampaignPartKind::failed)) return fail_with(failed_part->text, reading != nullptr ? reading->text : "");
  {
    const std::lock_guard held(mutex_);
    progress_.step = "keeping";
  }
  const auto now = static_cast<std::uint64_t>(desk_.clock().unix_ms()) / 1000;
  const auto id = desk_.with([&](Vault& vault) -> Result<std::int64_t> {
    if (called_off_) return fail(Errc::closed, "called off");
    return store_campaign(vault, name_, *parts, now);
  });
  if (!id) return fail_with("disk");
  const std::lock_guard held(mutex_);
  progress_.state = done;
  progress_.id = *id;
  file_ = {};
}

void CampaignJob::fail_with(std::string_view words, std::string reading) {
  const std::lock_guard held(mutex_);
  progress_.state = failed;
  progress_.words = words;
  progress_.reading = std::move(reading);
}

// hear picks the words of progress out of the answer; long lines are not among them.
void CampaignJob::hear(ByteView piece) {
  const std::lock_guard held(mutex_);
  for (const auto byte : piece) {
    if (byte != '\n') {
      if (line_.size() < kProgressBytesMax) line_.push_back(static_cast<char>(byte));
      continue;
    }
    boost::system::error_code error;
    const auto value = line_.starts_with("{\"kind\":\"progress\"") ? json::parse(line_, error) : json::value();
    line_.clear();
    if (error || !value.is_object()) continue;
    const auto& object = value.as_object();
    progress_.bytes = std::min(static_cast<std::uint64_t>(number_of(object, "bytes")), progress_.size);
    progress_.rows = number_of(object, "rows");
    progress_.bad = number_of(object, "bad");
    if (const auto* step = object.if_contains("step"); step != nullptr && step->is_string()) progress_.step = std::string(step->as_string());
  }
}

CampaignProgress CampaignJob::progress() const {
  const std::lock_guard held(mutex_);
  return progress_;
}

void CampaignJob::call_off() {
  const std::lock_guard control(control_mutex_);
  end_all();
}

void CampaignJob::end_all() {
  called_off_ = true;
  if (worker_.joinable()) worker_.join();
  const std::scoped_lock held(child_mutex_, mutex_);
  file_ = {};
  line_.clear();
  const auto was = progress_.state;
  progress_ = {.state = was == running || was == waiting || was == coming ? CampaignState::called_off : none};
}

}  // namespace tipstaff::desk
