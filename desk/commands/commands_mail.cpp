// The commands that read and write: inbox, show, answer, save, label, delete ...

#include <unistd.h>

#include <cstdio>
#include <ctime>

#include "desk/commands/commands.h"
#include "desk/commands/leaving.h"
#include "desk/commands/lines.h"
#include "desk/commands/with_vault.h"
#include "desk/mail/mail.h"
#include "desk/mail/save.h"
#include "desk/page/json.h"
#include "desk/post/answers.h"
#include "desk/vault/audited.h"
#include "platform/entropy.h"
#include "platform/file.h"
#include "platform/text.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kTextBytesMax = 1 << 20;

const char* state_text(MessageState state) {
  switch (state) {
    case MessageState::waiting: return "parts are still to come";
    case MessageState::damaged: return "damaged: its parts do not belong together";
    case MessageState::lost: return "incomplete: parts did not come in time";
    default: return "";
  }
}

const char* receipt_text(Receipt receipt) {
  switch (receipt) {
    case Receipt::verified: return "receipt: in the log";
    case Receipt::mismatch: return "NO RECEIPT: the log entry is not this tip's";
    case Receipt::unknown: return "receipt: the relay did not show the log entry";
    default: return "";
  }
}

const char* delivery_text(Delivery delivery) {
  switch (delivery) {
    case Delivery::queued: return "waits for the relay";
    case Delivery::refused: return "REFUSED by the relay: it was not delivered";
    default: return "handed to the relay";
  }
}

void print_conversation(const ConversationInfo& info) {
  std::string labels;
  for (const auto& label : info.labels) labels += " #" + line_of(label);
  std::printf("%5lld %c %s  %-22s %u message%s%s%s\n      %s\n", static_cast<long long>(info.id),
              info.unread > 0 ? '*' : ' ', time_text(info.last_at).c_str(),
              line_of(info.name).c_str(), info.messages, info.messages == 1 ? "" : "s",
              info.has_files ? ", files" : "", labels.c_str(), platform::display_line(info.excerpt).c_str());
}

void print_message(const MessageInfo& info) {
  std::printf("--- %s, message %lld, %s\n", info.outgoing ? "our answer" : "from the source",
              static_cast<long long>(info.id), time_text(info.at).c_str());
  if (info.outgoing) std::printf("    (%s)\n", delivery_text(info.delivery));
  if (info.state != MessageState::whole)
    std::printf("    (%s; %u of %u)\n", state_text(info.state), info.parts - info.parts_missing,
                info.parts);
  if (info.receipt != Receipt::none) std::printf("    (%s)\n", receipt_text(info.receipt));
  std::printf("\n%s\n\n", platform::display_block(info.text).c_str());
  for (const auto& file : info.files)
    std::printf("    file %lld: %s, %s, %llu bytes\n", static_cast<long long>(file.id),
                line_of(file.name).c_str(), file.type.empty() ? "type unknown" : file.type.c_str(),
                static_cast<unsigned long long>(file.size));
}

Result<SecretBytes> read_text(const Arguments& arguments) {
  if (!arguments.text_file.empty() && arguments.text_file != "-")
    return platform::read_file(arguments.text_file, kTextBytesMax);
  if (::isatty(STDIN_FILENO) != 0)
    std::fprintf(stderr, "Write the answer; end it with Ctrl-D on a line of its own.\n");
  return platform::read_file("/dev/stdin", kTextBytesMax);
}

Result<std::vector<wire::MessageFile>> read_attachments(const std::vector<std::string>& paths) {
  std::vector<wire::MessageFile> out;
  for (const auto& path : paths) {
    TIP_TRY(auto bytes, platform::read_file(path, kTextBytesMax));
    out.push_back({std::filesystem::path(path).filename().string(), std::move(bytes)});
  }
  return out;
}

Result<void> export_conversation(Vault& vault, const std::filesystem::path& folder,
                                 const ConversationInfo& info) {
  TIP_TRY(const auto messages, list_messages(vault, info.id));
  const auto own = folder / ("conversation-" + std::to_string(info.id));
  const auto text = json_text(conversation_export(info, messages));
  TIP_CHECK(platform::write_file(own / "messages.json", as_bytes(text), platform::Access::owner_only));
  for (const auto& message : messages)
    for (const auto& file : message.files) {
      TIP_TRY(const auto found, read_file_bytes(vault, file.id));
      TIP_CHECK(save_file(own, std::to_string(file.id) + "-" + platform::safe_file_name(file.name), found.bytes));
    }
  return {};
}

}  // namespace

