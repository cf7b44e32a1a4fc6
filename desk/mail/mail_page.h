#pragma once
// Lists of tips in pieces: a desk that got a million answers at once would stand still.

#include "desk/mail/mail.h"

namespace tipstaff::desk {

inline constexpr std::int64_t kConversationsAPage = 200;
inline constexpr std::int64_t kMessagesAPage = 200;

// MailPage: `next` asks for what follows; 0 when nothing does.
struct MailPage {
  std::vector<ConversationInfo> conversations;   // newest first
  std::int64_t next = 0;
};
// page_conversations: those whose newest message is older than `before`; 0 begins.
[[nodiscard]] Result<MailPage> page_conversations(Vault& vault, const MailFilter& filter, std::int64_t before,
                                                  std::int64_t most = kConversationsAPage);

struct ThreadPage {
  std::vector<MessageInfo> messages;             // oldest first
  std::int64_t earlier = 0;
};
// page_messages: the newest ones before message `before`; 0 begins. Errors: not_found.
[[nodiscard]] Result<ThreadPage> page_messages(Vault& vault, std::int64_t conversation, std::int64_t before,
                                               std::int64_t most = kMessagesAPage);

}  // namespace tipstaff::desk
