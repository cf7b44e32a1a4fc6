#pragma once
// Mail: conversations, messages and files as people at the desk see them.

#include "desk/vault/vault.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::desk {

// What became of an incoming message.
enum class MessageState : std::uint8_t {
  waiting = 0,   // parts are still to come
  whole = 1,
  damaged = 2,   // its parts do not make what its head says
  lost = 3,      // parts did not come in time
};

// What the log says about the entry behind a tip.
enum class Receipt : std::uint8_t {
  none = 0,        // the source asked for none
  verified = 1,    // its entry is in the log
  mismatch = 2,    // the entry is not the one of this tip
  unknown = 3,     // the relay did not show the entry
};

// How far an answer has got.
enum class Delivery : std::uint8_t { queued = 0, sent = 1, refused = 2 };

struct FileInfo {
  std::int64_t id = 0;
  std::string name;       // as sent: untrusted
  std::string type;       // by libmagic, "" when unknown
  std::uint64_t size = 0;
};

struct MessageInfo {
  std::int64_t id = 0;
  std::int64_t conversation = 0;
  bool outgoing = false;
  bool unread = false;
  MessageState state = MessageState::whole;
  Receipt receipt = Receipt::none;
  Delivery delivery = Delivery::sent;
  std::uint64_t leaf = 0;
  std::uint64_t at = 0;           // unix seconds, by the bulletin
  unsigned parts = 1;
  unsigned parts_missing = 0;
  SecretBytes text;
  std::vector<FileInfo> files;
};

struct ConversationInfo {
  std::int64_t id = 0;
  std::string name;               // given by the desk
  std::string folder;
  std::vector<std::string> labels;
  bool wants_answers = false;
  unsigned unread = 0;
  unsigned messages = 0;
  std::uint64_t last_at = 0;
  SecretBytes excerpt;            // start of the newest message
  bool has_files = false;
};

// Which conversations are listed; empty fields do not restrict.
struct MailFilter {
  std::optional<std::string> folder;
  std::string label;
  std::string words;              // full-text search: every word, or its beginning
  bool only_unread = false;
  std::int64_t case_id = 0;       // only conversations of this case, and of those merged into it
  std::uint64_t since = 0;        // with a message of this time (unix seconds) or later ...
  std::uint64_t until = 0;        // ... and before this one; 0: no bound
  std::string kind;               // that name anything of this kind (desk/cases/named.h)
};

// list_conversations: newest first, at most `most`.
inline constexpr std::int64_t kListedMax = 500;
[[nodiscard]] Result<std::vector<ConversationInfo>> list_conversations(
    Vault& vault, const MailFilter& filter, std::int64_t most = kListedMax);

// Errors: not_found.
[[nodiscard]] Result<ConversationInfo> find_conversation(Vault& vault, std::int64_t id);
[[nodiscard]] Result<std::vector<MessageInfo>> list_messages(Vault& vault,
                                                             std::int64_t conversation);
struct FileBytes {
  FileInfo info;
  SecretBytes bytes;
};
// Errors: not_found.
[[nodiscard]] Result<FileBytes> read_file_bytes(Vault& vault, std::int64_t file);

[[nodiscard]] Result<void> mark_read(Vault& vault, std::int64_t conversation, bool read);

// Labels and folders: 1 to 60 bytes of UTF-8 without control characters; folder ""
// is the inbox. Errors: not_found, bad_text.
inline constexpr std::size_t kLabelBytesMax = 60;
[[nodiscard]] Result<void> set_label(Vault& vault, std::int64_t conversation,
                                     std::string_view label, bool on);
[[nodiscard]] Result<void> set_folder(Vault& vault, std::int64_t conversation,
                                      std::string_view folder);
[[nodiscard]] Result<void> set_name(Vault& vault, std::int64_t conversation,
                                    std::string_view name);
struct Count {
  std::string name;
  std::int64_t count = 0;
};
[[nodiscard]] Result<std::vector<Count>> list_folders(Vault& vault);
[[nodiscard]] Result<std::vector<Count>> list_labels(Vault& vault);
[[nodiscard]] Result<std::int64_t> count_unread(Vault& vault);

// Erasure: the rows are overwritten, the pages given back and the log emptied.
// Errors: not_found.
[[nodiscard]] Result<void> erase_conversation(Vault& vault, std::int64_t conversation);
[[nodiscard]] Result<void> erase_message(Vault& vault, std::int64_t message);

}  // namespace tipstaff::desk
