#pragma once
// The pages of the site, one function a kind of page.

#include "council/pages/frame.h"

namespace tipstaff::council::pages {

[[nodiscard]] std::string index_page(const Look& look, const CallSet& set);
// list_page: title, reward and times of every call in every language, for the source's
// page. Everybody fetches all of it, so that it tells nothing (PROTOCOL.md 6.1).
[[nodiscard]] std::string list_page(const std::vector<std::string>& languages, const CallSet& set);
[[nodiscard]] Result<std::string> call_page(const Look& look, const VerifiedCall& call);
[[nodiscard]] std::string history_page(const Look& look, const VerifiedCall& call);
[[nodiscard]] std::string poster_page(const Look& look, const VerifiedCall& call);
// feed: the communiqués of every call as Atom (RFC 4287), the newest first.
[[nodiscard]] Result<std::string> feed(const Look& look, const CallSet& set);

// offices: every post of the roster, with what it publishes; empty when there is none.
[[nodiscard]] Markup offices(const Look& look);

// is_over: the call lapsed or was closed, so nothing is promised any more.
[[nodiscard]] bool is_over(const Look& look, const VerifiedCall& call);

// rendered renders Markdown that was checked when it was signed. Errors: bad_text.
[[nodiscard]] Result<Markup> rendered(std::string_view text, int first_heading = 2);

}  // namespace tipstaff::council::pages
