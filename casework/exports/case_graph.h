#pragma once
// A case as a graph: conversations, suspects, and the things that join them.

#include "casework/exports/case_file.h"
#include "casework/exports/graph.h"

namespace tipstaff::casework {

// graph_of draws conversations (c1), things (t1) and suspects (s1). An edge from a
// conversation to a thing weighs as many messages as name it, each a spell of its time;
// from a suspect to its accounts and to the conversations that speak of it there is
// one edge each. Values are defanged. The same case gives the same graph.
[[nodiscard]] Graph graph_of(const CaseFile& file);

}  // namespace tipstaff::casework
