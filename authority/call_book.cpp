#include "authority/call_book.h"

#include "council/limits.h"
#include "platform/file.h"

namespace tipstaff::authority {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "calls.tscs";  // every site has it

// A site may be replaced, and so may nothing at all; other folders are left alone.
bool may_replace(const fs::path& folder) {
  std::error_code error;
  return !fs::exists(folder, error) || fs::is_empty(folder, error) || fs::exists(folder / kMark, error);
}

Result<void> write_files(const fs::path& folder, const council::pages::Files& files) {
  for (const auto& [name, bytes] : files)
    TIP_CHECK(platform::write_file(folder / name, bytes, platform::Access::everybody_reads));
  return {};
}

// others_may_enter: the files are public, and the relay runs as somebody else.
void others_may_enter(const fs::path& folder) {
  constexpr auto kPublic = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                           fs::perms::others_read | fs::perms::others_exec;
  std::error_code ignored;
  fs::permissions(folder, kPublic, ignored);
}

Result<void> swap_in(const fs::path& fresh, const fs::path& folder) {
  auto old = folder;
  old += ".old";
  std::error_code error;
  fs::remove_all(old, error);
  if (fs::exists(folder, error)) fs::rename(folder, old, error);
  if (!error) fs::rename(fresh, folder, error);
  if (error) return fail(Errc::wrong_state, "site not written");
  fs::remove_all(old, error);
  return {};
}

}  // namespace

Result<CallBook> CallBook::open(const fs::path& folder, const wire::Programme& programme) {
  council::CallSet calls;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder / "calls", error)) {
    if (entry.path().extension() != ".tsc") continue;
    TIP_TRY(const auto bytes, platform::read_file(entry.path(), council::kHistoryBytesMax));
    TIP_TRY(auto call, council::parse_untrusted_call(bytes, programme));
    TIP_CHECK(calls.add(std::move(call)));
  }
  return CallBook(folder / "calls", std::move(calls));
}

Result<council::pages::Pictures> CallBook::pictures() const {
  council::pages::Pictures out;
  for (const auto& call : calls_.calls()) {
    for (const auto& person : call.terms().persons) {
      if (!person.picture) continue;
      const auto name = person.picture->file_name();
      const auto bytes = platform::read_file(folder_ / name, council::kPictureBytesMax);
      if (!bytes) return fail(Errc::not_found, "a picture of a call");
      out[name] = Bytes(bytes->begin(), bytes->end());
    }
  }
  return out;
}

// Pictures come first and the history last: a crash leaves the call as it was.
Result<void> CallBook::write(council::CallSet next, const council::VerifiedCall& call,
                             const council::pages::Pictures& pictures) {
  TIP_CHECK(council::encode_call_set(next));
  TIP_CHECK(write_files(folder_, pictures));
  TIP_CHECK(platform::write_file(folder_ / (call.id() + ".tsc"), council::encode_call(call),
                                 platform::Access::everybody_reads));
  calls_ = std::move(next);
  return {};
}

Result<void> CallBook::begin(const council::VerifiedCall& call, const council::pages::Pictures& pictures) {
  auto next = calls_;
  TIP_CHECK(next.add(call));
  return write(std::move(next), call, pictures);
}

Result<void> CallBook::keep(const council::VerifiedCall& call, const council::pages::Pictures& pictures) {
  auto next = calls_;
  TIP_CHECK(next.replace(call));
  return write(std::move(next), call, pictures);
}

Result<void> write_editions(const fs::path& wanted, const std::vector<council::pages::Edition>& editions) {
  const auto folder = wanted.has_filename() ? wanted : wanted.parent_path();  // "site/" is "site"
  if (!may_replace(folder)) return fail(Errc::conflict, "a folder that is not a site of calls");
  auto fresh = folder;
  fresh += ".new";
  std::error_code error;
  fs::remove_all(fresh, error);
  for (std::size_t i = 0; i < editions.size(); ++i) {
    const auto into = i == 0 ? fresh : fresh / ("at-" + std::to_string(editions[i].from));
    TIP_CHECK(write_files(into, editions[i].files));
    others_may_enter(into);
  }
  return swap_in(fresh, folder);
}

}  // namespace tipstaff::authority
