#pragma once
// What the desk starts: reads an export on stdin, in a cage, and answers on stdout with
// lines of JSON, of which the last is {"kind":"end"}.
//
//   tipstaff-campaigns caged columns
//   tipstaff-campaigns caged find ZONE_MINUTES [FIELD=COLUMN ...]
//
//   {"kind":"columns", "layout", "header": [...], "mapping": {field: column from 1}}
//   {"kind":"progress", "bytes", "rows", "bad", "step"}    bytes of the file as it is
//   {"kind":"reading", "rows", "bad": [{"why", "count"}], "aside": [{"line", "why", "row"}],
//    "notes": [{"code", "count"}], "stopped"}              stopped: why the rest was not read
//   {"kind":"failed", "why"}                               and no crews
//   what casework/campaigns/desk_form.h says, {"kind":"text", "number", "bytes", "text"}
//   of the posts in it, and {"kind":"file", "name", "text"}

// What is wrong is said in words of fault_name and refusal_code, never in sentences.

#include <span>
#include <string>

namespace tipstaff::campaigns {

// run_caged never returns to what it was: it leaves the process, with a status of
// platform/cage.h or 0.
[[noreturn]] void run_caged(std::span<char* const> words);

}  // namespace tipstaff::campaigns
