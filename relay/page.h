#pragma once
// Page: the source's page as the read door serves it, from memory, under a
// policy that lets it load nothing from elsewhere.

#include <map>
#include <optional>

#include "platform/http_server.h"
#include "platform/programme_file.h"

namespace tipstaff::relay {

class Page {
 public:
  // load reads the files of `folder` (not below it) and makes /programme.json.
  // An empty path: no page. Errors: not_found.
  [[nodiscard]] static Result<Page> load(const std::filesystem::path& folder,
                                         const platform::ProgrammeFile& programme);

  // find answers GET `target`, or nothing.
  [[nodiscard]] std::optional<platform::HttpResponse> find(std::string_view target) const;

 private:
  struct File {
    std::string type;
    std::shared_ptr<const Bytes> bytes;
  };
  std::map<std::string, File, std::less<>> files_;
  std::string policy_;
};

}  // namespace tipstaff::relay
