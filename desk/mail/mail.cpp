#include "desk/mail/mail.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "desk/mail/mail_page.h"
#include "desk/vault/search.h"
#include "tipstaff/bytes/shown_text.h"

namespace tipstaff::desk {
namespace {


SecretBytes secret_copy(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

// whole_characters drops a character that was cut in two at the end.
SecretBytes whole_characters(SecretBytes text) {
  for (int i = 0; i < 3 && !text.empty() && !valid_utf8(text); ++i) text.pop_back();
  return text;
}

Result<void> must_change(Vault& vault, std::string_view what) {
  if (vault.db().changes() == 0) return fail(Errc::not_found, what);
  return {};
}

constexpr std::string_view kConversationColumns =
    "SELECT c.id, c.name, c.folder, c.wants_answers,"
    " (SELECT count(*) FROM messages m WHERE m.conversation = c.id AND m.unread = 1),"
    " (SELECT count(*) FROM messages m WHERE m.conversation = c.id),"
    " (SELECT at FROM messages m WHERE m.conversation = c.id ORDER BY m.id DESC LIMIT 1),"
    " (SELECT substr(body, 1, 240) FROM messages m WHERE m.conversation = c.id"
    "  ORDER BY m.id DESC LIMIT 1),"
    " EXISTS (SELECT 1 FROM files f JOIN messages m ON m.id = f.message"
    "  WHERE m.conversation = c.id),"
    " (SELECT max(id) FROM messages m WHERE m.conversation = c.id) AS newest"
    " FROM conversations c";

Result<std::vector<std::string>> labels_of(Vault& vault, std::int64_t conversation) {
  std::vector<std::string> out;
  auto query = vault.db().prepare("SELECT label FROM labels WHERE conversation = ? ORDER BY label");
  query.bind(conversation);
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(query.text(0));
  }
}

Result<ConversationInfo> conversation_row(Vault& vault, const platform::Statement& row) {
  ConversationInfo out;
  out.id = row.integer(0);
  out.name = row.text(1);
  out.folder = row.text(2);
  out.wants_answers = row.integer(3) != 0;
  out.unread = static_cast<unsigned>(row.integer(4));
  out.messages = static_cast<unsigned>(row.integer(5));
  out.last_at = static_cast<std::uint64_t>(row.integer(6));
  out.excerpt = whole_characters(secret_copy(row.blob(7)));
  out.has_files = row.integer(8) != 0;
  TIP_TRY(out.labels, labels_of(vault, out.id));
  return out;
}

Result<std::vector<FileInfo>> files_of(Vault& vault, std::int64_t message) {
  std::vector<FileInfo> out;
  auto query = vault.db().prepare(
      "SELECT id, name, type, length(bytes) FROM files WHERE message = ? ORDER BY position");
  query.bind(message);
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back({query.integer(0), query.text(1), query.text(2),
                   static_cast<std::uint64_t>(query.integer(3))});
  }
}

constexpr std::string_view kMessageColumns =
    "SELECT m.id, m.conversation, m.outgoing, m.unread, m.state, m.receipt, m.leaf, m.at, m.parts,"
    " m.body, (SELECT count(*) FROM wants w WHERE w.message = m.id AND m.state = 0"
    "  AND NOT EXISTS (SELECT 1 FROM pieces p WHERE p.hash = w.hash)),"
    " (SELECT count(*) FROM outbox o WHERE o.message = m.id),"
    " (SELECT count(*) FROM outbox o WHERE o.message = m.id AND o.refused = 1)"
    " FROM messages m WHERE m.conversation = ?";

Delivery delivery_of(std::int64_t waiting, std::int64_t refused) {
  if (refused > 0) return Delivery::refused;
  return waiting > 0 ? Delivery::queued : Delivery::sent;
}

Result<MessageInfo> message_row(Vault& vault, const platform::Statement& row) {
  MessageInfo out;
  out.id = row.integer(0);
  out.conversation = row.integer(1);
  out.outgoing = row.integer(2) != 0;
  out.unread = row.integer(3) != 0;
  out.state = static_cast<MessageState>(row.integer(4));
  out.receipt = static_cast<Receipt>(row.integer(5));
  out.leaf = static_cast<std::uint64_t>(row.integer(6));
  out.at = static_cast<std::uint64_t>(row.integer(7));
  out.parts = static_cast<unsigned>(row.integer(8));
  out.text = secret_copy(row.blob(9));
  out.parts_missing = static_cast<unsigned>(row.integer(10));
  out.delivery = delivery_of(row.integer(11), row.integer(12));
  TIP_TRY(out.files, files_of(vault, out.id));
  return out;
}

Result<void> check_label(std::string_view label) {
  if (label.size() > kLabelBytesMax) return fail(Errc::bad_text, "label");
  return check_shown(label, Shown::name);
}

Result<std::vector<Count>> counts(Vault& vault, std::string_view sql) {
  std::vector<Count> out;
  auto query = vault.db().prepare(sql);
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back({query.text(0), query.integer(1)});
  }
}

