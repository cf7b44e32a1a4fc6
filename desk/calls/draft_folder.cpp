#include "desk/calls/draft_folder.h"

#include "council/draft.h"
#include "council/limits.h"
#include "council/text_rules.h"
#include "desk/calls/call_drafts.h"
#include "platform/file.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

namespace fs = std::filesystem;
constexpr const char* kCallFile = "call.conf";

Result<std::string> read_text(const fs::path& path) {
  TIP_TRY(const auto bytes, platform::read_file(path, council::kDraftBytesMax));
  return std::string(as_text(bytes));
}

// read_pictures reads those that call.conf names; what is wrong in it is told by who reads it.
Result<void> read_pictures(const fs::path& folder, council::DraftFiles& out) {
  const auto call = council::parse_untrusted_draft_call(out.call);
  if (!call) return {};
  for (const auto& person : call->persons) {
    if (person.picture.empty()) continue;
    if (platform::safe_file_name(person.picture) != person.picture) return fail(Errc::bad_value, "call.conf: the picture must lie beside it");
    TIP_TRY(const auto bytes, platform::read_file(folder / person.picture, kDraftPictureBytesMax));
    out.pictures[person.picture] = Bytes(bytes.begin(), bytes.end());
  }
  return {};
}

}  // namespace

Result<council::DraftFiles> read_draft_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return fail(Errc::not_found, "folder of the draft");
  council::DraftFiles out;
  if (fs::exists(folder / kCallFile, error)) {
    TIP_TRY(out.call, read_text(folder / kCallFile));
  }
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto language = entry.path().stem().string();
    if (entry.path().extension() != ".txt" || !council::check_language(language)) continue;
    TIP_TRY(out.texts[language], read_text(entry.path()));
  }
  TIP_CHECK(read_pictures(folder, out));
  return out;
}

Result<void> write_draft_folder(const fs::path& folder, const council::DraftFiles& files) {
  std::error_code error;
  if (!fs::create_directory(folder, error)) return fail(error ? Errc::bad_value : Errc::conflict, "folder of the draft");
  const auto write = [&](const std::string& name, ByteView bytes) { return platform::write_file(folder / name, bytes, platform::Access::owner_only); };
  if (!files.call.empty()) TIP_CHECK(write(kCallFile, as_bytes(files.call)));
  for (const auto& [language, text] : files.texts) TIP_CHECK(write(language + ".txt", as_bytes(text)));
  for (const auto& [name, bytes] : files.pictures) TIP_CHECK(write(name, bytes));
  return {};
}

}  // namespace tipstaff::desk
