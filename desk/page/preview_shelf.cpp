#include "desk/page/preview_shelf.h"

#include <array>

namespace tipstaff::desk {
namespace {

// What a preview shows. Signed files and feeds are left out: they are signed by nobody.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTypes = {{
    {".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"}, {".svg", "image/svg+xml"},
    {".png", "image/png"}, {".jpg", "image/jpeg"}}};

std::string_view type_of(std::string_view name) {
  for (const auto& [end, type] : kTypes)
    if (name.ends_with(end)) return type;
  return {};
}

}  // namespace

std::string PreviewShelf::put(std::map<std::string, Bytes> files) {
  const std::lock_guard held(mutex_);
  path_ = "/preview/" + to_hex(drbg_.draw<Hash32>().view()) + "/";
  files_ = std::move(files);
  return path_;
}

void PreviewShelf::clear() {
  const std::lock_guard held(mutex_);
  path_.clear();
  files_.clear();
}

std::optional<PreviewShelf::File> PreviewShelf::find(std::string_view path) const {
  const std::lock_guard held(mutex_);
  if (path_.empty() || !path.starts_with(path_)) return std::nullopt;
  const auto name = path.substr(path_.size());
  const auto at = files_.find(std::string(name));
  const auto type = type_of(name);
  if (at == files_.end() || type.empty()) return std::nullopt;
  return File{std::string(type), at->second};
}

}  // namespace tipstaff::desk
