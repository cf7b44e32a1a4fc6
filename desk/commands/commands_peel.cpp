// The command `peel`: attachments, opened in a cage.

#include <cstdio>

#include "desk/cases/peeled.h"
#include "desk/commands/commands.h"
#include "desk/mail/mail.h"
#include "platform/caged_child.h"
#include "platform/process.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kShownBytesMax = 2000;

std::string line(std::string_view text) { return platform::display_line(as_bytes(text)); }

void print_text(const PeeledPart& part, bool whole) {
  std::string_view text = part.text;
  while (text.ends_with('\n') || text.ends_with(' ')) text.remove_suffix(1);
  const auto all = text.size();
  if (!whole && text.size() > kShownBytesMax) text = text.substr(0, text.rfind('\n', kShownBytesMax));
  std::printf("  %s%s%s\n%s\n", line(part.path).c_str(), part.name.empty() ? "" : ": ", line(part.name).c_str(),
              platform::display_block(as_bytes(text)).c_str());
  if (text.size() < all) std::printf("  ... and %zu bytes more: --whole\n", all - text.size());
}

void print_part(const PeeledPart& part, bool whole) {
  switch (part.kind) {
    case PartKind::text: return print_text(part, whole);
    case PartKind::picture:
      std::printf("  %s: a picture; the desk's page shows it\n", line(part.path).c_str());
      return;
    case PartKind::property:
      std::printf("  %s: %s = %s\n", line(part.path).c_str(), part.name.c_str(), line(part.text).c_str());
      return;
    case PartKind::refused:
      std::printf("  %s: REFUSED, %s%s%s\n", line(part.path).c_str(), part.name.c_str(),
                  part.text.empty() ? "" : ": ", line(part.text).c_str());
  }
}

Result<std::vector<FileInfo>> files_asked(Vault& vault, const Arguments& arguments) {
  std::vector<FileInfo> out;
  if (arguments.other != 0) {
    TIP_TRY(auto file, read_file_bytes(vault, arguments.other));
    out.push_back(std::move(file.info));
    return out;
  }
  TIP_CHECK(find_conversation(vault, arguments.number));
  TIP_TRY(const auto messages, list_messages(vault, arguments.number));
  for (const auto& message : messages) out.insert(out.end(), message.files.begin(), message.files.end());
  return out;
}

Result<void> peel_all(Desk& desk, const Arguments& arguments) {
  TIP_TRY(const auto files, desk.with([&](Vault& vault) { return files_asked(vault, arguments); }));
  if (files.empty()) std::fprintf(stderr, "No files in this conversation.\n");
  const auto peeler = caged_peeler(platform::program_folder());
  for (const auto& file : files) {
    std::printf("--- file %lld  %s\n", static_cast<long long>(file.id), line(file.name).c_str());
    std::fflush(stdout);
    TIP_TRY(const auto parts, peel_file(desk, peeler, file.id, arguments.again ? Again::yes : Again::no));
    for (const auto& part : parts) print_part(part, arguments.whole);
  }
  return {};
}

// The reader says itself what it could build around itself.
int check_cage() {
  const auto answer = platform::run_caged_child((platform::program_folder() / "desk-peel").string(), {"check"}, {},
                                                {.time_max = std::chrono::seconds(5), .answer_bytes_max = 8192});
  if (answer.end == platform::ChildEnd::not_started || answer.bytes.empty())
    return complain(kFailed, "desk-peel is missing beside this program, so attachments are not opened.",
                    "Install it there; see docs/operate.md. Everything else works.");
  std::printf("%s", platform::display_text(answer.bytes).c_str());
  return answer.end == platform::ChildEnd::done ? kDone : kFailed;
}

}  // namespace

int command_peel(const Arguments& arguments) {
  if (arguments.check) return check_cage();
  if (arguments.number == 0 && arguments.other == 0)
    return complain(kWrongUse, "peel takes a conversation's number, or --file and a file's.", "Both stand in  tipstaff-desk show .");
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  const auto done = peel_all(desk, arguments);
  return done ? kDone : explain(done.error());
}

}  // namespace tipstaff::desk
