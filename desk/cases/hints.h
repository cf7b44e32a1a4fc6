#pragma once
// Hints of conversations and cases: what their texts and files point at, with where it
// says so. Nothing is asked of when a tip came, in which language it is written, or how:
// that would point at the person who sent it.

#include <boost/json/value.hpp>

#include "casework/locating/conflicts.h"
#include "desk/cases/place_sources.h"
#include "desk/mail/mail.h"

namespace tipstaff::desk {

struct CaseHint {
  casework::PlaceHint hint;
  std::int64_t conversation = 0;  // 0: of all texts of the case together
  std::int64_t message = 0;
  std::int64_t file = 0;          // 0: the message's own text
  std::string path;               // where inside of the file (desk/cases/peeled.h)
};

struct CaseHints {
  std::vector<CaseHint> hints;    // by message, then place in it; hours at the end
  std::vector<casework::Conflict> conflicts;
  std::uint64_t left_out = 0;     // hints over these limits, the weakest
  std::uint64_t unopened = 0;     // attachments that were not opened yet: nothing is known of them
};

// More is not looked through by anybody; and no message takes the room of all others.
inline constexpr std::size_t kCaseHintsMax = 5000;
inline constexpr std::size_t kMessageHintsMax = 1000;

// Errors: not_found, too_large.
[[nodiscard]] Result<CaseHints> hints_of_conversation(Vault& vault, const casework::Locator& locator, std::int64_t conversation);
[[nodiscard]] Result<CaseHints> hints_of_case(Vault& vault, const casework::Locator& locator, std::int64_t id);

[[nodiscard]] boost::json::object hints_json(const CaseHints& hints, const std::vector<std::string>& notes);

}  // namespace tipstaff::desk