// Parts that only this message waited for go with it.
Result<void> erase_message_rows(Vault& vault, std::int64_t message) {
  auto& db = vault.db();
  TIP_CHECK(db.prepare("DELETE FROM pieces WHERE hash IN (SELECT hash FROM wants WHERE message = ?)"
                       " AND hash NOT IN (SELECT w.hash FROM wants w JOIN messages m ON m.id = w.message"
                       "  WHERE m.state = 0 AND m.id <> ?)")
                .bind(message).bind(message).run());
  TIP_CHECK(drop_search(vault, message));
  TIP_CHECK(db.prepare("DELETE FROM messages WHERE id = ?").bind(message).run());
  return must_change(vault, "message");
}

Result<std::vector<std::int64_t>> message_ids(Vault& vault, std::int64_t conversation) {
  std::vector<std::int64_t> out;
  auto query = vault.db().prepare("SELECT id FROM messages WHERE conversation = ?");
  query.bind(conversation);
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(query.integer(0));
  }
}

Result<void> erase_conversation_rows(Vault& vault, std::int64_t conversation) {
  TIP_TRY(const auto ids, message_ids(vault, conversation));
  for (const auto id : ids) TIP_CHECK(erase_message_rows(vault, id));
  TIP_CHECK(vault.db().prepare("DELETE FROM conversations WHERE id = ?").bind(conversation).run());
  return must_change(vault, "conversation");
}

bool restricted(const MailFilter& filter) {
  return filter.folder || !filter.label.empty() || filter.only_unread || filter.case_id != 0 || filter.since != 0 ||
         filter.until != 0 || !filter.kind.empty();
}

// found_by_words is the condition that finds conversations by words. When nothing else
// restricts them, the newest messages are enough: a word that a million tips have costs
// no more than one that a thousand have.
std::string found_by_words(std::int64_t most) {
  constexpr std::int64_t kMessagesEach = 2;  // of a conversation, before others come short
  const auto limit = most < 0 ? most : most * kMessagesEach;
  return " AND c.id IN (SELECT m.conversation FROM messages m WHERE m.id IN (SELECT rowid FROM search"
         " WHERE search MATCH ? ORDER BY rowid DESC LIMIT " + std::to_string(limit) + "))";
}

// where_of and bind_filter go together: a condition and its values, in one order.
std::string where_of(const MailFilter& filter, std::string_view words, std::int64_t most) {
  std::string sql = " WHERE 1";
  if (filter.folder) sql += " AND c.folder = ?";
  if (!filter.label.empty())
    sql += " AND EXISTS (SELECT 1 FROM labels l WHERE l.conversation = c.id AND l.label = ?)";
  if (!words.empty()) sql += found_by_words(restricted(filter) ? -1 : most);
  if (filter.only_unread)
    sql += " AND EXISTS (SELECT 1 FROM messages m WHERE m.conversation = c.id AND m.unread = 1)";
  if (filter.case_id != 0)
    sql += " AND c.id IN (SELECT t.conversation FROM case_tips t JOIN cases k ON k.id = t.case_id"
           " WHERE ? IN (k.id, k.merged_into))";
  if (filter.since != 0 || filter.until != 0)
    sql += " AND EXISTS (SELECT 1 FROM messages m WHERE m.conversation = c.id AND m.at >= ? AND m.at < ?)";
  if (!filter.kind.empty()) sql += " AND c.id IN (SELECT conversation FROM named WHERE kind = ?)";
  return sql;
}

