#include "tipstaff/protocol/page_check.h"

#include <deque>
#include <optional>
#include <set>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/still_page.h"

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

// Pages of calls change with every communiqué, so no manifest names them; people write
// in them all the same. So each is looked at: it may run what the manifest names only.
// It is enough to say that one is bad, not which: its name would be the relay's word.
Result<void> check_calls(PageReport& report, const PageFetch& fetch) {
  std::set<std::string> known = {"", "list.html"};
  std::deque<std::string> next(known.begin(), known.end());
  for (; !next.empty(); next.pop_front()) {
    TIP_TRY(const auto bytes, served("/calls/" + next.front(), fetch));
    if (!bytes && next.front().empty()) return {};  // a programme without calls
    ++report.calls;
    const auto links = bytes ? still_page_links(*bytes) : fail(Errc::not_found, "page");
    if (!links) {
      report.different.emplace_back("calls");
      return {};
    }
    for (const auto& link : *links)
      if (known.size() < kCallPagesMax && known.insert(link).second) next.push_back(link);
  }
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
  TIP_CHECK(check_calls(report, fetch));
  return report;
}

}  // namespace tipstaff::protocol
