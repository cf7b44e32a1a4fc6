#include "tipstaff/protocol/page_check.h"

#include <optional>

#include "tipstaff/crypto/hash.h"

namespace tipstaff::protocol {
namespace {

// served asks for one file; nothing when the relay answers that it has no such file.
Result<std::optional<Bytes>> served(std::string_view path, const PageFetch& fetch) {
  auto bytes = fetch(path);
  if (bytes) return std::optional(std::move(*bytes));
  if (bytes.error().code != Errc::bad_status && bytes.error().code != Errc::too_large) return std::unexpected(bytes.error());
  return std::optional<Bytes>();
}

Result<void> compare(PageReport& report, const std::string& name, std::string_view path, const Hash32& hash,
                     const PageFetch& fetch) {
  TIP_TRY(const auto bytes, served(path, fetch));
  ++report.files;
  if (!bytes || crypto::sha256(*bytes) != hash) report.different.push_back(name);
  return {};
}

}  // namespace

Result<PageReport> check_page(const Hash32& bundle_hash, ByteView programme_json, const PageFetch& fetch) {
  if (bundle_hash == Hash32()) return fail(Errc::wrong_state, "no page was signed");
  const std::string list(wire::kPageManifestName);
  TIP_TRY(const auto bytes, served("/" + list, fetch));
  if (!bytes || crypto::sha256(*bytes) != bundle_hash) return PageReport{1, {list}};
  const auto manifest = wire::parse_untrusted_page_manifest(*bytes);
  if (!manifest) return PageReport{1, {list}};  // the authority signed what is no manifest
  PageReport report{1, {}};
  for (const auto& file : manifest->files())
    TIP_CHECK(compare(report, file.name, "/" + file.name, file.hash, fetch));
  if (const auto* index = manifest->find("index.html"); index != nullptr)
    TIP_CHECK(compare(report, "/", "/", *index, fetch));
  TIP_CHECK(compare(report, "programme.json", "/programme.json", crypto::sha256(programme_json), fetch));
  return report;
}

}  // namespace tipstaff::protocol
