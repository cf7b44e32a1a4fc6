#pragma once
// Full-text search over messages and file names (FTS5, inside the vault).

#include "desk/vault/vault.h"

namespace tipstaff::desk {

// put_search indexes a message anew; drop_search takes it out of the index.
[[nodiscard]] Result<void> put_search(Vault& vault, std::int64_t message, ByteView text,
                                      const std::vector<std::string>& names);
[[nodiscard]] Result<void> drop_search(Vault& vault, std::int64_t message);

// search_expression turns typed words into an FTS5 expression that asks for each
// of them as the beginning of a word; "" when there is nothing to search for.
[[nodiscard]] std::string search_expression(std::string_view words);

}  // namespace tipstaff::desk
