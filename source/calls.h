#pragma once
// Calls as the command shows them: fetched all at once, verified, and lapsed by the
// bulletin's time whatever a page says.

#include "council/call_set.h"
#include "source/client.h"

namespace tipstaff::source {

// fetch_calls asks for every call after a visit. Errors: not_found (the programme
// publishes none, or no answer), and those of parse_untrusted_call_set.
[[nodiscard]] Result<council::CallSet> fetch_calls(Client& client);

// bulletin_time is the second at which the newest bulletin's tick began; 0 before a visit.
[[nodiscard]] std::uint64_t bulletin_time(Client& client);

// list_calls writes a line for each call: those that are over only with `over`.
enum class Over : std::uint8_t { left_out, shown };
[[nodiscard]] std::string list_calls(const council::CallSet& set, std::uint64_t now_unix, Over over);

// describe_call writes what a call says in `language`, or in its original one.
[[nodiscard]] std::string describe_call(const council::VerifiedCall& call, std::string_view language,
                                        std::uint64_t now_unix);

// status_text: "open until 2027-03-01", "lapsed on 2027-03-01, nothing is promised", ...
[[nodiscard]] std::string status_text(const council::VerifiedCall& call, std::uint64_t now_unix);

}  // namespace tipstaff::source
