#include "peel/findings.h"

#include <unistd.h>

#include <algorithm>

#include "peel/charset.h"
#include "platform/cage.h"

namespace tipstaff::peel {
namespace {

using casework::PartKind;
using casework::PeeledPart;
namespace refusal = casework::refusal;

constexpr int kNobodyListens = 3;
constexpr std::size_t kWaitingMax = 1 << 16;

// cut keeps whole characters of text that is UTF-8.
std::string cut(std::string_view text, std::size_t bytes_max) {
  auto size = std::min(text.size(), bytes_max);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size));
}

std::string clean(std::string_view text, std::size_t bytes_max) { return cut(as_utf8(as_bytes(text)), bytes_max); }

}  // namespace

Findings::Findings(std::size_t file_bytes)
    : unpacked_left_(std::clamp(file_bytes * kRatioMax, kUnpackedFloor, kUnpackedMax)) {}

void Findings::text(const std::string& path, std::string_view name, std::string_view text) {
  const auto all = as_utf8(as_bytes(text));
  auto kept = cut(all, text_left_);
  const bool whole = kept.size() == all.size();
  text_left_ -= kept.size();
  put({PartKind::text, path, clean(name, casework::kNameBytesMax), std::move(kept), {}});
  if (whole || text_cut_) return;
  text_cut_ = true;
  refused(path, refusal::kTextCut);
}

void Findings::property(const std::string& path, std::string_view name, std::string_view value) {
  auto kept = clean(value, std::min(casework::kPropertyBytesMax, text_left_));
  if (kept.empty()) return;
  text_left_ -= kept.size();
  put({PartKind::property, path, std::string(name), std::move(kept), {}});
}

void Findings::picture(const std::string& path, std::string_view name, ByteView png) {
  if (png.size() > std::min(png_left_, casework::kPngBytesMax) || pictures_left_ == 0 || !casework::plain_png(png)) {
    if (png.size() > png_left_) png_left_ = 0;
    return refused(path, refusal::kTooLarge);
  }
  png_left_ -= png.size();
  --pictures_left_;
  put({PartKind::picture, path, std::string(name), {}, Bytes(png.begin(), png.end())});
}

void Findings::refused(const std::string& path, std::string_view why, std::string_view details) {
  if (refusals_left_ == 0) return;
  --refusals_left_;
  put({PartKind::refused, path, std::string(why), clean(details, 100), {}});
}

bool Findings::unpack(const std::string& path, std::size_t bytes) {
  if (unpacked_cut_) return false;
  if (bytes <= unpacked_left_) {
    unpacked_left_ -= bytes;
    return true;
  }
  unpacked_cut_ = true;
  refused(path, refusal::kTooMuch);
  return false;
}

bool Findings::entry(const std::string& path) {
  if (entries_left_ == 0) return false;
  if (--entries_left_ == 0) refused(path, refusal::kTooMany);
  return entries_left_ > 0;
}

void Findings::end() {
  const auto last = casework::end_frame();
  waiting_.insert(waiting_.end(), last.begin(), last.end());
  flush();
}

void Findings::put(const PeeledPart& part) {
  if (parts_left_ == 0) return;
  auto kept = --parts_left_ > 0 ? part : PeeledPart{PartKind::refused, part.path, std::string(refusal::kTooMany), {}, {}};
  kept.path = clean(part.path, casework::kPathBytesMax);
  const auto frame = casework::frame_of(kept);
  waiting_.insert(waiting_.end(), frame.begin(), frame.end());
  if (waiting_.size() >= kWaitingMax) flush();
}

void Findings::flush() {
  for (ByteView left(waiting_); !left.empty();) {
    const auto wrote = ::write(STDOUT_FILENO, left.data(), left.size());
    if (wrote <= 0) platform::leave(kNobodyListens);
    left = left.subspan(static_cast<std::size_t>(wrote));
  }
  waiting_.clear();
}

}  // namespace tipstaff::peel
