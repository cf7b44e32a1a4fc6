#include "relay/page.h"

#include "platform/file.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/page_manifest.h"

namespace tipstaff::relay {
namespace {

constexpr std::size_t kPageFileMax = 8 << 20;

const std::map<std::string_view, std::string_view> kTypes = {
    {".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"}, {".json", "application/json"},
    {".wasm", "application/wasm"}, {".svg", "image/svg+xml"}, {".png", "image/png"},
    {".woff2", "font/woff2"}, {".txt", "text/plain; charset=utf-8"}, {".jpg", "image/jpeg"},
    {".atom", "application/atom+xml; charset=utf-8"}, {".tsc", "application/octet-stream"},
    {".tscs", "application/octet-stream"}, {".gz", "application/gzip"}};

}  // namespace

std::string page_policy(const platform::ProgrammeFile& programme) {
  return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
         "img-src 'self' data: blob:; connect-src 'self' " + programme.lodge_url +
         "; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

std::string_view page_type(const std::filesystem::path& name) {
  const auto type = kTypes.find(name.extension().string());
  return type == kTypes.end() ? std::string_view() : type->second;
}

platform::HttpResponse page_response(std::string_view type, std::shared_ptr<const Bytes> bytes,
                                     const std::string& policy) {
  platform::HttpResponse out;
  out.body = *bytes;
  out.owner = std::move(bytes);
  out.headers = {{"Content-Type", std::string(type)},
                 {"Content-Security-Policy", policy},
                 {"Cache-Control", "no-store"},
                 {"X-Content-Type-Options", "nosniff"},
                 {"Referrer-Policy", "no-referrer"},
                 {"Cross-Origin-Opener-Policy", "same-origin"},
                 {"Cross-Origin-Resource-Policy", "same-origin"},
                 {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"}};
  return out;
}

Bytes padded_document(ByteView document) {
  Bytes out(document.begin(), document.end());
  out.resize((document.size() + kDocumentBytes - 1) / kDocumentBytes * kDocumentBytes, ' ');
  return out;
}

Result<Page> Page::load(const std::filesystem::path& folder,
                        const platform::ProgrammeFile& programme) {
  Page page;
  page.policy_ = page_policy(programme);
  const auto keep = [&page](std::string name, std::string_view type, Bytes bytes) {
    page.files_[std::move(name)] = {std::string(type),
                                    std::make_shared<const Bytes>(std::move(bytes))};
  };
  const auto json = platform::programme_json(programme);
  keep("/programme.json", "application/json", Bytes(json.begin(), json.end()));
  if (folder.empty()) return page;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto type = page_type(entry.path());
    if (!entry.is_regular_file(error) || type.empty()) continue;
    TIP_TRY(const auto bytes, platform::read_file(entry.path(), kPageFileMax));
    keep("/" + entry.path().filename().string(), type, Bytes(bytes.begin(), bytes.end()));
  }
  const auto index = page.files_.find("/index.html");
  if (error || index == page.files_.end()) return fail(Errc::not_found, "page: index.html");
  page.files_["/"] = index->second;
  TIP_CHECK(page.check_manifest());
  return page;
}

// A page whose files are not those of its own manifest was copied in part.
Result<void> Page::check_manifest() const {
  const auto list = files_.find("/" + std::string(wire::kPageManifestName));
  if (list == files_.end()) return {};
  const auto manifest = wire::parse_untrusted_page_manifest(*list->second.bytes);
  if (!manifest) return fail(Errc::wrong_hash, "page: manifest.txt");
  for (const auto& file : manifest->files()) {
    const auto here = files_.find("/" + file.name);
    if (here == files_.end() || crypto::sha256(*here->second.bytes) != file.hash) return fail(Errc::wrong_hash, "page: manifest.txt");
  }
  return {};
}

std::optional<platform::HttpResponse> Page::find(std::string_view target) const {
  const auto at = files_.find(target);
  if (at == files_.end()) return std::nullopt;
  return page_response(at->second.type, at->second.bytes, policy_);
}

}  // namespace tipstaff::relay
