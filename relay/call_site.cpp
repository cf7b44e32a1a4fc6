#include "relay/call_site.h"

#include <algorithm>
#include <array>

#include "platform/file.h"
#include "relay/page.h"

namespace tipstaff::relay {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEdition = "at-";
constexpr std::string_view kMark = "calls.tscs";
constexpr std::size_t kSiteFileMax = 8 << 20;

// What a site of calls has: no script of its own.
bool served(const fs::path& name) {
  constexpr std::array<std::string_view, 8> kKinds = {".html", ".css", ".svg", ".png", ".jpg", ".atom", ".tsc", ".tscs"};
  return std::ranges::find(kKinds, name.extension().string()) != kKinds.end();
}

// edition_of reads "at-1800000000".
std::optional<std::uint64_t> edition_of(const std::string& name) {
  if (!name.starts_with(kEdition) || name.size() > kEdition.size() + 12 || name.size() == kEdition.size()) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : name.substr(kEdition.size())) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  return out;
}

// Budget counts what is taken into memory.
struct Budget {
  std::size_t files = kSiteFilesMax;
  std::size_t bytes = kSiteBytesMax;
};

Result<std::shared_ptr<const Bytes>> take_file(const fs::path& path, Budget& budget) {
  TIP_TRY(const auto bytes, platform::read_file(path, std::min(kSiteFileMax, budget.bytes)));
  if (budget.files-- == 0) return fail(Errc::too_large, "calls");
  budget.bytes -= bytes.size();
  return std::make_shared<const Bytes>(bytes.begin(), bytes.end());
}

}  // namespace

std::string CallSite::fingerprint(const fs::path& folder) {
  std::error_code error;
  std::vector<std::string> lines;
  for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::end(at); at.increment(error)) {
    const auto changed = at->last_write_time(error).time_since_epoch().count();
    const auto size = at->is_regular_file(error) ? at->file_size(error) : 0;
    lines.push_back(at->path().string() + " " + std::to_string(changed) + " " + std::to_string(size) + "\n");
  }
  std::ranges::sort(lines);
  std::string out;
  for (const auto& line : lines) out += line;
  return out;
}

Result<CallSite::Editions> CallSite::load(const fs::path& folder) {
  Editions out;
  Budget budget;
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::end(at); at.increment(error)) {
    if (!at->is_regular_file(error) || !served(at->path())) continue;
    const auto above = at->path().parent_path();
    const auto from = at.depth() == 0 ? 0 : edition_of(above.filename().string());
    if (!from || at.depth() > 1) continue;
    TIP_TRY(out[*from][at->path().filename().string()], take_file(at->path(), budget));
  }
  if (error || !out[0].contains(kMark)) return fail(Errc::not_found, "calls");
  for (auto& [from, files] : out)
    if (const auto index = files.find("index.html"); index != files.end()) files[""] = index->second;
  return out;
}

Result<void> CallSite::turn(std::uint64_t now_unix) {
  if (folder_.empty()) return {};
  Result<void> result;
  if (auto now = fingerprint(folder_); now != seen_) {
    auto fresh = load(folder_);
    if (fresh) {
      editions_ = std::move(*fresh);
      seen_ = std::move(now);
    } else {
      result = std::unexpected(fresh.error());
    }
  }
  if (editions_.empty()) return result;
  auto files = std::make_shared<Files>();
  for (const auto& [from, edition] : editions_)
    if (from <= now_unix)
      for (const auto& [name, bytes] : edition) (*files)[name] = bytes;
  const std::lock_guard lock(mutex_);
  shown_ = std::move(files);
  return result;
}

bool CallSite::loaded() const {
  const std::lock_guard lock(mutex_);
  return shown_ != nullptr;
}

std::optional<platform::HttpResponse> CallSite::find(std::string_view name) const {
  std::shared_ptr<const Bytes> bytes;
  {
    const std::lock_guard lock(mutex_);
    if (!shown_) return std::nullopt;
    const auto at = shown_->find(name);
    if (at == shown_->end()) return std::nullopt;
    bytes = at->second;
  }
  const fs::path file(name.empty() ? "index.html" : name);
  // Padded when asked for: in memory all pages of many calls would take several times as much.
  if (file.extension() == ".html") bytes = std::make_shared<const Bytes>(padded_document(*bytes));
  return page_response(page_type(file), bytes, policy_);
}

}  // namespace tipstaff::relay
