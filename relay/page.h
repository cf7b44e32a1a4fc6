#pragma once
// Page: the source's page as the read door serves it, from memory, under a
// policy that lets it load nothing from elsewhere.

#include <map>
#include <optional>

#include "platform/http_server.h"
#include "platform/programme_file.h"

namespace tipstaff::relay {

// page_policy is the Content-Security-Policy of everything that people look at.
[[nodiscard]] std::string page_policy(const platform::ProgrammeFile& programme);

// page_type returns the media type for a file name that is served, or "".
[[nodiscard]] std::string_view page_type(const std::filesystem::path& name);

// page_response serves bytes with the headers that all pages share.
[[nodiscard]] platform::HttpResponse page_response(std::string_view type, std::shared_ptr<const Bytes> bytes,
                                                   const std::string& policy);

// kDocumentBytes: every HTML document of this door has a multiple of so many bytes, so
// that its size does not tell one page from another (PROTOCOL.md 6.1). source/web/build.mjs
// writes its page so.
inline constexpr std::size_t kDocumentBytes = 32'768;

// padded_document fills a document up with blanks behind its end, which show nothing.
[[nodiscard]] Bytes padded_document(ByteView document);

class Page {
 public:
  // load reads the files of `folder` (not below it) and makes /programme.json.
  // An empty path: no page. Errors: not_found, wrong_hash (not the files of its manifest.txt).
  [[nodiscard]] static Result<Page> load(const std::filesystem::path& folder,
                                         const platform::ProgrammeFile& programme);

  // find answers GET `target`, or nothing.
  [[nodiscard]] std::optional<platform::HttpResponse> find(std::string_view target) const;

 private:
  [[nodiscard]] Result<void> check_manifest() const;
  struct File {
    std::string type;
    std::shared_ptr<const Bytes> bytes;
  };
  std::map<std::string, File, std::less<>> files_;
  std::string policy_;
};

}  // namespace tipstaff::relay
