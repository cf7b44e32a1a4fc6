#include "peel/kind.h"

#include <magic.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "peel/rtf.h"

namespace tipstaff::peel {
namespace {

constexpr std::size_t kBytesLooked = 256 * 1024;
constexpr const char* kMagicFile = "/usr/share/misc/magic";  // Debian's; none from a home folder
magic_t magic = nullptr;

struct Known {
  std::string_view type;  // the beginning of libmagic's word
  Kind kind;
};
constexpr Known kKnown[] = {
    {"application/pdf", Kind::pdf}, {"image/jpeg", Kind::picture}, {"image/png", Kind::picture},
    {"image/gif", Kind::picture}, {"image/bmp", Kind::picture}, {"image/tiff", Kind::picture},
    {"image/webp", Kind::webp}, {"image/heic", Kind::heif}, {"image/heif", Kind::heif},
    {"image/svg", Kind::text}, {"application/zip", Kind::zip}, {"application/vnd.openxmlformats", Kind::zip},
    {"application/vnd.oasis", Kind::zip}, {"application/epub", Kind::zip}, {"application/java-archive", Kind::zip},
    {"application/vnd.android", Kind::zip}, {"application/x-tar", Kind::archive}, {"application/x-7z", Kind::archive},
    {"application/gzip", Kind::archive}, {"application/x-bzip2", Kind::archive}, {"application/x-xz", Kind::archive},
    {"application/zstd", Kind::archive}, {"application/x-rar", Kind::archive}, {"application/x-cpio", Kind::archive},
    {"message/rfc822", Kind::mail}, {"application/mbox", Kind::mailbox}, {"text/html", Kind::html},
    {"application/json", Kind::json}, {"text/rtf", Kind::rtf}, {"text/", Kind::text}, {"application/javascript", Kind::text},
    {"application/x-ndjson", Kind::text}, {"application/csv", Kind::text}, {"inode/x-empty", Kind::empty},
    {"application/msword", Kind::old_office}, {"application/vnd.ms-excel", Kind::old_office},
    {"application/vnd.ms-powerpoint", Kind::old_office}, {"application/vnd.ms-office", Kind::old_office},
    {"application/CDFV2", Kind::old_office}, {"application/x-ole-storage", Kind::old_office}, {"audio/", Kind::sound}, {"video/", Kind::video}};

// Which types an ending of a name stands for.
struct Ending {
  std::string_view ending;
  std::array<std::string_view, 3> types;
};
constexpr Ending kEndings[] = {
    {"pdf", {"application/pdf"}}, {"jpg", {"image/jpeg"}}, {"jpeg", {"image/jpeg"}}, {"png", {"image/png"}},
    {"gif", {"image/gif"}}, {"webp", {"image/webp"}}, {"heic", {"image/hei"}}, {"bmp", {"image/bmp"}},
    {"tif", {"image/tiff"}}, {"tiff", {"image/tiff"}}, {"zip", {"application/zip"}}, {"7z", {"application/x-7z"}},
    {"gz", {"application/gzip"}}, {"tgz", {"application/gzip"}}, {"tar", {"application/x-tar"}},
    {"rar", {"application/x-rar"}}, {"docx", {"application/vnd.openxml", "application/zip", "application/octet-stream"}},
    {"xlsx", {"application/vnd.openxml", "application/zip", "application/octet-stream"}},
    {"pptx", {"application/vnd.openxml", "application/zip", "application/octet-stream"}},
    {"odt", {"application/vnd.oasis", "application/zip"}}, {"ods", {"application/vnd.oasis", "application/zip"}},
    {"odp", {"application/vnd.oasis", "application/zip"}}, {"txt", {"text/", "message/", "application/"}},
    {"csv", {"text/", "application/csv"}}, {"html", {"text/"}}, {"htm", {"text/"}}, {"json", {"application/json", "text/"}},
    {"eml", {"message/", "text/"}}, {"mbox", {"application/mbox", "text/"}}, {"doc", {"application/msword", "application/"}},
    {"xls", {"application/vnd.ms", "application/"}}, {"mp3", {"audio/"}}, {"mp4", {"video/"}}, {"rtf", {"text/rtf", "application/rtf"}}, {"exe", {"application/"}}};

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string ending_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : lower(name.substr(dot + 1));
}

bool starts(ByteView bytes, std::string_view with) { return as_text(bytes).starts_with(with); }

// A mail as programs save it: a line of a header that mail begins with.
bool begins_like_mail(ByteView bytes) {
  constexpr std::string_view kFirst[] = {"return-path:", "received:", "delivered-to:", "from:", "message-id:",
                                         "mime-version:", "date:", "subject:", "x-", "to:"};
  const auto first = lower(as_text(bytes.first(std::min<std::size_t>(bytes.size(), 40))));
  const auto head = lower(as_text(bytes.first(std::min<std::size_t>(bytes.size(), 8192))));
  return std::any_of(std::begin(kFirst), std::end(kFirst), [&](auto one) { return first.starts_with(one); }) &&
         (first.starts_with("from:") || head.find("\nfrom:") != std::string::npos);
}

bool begins_like_html(ByteView bytes) {
  const auto head = lower(as_text(bytes.first(std::min<std::size_t>(bytes.size(), 1024))));
  return head.find("<html") != std::string::npos || head.find("<!doctype html") != std::string::npos;
}

Kind refined(Kind kind, ByteView bytes, std::string_view ending) {
  if (starts(bytes, "%PDF-")) return Kind::pdf;
  if (begins_like_rtf(bytes)) return Kind::rtf;
  if (starts(bytes, "!BDN")) return Kind::mail_store;
  if (starts(bytes, "PK\3\4") || starts(bytes, "PK\5\6")) return Kind::zip;
  if (starts(bytes, "From ") && (kind == Kind::text || kind == Kind::mailbox)) return Kind::mailbox;
  if (kind == Kind::text && (ending == "eml" || begins_like_mail(bytes))) return Kind::mail;
  if (kind == Kind::text && (begins_like_html(bytes) || ending == "html" || ending == "htm")) return Kind::html;
  if (kind == Kind::text && ending == "json") return Kind::json;
  if (kind == Kind::unknown && valid_utf8(bytes) && bytes.size() < kBytesLooked &&
      as_text(bytes).find('\0') == std::string_view::npos) return Kind::text;
  return kind;
}

std::string mismatch_of(std::string_view ending, std::string_view type) {
  for (const auto& [known, types] : kEndings) {
    if (known != ending) continue;
    const bool fits = std::any_of(types.begin(), types.end(), [&](auto one) { return !one.empty() && type.starts_with(one); });
    return fits ? std::string() : "called ." + std::string(ending) + ", but it is " + std::string(type);
  }
  return {};
}

}  // namespace

bool warm_kinds() {
  magic = ::magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
  if (magic == nullptr || ::magic_load(magic, kMagicFile) != 0) return false;
  (void)::magic_buffer(magic, "warm", 4);
  return true;
}

FileKind kind_of(ByteView bytes, std::string_view name) {
  FileKind out;
  const char* type = ::magic_buffer(magic, bytes.data(), std::min(bytes.size(), kBytesLooked));
  out.type = type == nullptr || bytes.empty() ? "inode/x-empty" : type;
  const auto* known = std::find_if(std::begin(kKnown), std::end(kKnown),
                                   [&](const Known& one) { return out.type.starts_with(one.type); });
  const auto ending = ending_of(name);
  out.kind = refined(known == std::end(kKnown) ? Kind::unknown : known->kind, bytes, ending);
  if (out.kind != Kind::empty) out.mismatch = mismatch_of(ending, out.type);
  return out;
}

}  // namespace tipstaff::peel
