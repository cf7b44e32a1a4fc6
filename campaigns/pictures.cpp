#include "campaigns/pictures.h"

#include <algorithm>
#include <array>
#include <vector>

#include "casework/peeled/look_alikes.h"
#include "casework/peeled/part.h"
#include "platform/cage.h"
#include "platform/caged_child.h"
#include "platform/file.h"

namespace tipstaff::campaigns {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPicturesMax = 1'000'000;
constexpr std::size_t kPictureBytesMax = std::size_t{64} << 20;
constexpr std::size_t kAnswerBytesMax = std::size_t{1} << 20;
constexpr std::chrono::milliseconds kTimeMax{20'000};
constexpr std::array<std::string_view, 9> kEndings = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".jfif"};

enum class Opened : std::uint8_t { seen, flat, refused, no_cage };
struct Look {
  Opened opened = Opened::refused;
  std::uint64_t hash = 0;
};

bool is_picture(const fs::directory_entry& entry) {
  std::error_code error;
  if (!entry.is_regular_file(error) || entry.is_symlink(error)) return false;
  auto ending = entry.path().extension().string();
  std::ranges::transform(ending, ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c; });
  return std::ranges::find(kEndings, ending) != kEndings.end();
}

// files_of lists the pictures below a folder, in the order of their paths.
Result<std::vector<fs::path>> files_of(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> out;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  if (error) return fail(Errc::not_found, "folder of pictures");
  for (; at != fs::recursive_directory_iterator() && out.size() < kPicturesMax; at.increment(error)) {
    if (error) break;
    if (is_picture(*at)) out.push_back(at->path());
  }
  std::ranges::sort(out);
  return out;
}

Look look_at(const fs::path& peel, const fs::path& file) {
  const auto bytes = platform::read_file(file, kPictureBytesMax);
  if (!bytes) return {};
  const auto answer = platform::run_caged_child(peel.string(), {"hash"}, casework::request_of(*bytes, "picture"),
                                                {.time_max = kTimeMax, .answer_bytes_max = kAnswerBytesMax});
  if (answer.end == platform::ChildEnd::not_started || (answer.end == platform::ChildEnd::gave_up && answer.status == platform::kNoCage))
    return {Opened::no_cage};
  const auto said = casework::parse_untrusted_frames(answer.bytes);
  for (const auto& part : said.parts)
    if (part.kind == casework::PartKind::property && part.name == casework::kPhash && part.path == "picture")
      if (const auto hash = casework::parse_picture_hash(part.text)) return {Opened::seen, *hash};
  const bool refused = !said.whole || std::ranges::any_of(said.parts, [](const auto& part) { return part.kind == casework::PartKind::refused; });
  return {refused ? Opened::refused : Opened::flat};
}

}  // namespace

Result<Pictures> Pictures::read(const fs::path& folder, const fs::path& peel, const Runner& runner) {
  std::error_code error;
  if (!fs::exists(peel, error)) return fail(Errc::not_found, "desk-peel, which opens pictures");
  TIP_TRY(const auto files, files_of(folder));
  std::vector<Look> looks(files.size());
  runner(files.size(), [&](std::size_t i) { looks[i] = look_at(peel, files[i]); });
  Pictures out;
  casework::LookAlikes alike;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (looks[i].opened == Opened::no_cage) return fail(Errc::wrong_state, "this system gives no cage to open pictures in");
    ++out.files_;
    out.flat_ += looks[i].opened == Opened::flat;
    out.refused_ += looks[i].opened == Opened::refused;
    if (looks[i].opened == Opened::seen)
      out.add(files[i].lexically_relative(folder).generic_string(), casework::picture_hash_text(alike.leader_of(looks[i].hash)));
  }
  return out;
}

void Pictures::add(const std::string& path, const std::string& look) {
  by_name_[path] = look;
  const auto last = path.substr(path.rfind('/') + 1);
  if (last != path)
    if (const auto [known, fresh] = by_name_.try_emplace(last, look); !fresh && known->second != look) known->second.clear();
  if (const auto dash = last.find('-'); dash != std::string::npos && dash > 0) by_post_[last.substr(0, dash)].push_back(look);
}

void Pictures::looks_of(const Post& post, std::vector<std::string_view>& out) const {
  out.clear();
  if (!post.image.empty()) {
    const auto slash = post.image.find_last_of("/\\");
    const auto last = slash == std::string_view::npos ? post.image : post.image.substr(slash + 1);
    for (const auto name : {post.image, last})
      if (const auto found = by_name_.find(std::string(name)); found != by_name_.end() && out.empty() && !found->second.empty()) out.push_back(found->second);
  }
  const auto found = by_post_.find(std::string(post.content));
  if (found == by_post_.end()) return;
  for (const auto& look : found->second)
    if (std::ranges::find(out, look) == out.end()) out.push_back(look);
}

Result<bool> WithPictures::next(Post& post) {
  TIP_TRY(const bool more, posts_.next(post));
  if (more && post.image_hash.empty()) pictures_.looks_of(post, post.looks);
  return more;
}

std::string Pictures::sentence() const {
  auto out = std::to_string(files_) + " files with pictures";
  if (flat_ > 0) out += ", " + std::to_string(flat_) + " of one colour or without a picture in them";
  if (refused_ > 0) out += ", " + std::to_string(refused_) + " that could not be opened: they count for nothing";
  return out + ".\n";
}

fs::path peel_beside(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder / "desk-peel", error)) return folder / "desk-peel";
  return folder.parent_path() / "desk" / "desk-peel";
}

}  // namespace tipstaff::campaigns