int command_inbox(const Arguments& arguments) {
  MailFilter filter;
  if (arguments.folder_given) filter.folder = arguments.folder_name;
  filter.label = arguments.label;
  filter.words = arguments.words;
  filter.only_unread = arguments.unread;
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto found, list_conversations(vault, filter));
    for (const auto& one : found) print_conversation(one);
    if (found.empty()) std::fprintf(stderr, "Nothing there.\n");
    return {};
  });
}

int command_show(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto info, find_conversation(vault, arguments.number));
    TIP_TRY(const auto messages, list_messages(vault, arguments.number));
    std::printf("conversation %lld: %s%s\n", static_cast<long long>(info.id),
                line_of(info.name).c_str(),
                info.wants_answers ? "" : " (takes no answers)");
    TIP_CHECK(print_referred(vault, info.id, messages));
    for (const auto& message : messages) print_message(message);
    TIP_CHECK(record_access(vault, now_unix(), "read", info.id));
    if (arguments.keep) return {};
    return mark_read(vault, arguments.number, true);
  });
}

int command_answer(const Arguments& arguments) {
  const auto programme = read_programme(arguments);
  if (!programme) return explain(programme.error());
  Answer answer;
  auto files = read_attachments(arguments.attach);
  if (!files) return complain(kNotThere, "an attachment cannot be read, or is over 1 MB.", "Nothing was sent.");
  answer.files = std::move(*files);
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  auto text = read_text(arguments);
  if (!text) return complain(kNotThere, "the text cannot be read.", "Nothing was sent.");
  answer.text = std::move(*text);
  auto drbg = platform::fresh_drbg();
  const auto parts = desk.with([&](Vault& vault) {
    return queue_answer(vault, programme->programme, arguments.number, std::move(answer),
                        static_cast<std::uint64_t>(clock.unix_ms()) / 1000, drbg);
  });
  if (!parts) return explain(parts.error());
  std::printf("%zu\n", *parts);
  std::fprintf(stderr, "Sealed, in %zu part%s. The running desk hands it to the relay; without one: run --once\n",
               *parts, *parts == 1 ? "" : "s");
  return kDone;
}

int command_save(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto file, read_file_bytes(vault, arguments.number));
    TIP_TRY(const bool now_out, may_leave(vault, arguments, attachment_leaving(file), now_unix()));
    if (!now_out) return {};
    const auto folder = arguments.to.empty() ? arguments.save_path() : std::filesystem::path(arguments.to);
    TIP_TRY(const auto path, save_file(folder, file.info.name, file.bytes));
    std::printf("%s\n", path.c_str());
    std::fprintf(stderr, "Type: %s. This copy is outside of the vault and not encrypted.\n",
                 file.info.type.empty() ? "unknown" : file.info.type.c_str());
    return {};
  });
}

int command_label(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) {
    return set_label(vault, arguments.number, arguments.label, !arguments.remove);
  });
}

int command_folder(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) {
    return set_folder(vault, arguments.number, arguments.folder_name);
  });
}

int command_name(const Arguments& arguments) {
  return with_vault(arguments, [&](Vault& vault) {
    return set_name(vault, arguments.number, arguments.name);
  });
}

int command_delete(const Arguments& arguments) {
  if (arguments.number == 0 && arguments.message == 0)
    return complain(kWrongUse, "say which: a conversation's number, or --message N.", "");
  if (!arguments.yes)
    return complain(kWrongUse, "this erases for good, files and our answers too.",
                    "If that is meant, add --yes.");
  const bool message = arguments.message != 0;
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_CHECK(message ? erase_message(vault, arguments.message) : erase_conversation(vault, arguments.number));
    return record_access(vault, now_unix(), message ? "erase message" : "erase conversation",
                         message ? arguments.message : arguments.number);
  });
}

int command_export(const Arguments& arguments) {
  std::error_code error;
  if (std::filesystem::exists(arguments.file, error))
    return complain(kFailed, "that folder exists already, so nothing was written.", "Name a new one.");
  return with_vault(arguments, [&](Vault& vault) -> Result<void> {
    TIP_TRY(const bool two, two_must_agree(vault, arguments.four_eyes_export, now_unix()));
    if (two) return fail(Errc::wrong_state, kTwoDecide);  // everything at once is more than one can look at
    TIP_TRY(const auto all, list_conversations(vault, {}, -1));
    for (const auto& one : all) {
      TIP_CHECK(record_access(vault, now_unix(), "export conversation", one.id));
      TIP_CHECK(export_conversation(vault, arguments.file, one));
    }
    std::printf("%zu\n", all.size());
    std::fprintf(stderr, "Conversations written: %zu, to %s, readable by whoever has that folder.\n",
                 all.size(), arguments.file.c_str());
    return {};
  });
}

}  // namespace tipstaff::desk
