// Archives, through libarchive. Nothing is ever written: entries are bytes in memory.

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

#include "peel/charset.h"
#include "peel/unpack.h"

namespace tipstaff::peel {
namespace {

namespace refusal = casework::refusal;

constexpr std::size_t kPieceBytes = 1 << 16;

using Archive = std::unique_ptr<archive, decltype(&::archive_read_free)>;

// Formats and filters that libarchive does itself: others would start programs.
Archive open_archive(ByteView bytes) {
  Archive out(::archive_read_new(), &::archive_read_free);
  if (out == nullptr) return out;
  for (const auto format : {&::archive_read_support_format_zip, &::archive_read_support_format_tar,
                            &::archive_read_support_format_7zip, &::archive_read_support_format_rar,
                            &::archive_read_support_format_rar5, &::archive_read_support_format_cpio,
                            &::archive_read_support_format_raw})
    (void)format(out.get());
  for (const auto filter : {&::archive_read_support_filter_gzip, &::archive_read_support_filter_bzip2,
                            &::archive_read_support_filter_xz, &::archive_read_support_filter_lzma,
                            &::archive_read_support_filter_zstd, &::archive_read_support_filter_compress})
    (void)filter(out.get());
  if (::archive_read_open_memory(out.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) out.reset();
  return out;
}

std::string name_of(archive_entry* entry) {
  const char* name = ::archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = ::archive_entry_pathname(entry);
  return name == nullptr ? "?" : guess_text(as_bytes(name)).text;
}

bool points_outside(std::string_view name) {
  if (name.starts_with('/') || name.starts_with('\\') || (name.size() > 1 && name[1] == ':')) return true;
  for (std::size_t at = 0; at <= name.size();) {
    const auto end = std::min(name.find_first_of("/\\", at), name.size());
    if (name.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

enum class Read : std::uint8_t { whole, broken, over };

Read read_entry(archive* from, Findings& findings, const std::string& path, Bytes& out) {
  for (;;) {
    if (!findings.unpack(path, kPieceBytes)) return Read::over;
    const auto before = out.size();
    out.resize(before + kPieceBytes);
    const auto got = ::archive_read_data(from, out.data() + before, kPieceBytes);
    out.resize(before + static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
    if (got < 0) return Read::broken;
    if (got == 0) return Read::whole;
  }
}

// What is not a plain file gets a line and is passed over.
bool is_plain(archive_entry* entry, Findings& findings, const std::string& path, Tells tells) {
  const char* target = ::archive_entry_symlink(entry);
  if (target == nullptr) target = ::archive_entry_hardlink(entry);
  if (target != nullptr) {
    if (tells == Tells::refusals) findings.refused(path, refusal::kLink, target);
    return false;
  }
  return ::archive_entry_filetype(entry) == AE_IFREG || ::archive_entry_filetype(entry) == 0;
}

// The name of what a .gz holds: the archive's own without its ending.
std::string name_within(const Item& item) {
  const auto slash = item.name.rfind('/');
  const auto name = slash == std::string::npos ? item.name : item.name.substr(slash + 1);
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "content" : name.substr(0, dot);
}

}  // namespace

bool for_each_entry(Peeler& peeler, const Item& item, Tells tells, const Wanted& wanted,
                    const std::function<bool(Entry)>& use) {
  auto& findings = peeler.findings();
  const auto from = open_archive(item.bytes);
  if (from == nullptr) return false;
  archive_entry* entry = nullptr;
  for (;;) {
    const int next = ::archive_read_next_header(from.get(), &entry);
    if (next == ARCHIVE_EOF) return true;
    if (next < ARCHIVE_WARN) return false;
    const bool raw = ::archive_format(from.get()) == ARCHIVE_FORMAT_RAW;
    auto name = raw ? name_within(item) : name_of(entry);
    const auto path = inside(item.path, name);
    if (raw && ::archive_filter_count(from.get()) < 2) return false;  // raw bytes that nothing packed
    if (!findings.entry(path)) return true;
    if (!is_plain(entry, findings, path, tells) || !wanted(name)) continue;
    if (tells == Tells::refusals && points_outside(name)) findings.refused(path, refusal::kOutside);
    if (::archive_entry_is_encrypted(entry) != 0) {
      findings.refused(path, refusal::kEncrypted);
      continue;
    }
    Bytes bytes;
    const auto read = read_entry(from.get(), findings, path, bytes);
    if (read == Read::over) return true;
    if (read == Read::broken) findings.refused(path, refusal::kDamaged);
    if (!use({std::move(name), std::move(bytes)})) return true;
  }
}

std::vector<std::string> list_entries(const Item& item) {
  std::vector<std::string> out;
  const auto from = open_archive(item.bytes);
  archive_entry* entry = nullptr;
  while (from != nullptr && out.size() < kEntriesMax && ::archive_read_next_header(from.get(), &entry) >= ARCHIVE_WARN)
    out.push_back(name_of(entry));
  return out;
}

void peel_archive(Peeler& peeler, const Item& item) {
  if (item.depth >= kDepthMax) return peeler.findings().refused(item.path, refusal::kTooDeep);
  const bool whole = for_each_entry(peeler, item, Tells::refusals, [](const std::string&) { return true; }, [&](Entry entry) {
    peeler.open_inside(item, std::move(entry.name), entry.bytes);
    return true;
  });
  if (!whole) peeler.findings().refused(item.path, refusal::kDamaged);
}

void peel_zip(Peeler& peeler, const Item& item) {
  if (!peel_office(peeler, item, list_entries(item))) peel_archive(peeler, item);
}

}  // namespace tipstaff::peel
