#include "tipstaff/wire/page_manifest.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"

namespace tipstaff::wire {
namespace {

constexpr std::string_view kFirstLine = "tipstaff-page-v1\n";
constexpr std::size_t kHexBytes = 2 * Hash32::kBytes;

bool name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

Result<void> check_name(std::string_view name) {
  if (name.empty() || name.size() > kPageFileNameBytesMax || name.front() == '.' ||
      !std::all_of(name.begin(), name.end(), name_letter) || name == kPageManifestName)
    return fail(Errc::bad_text, "page file name");
  return {};
}

// Sorted and each name once: a list has one form only.
Result<void> check_files(const std::vector<PageFile>& files) {
  if (files.size() > kPageFilesMax) return fail(Errc::too_large, "page files");
  for (std::size_t i = 0; i < files.size(); ++i) {
    TIP_CHECK(check_name(files[i].name));
    if (i > 0 && files[i].name <= files[i - 1].name) return fail(Errc::conflict, "page files");
  }
  return {};
}

Result<PageFile> parse_line(std::string_view line) {
  if (line.size() <= kHexBytes || line[kHexBytes] != ' ') return fail(Errc::bad_text, "page manifest line");
  const auto bytes = from_hex(line.substr(0, kHexBytes));
  if (!bytes) return fail(Errc::bad_text, "page manifest hash");
  PageFile file{std::string(line.substr(kHexBytes + 1)), Hash32::from(*bytes)};
  if (to_hex(file.hash.view()) != line.substr(0, kHexBytes)) return fail(Errc::bad_text, "page manifest hash");
  return file;
}

}  // namespace

const Hash32* PageManifest::find(std::string_view name) const {
  const auto at = std::find_if(files_.begin(), files_.end(), [&](const PageFile& file) { return file.name == name; });
  return at == files_.end() ? nullptr : &at->hash;
}

Result<Bytes> encode_page_manifest(std::vector<PageFile> files) {
  std::sort(files.begin(), files.end(), [](const PageFile& a, const PageFile& b) { return a.name < b.name; });
  TIP_CHECK(check_files(files));
  std::string out(kFirstLine);
  for (const auto& file : files) out += to_hex(file.hash.view()) + " " + file.name + "\n";
  return Bytes(out.begin(), out.end());
}

Result<PageManifest> parse_untrusted_page_manifest(ByteView bytes) {
  if (bytes.size() > kPageManifestBytesMax) return fail(Errc::too_large, "page manifest");
  auto text = as_text(bytes);
  if (!text.starts_with(kFirstLine)) return fail(Errc::bad_magic, "page manifest");
  text.remove_prefix(kFirstLine.size());
  PageManifest out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return fail(Errc::bad_text, "page manifest line");
    TIP_TRY(auto file, parse_line(text.substr(0, end)));
    out.files_.push_back(std::move(file));
    text.remove_prefix(end + 1);
  }
  TIP_CHECK(check_files(out.files_));
  out.hash_ = crypto::sha256(bytes);
  return out;
}

}  // namespace tipstaff::wire
