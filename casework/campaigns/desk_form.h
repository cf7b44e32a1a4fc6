#pragma once
// What the desk reads back: findings as lines of JSON, so that a window can be chosen and
// an edge opened by looking it up.

#include "casework/campaigns/findings.h"
#include "casework/campaigns/post_texts.h"

namespace tipstaff::campaigns {

// A line of the desk's form holds at most this much evidence; more is left out, and said.
inline constexpr std::size_t kDeskEvidenceMax = 200;
// Crews beyond these are counted; an officer looks at the first.
inline constexpr std::size_t kDeskCrewsMax = 500;

// write_desk_form writes, a line each:
//   {"kind":"campaign", shares, accounts, pairs, acquitted, crews, windows_s: [6]}
//   {"kind":"crew", crew, members: [...], objects, doubts, line, week: [168], edges: [...]}
//   {"kind":"evidence", crew, edge, rows: [...], all}   after its crew, edges from 0
// Crews count from 1; times are milliseconds since 1970; an edge has the number of its two
// members and its meetings in each of the six windows. A post in the evidence has the
// number of its text; `shown` is told of each.
[[nodiscard]] std::string write_desk_form(const Findings& findings, PostTexts& shown);

}  // namespace tipstaff::campaigns
