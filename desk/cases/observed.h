#pragma once
// What the scanner finds in a conversation, for people and for programs.

#include <boost/json/value.hpp>

#include "casework/observables/benign.h"
#include "casework/observables/scanner.h"
#include "desk/mail/mail.h"

namespace tipstaff::desk {

// Observed is one text and what stands in it: a message's own, or a part of a file that
// came with it. Offsets are bytes of that text.
struct Observed {
  std::int64_t message = 0;
  bool outgoing = false;
  std::int64_t file = 0;     // 0: the message's own text
  std::int64_t part = 0;     // its place among the file's parts (desk/cases/peeled.h)
  std::string path;          // where in the file
  std::vector<casework::Observable> observables;  // benign ones are marked, not left out
};

// observe scans every message of a conversation, and what its files turned into when they
// were peeled. Errors: not_found.
[[nodiscard]] Result<std::vector<Observed>> observe(Vault& vault, const casework::Scanner& scanner,
                                                    std::int64_t conversation);

// How values are written. A live one can be followed by a slip of the hand.
enum class Values : std::uint8_t { defanged, live };

[[nodiscard]] std::string shown_value(const casework::Observable& one, Values values);
[[nodiscard]] boost::json::object observable_json(const casework::Observable& one, Values values);
[[nodiscard]] boost::json::array observed_json(const std::vector<Observed>& observed, Values values);

}  // namespace tipstaff::desk