void bind_filter(platform::Statement& query, const MailFilter& filter, std::string_view words) {
  constexpr auto kEnd = std::numeric_limits<std::int64_t>::max();
  if (filter.folder) query.bind(std::string_view(*filter.folder));
  if (!filter.label.empty()) query.bind(std::string_view(filter.label));
  if (!words.empty()) query.bind(words);
  if (filter.case_id != 0) query.bind(filter.case_id);
  if (filter.since != 0 || filter.until != 0)
    query.bind(static_cast<std::int64_t>(filter.since))
        .bind(filter.until == 0 ? kEnd : static_cast<std::int64_t>(filter.until));
  if (!filter.kind.empty()) query.bind(std::string_view(filter.kind));
}

}  // namespace

Result<std::vector<ConversationInfo>> list_conversations(Vault& vault, const MailFilter& filter,
                                                         std::int64_t most) {
  const auto words = search_expression(filter.words);
  auto query = vault.db().prepare(std::string(kConversationColumns) + where_of(filter, words, most) +
                                  " ORDER BY newest DESC LIMIT ?");
  bind_filter(query, filter, words);
  query.bind(most);
  std::vector<ConversationInfo> out;
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    TIP_TRY(auto info, conversation_row(vault, query));
    out.push_back(std::move(info));
  }
}

Result<ConversationInfo> find_conversation(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare(std::string(kConversationColumns) + " WHERE c.id = ?");
  TIP_TRY(const bool row, query.bind(id).step());
  if (!row) return fail(Errc::not_found, "conversation");
  return conversation_row(vault, query);
}

Result<std::vector<MessageInfo>> list_messages(Vault& vault, std::int64_t conversation) {
  TIP_CHECK(find_conversation(vault, conversation));
  std::vector<MessageInfo> out;
  auto query = vault.db().prepare(std::string(kMessageColumns) + " ORDER BY m.id");
  query.bind(conversation);
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    TIP_TRY(auto info, message_row(vault, query));
    out.push_back(std::move(info));
  }
}

// One more than asked for tells whether anything follows. Words are looked for in all messages
// from the second page on: the first ones' bound would hide what is older.
Result<MailPage> page_conversations(Vault& vault, const MailFilter& filter, std::int64_t before, std::int64_t most) {
  const auto words = search_expression(filter.words);
  const std::string cursor = before == 0 ? "" : " AND coalesce((SELECT max(id) FROM messages m WHERE m.conversation = c.id), 0) < ?";
  auto query = vault.db().prepare(std::string(kConversationColumns) + where_of(filter, words, before == 0 ? most + 1 : -1) + cursor +
                                  " ORDER BY newest DESC LIMIT ?");
  bind_filter(query, filter, words);
  if (before != 0) query.bind(before);
  query.bind(most + 1);
  MailPage out;
  for (std::int64_t last = 0;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    if (std::cmp_equal(out.conversations.size(), most)) {
      out.next = last;
      return out;
    }
    last = query.integer(9);
    TIP_TRY(auto info, conversation_row(vault, query));
    out.conversations.push_back(std::move(info));
  }
}

