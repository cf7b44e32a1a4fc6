#include "desk/refer/new_message.h"

#include "desk/vault/search.h"

namespace tipstaff::desk {

Result<std::int64_t> put_new_message(Vault& vault, const NewMessage& one, const FileTyper& type_of) {
  TIP_CHECK(vault.db()
                .prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts, receipt, leaf)"
                         " VALUES(?, 0, ?, x'', ?, ?, ?, 1, 1, 1, ?, ?)")
                .bind(one.conversation).bind(one.hash.view()).bind(one.text).bind(static_cast<std::int64_t>(one.at))
                .bind(static_cast<std::int64_t>(one.tick)).bind(static_cast<std::int64_t>(one.receipt))
                .bind(static_cast<std::int64_t>(one.leaf)).run());
  const auto id = vault.db().last_row();
  std::vector<std::string> names;
  for (const auto& file : one.files) {
    TIP_CHECK(vault.db().prepare("INSERT INTO files(message, position, name, type, bytes) VALUES(?, ?, ?, ?, ?)")
                  .bind(id).bind(static_cast<std::int64_t>(names.size())).bind(std::string_view(file.name))
                  .bind(std::string_view(type_of(file.bytes))).bind(ByteView(file.bytes)).run());
    names.push_back(file.name);
  }
  TIP_CHECK(put_search(vault, id, one.text, names));
  return id;
}

}  // namespace tipstaff::desk
