#pragma once
// What the casework's methods share: short forms of conversations and cases, and
// columns of numbers from the vault.

#include <boost/json/value.hpp>

#include "desk/cases/case_index.h"
#include "desk/cases/cases.h"
#include "desk/cases/observed.h"

namespace tipstaff::desk {

// ids_of runs a query and returns its first column.
[[nodiscard]] Result<std::vector<std::int64_t>> ids_of(platform::Statement query);

// CaseNames knows which cases a conversation is in, with the cases they are merged into.
class CaseNames {
 public:
  [[nodiscard]] static Result<CaseNames> read(Vault& vault);
  // list is [{id, name}] of the standing cases that hold any of these conversations.
  [[nodiscard]] boost::json::array list(const std::vector<std::int64_t>& conversations) const;

 private:
  std::map<std::int64_t, std::string> names_;
  std::map<std::int64_t, std::vector<std::int64_t>> cases_;  // of a conversation
};

// screen_place: a tenth of a unit is less than a pixel, and short to send.
[[nodiscard]] double screen_place(float number);

// brief_json is {id, name, last_at, excerpt, unread, ...}; the excerpt is defanged.
[[nodiscard]] boost::json::object brief_json(const ConversationInfo& info, const casework::Scanner& scanner);
[[nodiscard]] boost::json::object progress_json(const IndexProgress& progress);

}  // namespace tipstaff::desk