Result<ThreadPage> page_messages(Vault& vault, std::int64_t conversation, std::int64_t before, std::int64_t most) {
  TIP_CHECK(find_conversation(vault, conversation));
  auto query = vault.db().prepare(std::string(kMessageColumns) + " AND m.id < ? ORDER BY m.id DESC LIMIT ?");
  query.bind(conversation).bind(before == 0 ? std::numeric_limits<std::int64_t>::max() : before).bind(most + 1);
  ThreadPage out;
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) break;
    if (std::cmp_equal(out.messages.size(), most)) {
      out.earlier = out.messages.back().id;
      break;
    }
    TIP_TRY(auto info, message_row(vault, query));
    out.messages.push_back(std::move(info));
  }
  std::ranges::reverse(out.messages);
  return out;
}

Result<FileBytes> read_file_bytes(Vault& vault, std::int64_t file) {
  auto query = vault.db().prepare("SELECT name, type, bytes FROM files WHERE id = ?");
  TIP_TRY(const bool row, query.bind(file).step());
  if (!row) return fail(Errc::not_found, "file");
  const auto bytes = query.blob(2);
  return FileBytes{{file, query.text(0), query.text(1), bytes.size()}, secret_copy(bytes)};
}

Result<void> mark_read(Vault& vault, std::int64_t conversation, bool read) {
  return vault.db().prepare("UPDATE messages SET unread = ? WHERE conversation = ? AND outgoing = 0")
      .bind(std::int64_t{read ? 0 : 1}).bind(conversation).run();
}

Result<void> set_label(Vault& vault, std::int64_t conversation, std::string_view label, bool on) {
  if (label.empty()) return fail(Errc::bad_text, "label");
  TIP_CHECK(check_label(label));
  TIP_CHECK(find_conversation(vault, conversation));
  return vault.db()
      .prepare(on ? "INSERT OR IGNORE INTO labels(conversation, label) VALUES(?, ?)"
                  : "DELETE FROM labels WHERE conversation = ? AND label = ?")
      .bind(conversation).bind(label).run();
}

Result<void> set_folder(Vault& vault, std::int64_t conversation, std::string_view folder) {
  TIP_CHECK(check_label(folder));
  TIP_CHECK(vault.db().prepare("UPDATE conversations SET folder = ? WHERE id = ?")
                .bind(folder).bind(conversation).run());
  return must_change(vault, "conversation");
}

Result<void> set_name(Vault& vault, std::int64_t conversation, std::string_view name) {
  if (name.empty()) return fail(Errc::bad_text, "name");
  TIP_CHECK(check_label(name));
  TIP_CHECK(vault.db().prepare("UPDATE conversations SET name = ? WHERE id = ?")
                .bind(name).bind(conversation).run());
  return must_change(vault, "conversation");
}

Result<std::vector<Count>> list_folders(Vault& vault) {
  return counts(vault, "SELECT folder, count(*) FROM conversations WHERE folder <> ''"
                       " GROUP BY folder ORDER BY folder");
}

Result<std::vector<Count>> list_labels(Vault& vault) {
  return counts(vault, "SELECT label, count(*) FROM labels GROUP BY label ORDER BY label");
}

Result<std::int64_t> count_unread(Vault& vault) {
  auto query = vault.db().prepare("SELECT count(*) FROM messages WHERE unread = 1");
  TIP_TRY(const bool row, query.step());
  return row ? query.integer(0) : 0;
}

Result<void> erase_conversation(Vault& vault, std::int64_t conversation) {
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_CHECK(erase_conversation_rows(vault, conversation));
  TIP_CHECK(transaction.commit());
  return vault.purge();
}

Result<void> erase_message(Vault& vault, std::int64_t message) {
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  std::int64_t conversation = 0;
  {
    auto query = vault.db().prepare("SELECT conversation FROM messages WHERE id = ?");
    TIP_TRY(const bool row, query.bind(message).step());
    if (!row) return fail(Errc::not_found, "message");
    conversation = query.integer(0);
  }
  TIP_CHECK(erase_message_rows(vault, message));
  TIP_TRY(const auto left, message_ids(vault, conversation));
  if (left.empty()) TIP_CHECK(erase_conversation_rows(vault, conversation));
  TIP_CHECK(transaction.commit());
  return vault.purge();
}

}  // namespace tipstaff::desk
