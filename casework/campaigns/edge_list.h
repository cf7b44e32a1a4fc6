#pragma once
// Edge lists: networks that were computed elsewhere (Spark, another machine), as crews.

#include <string>

#include "casework/campaigns/byte_source.h"
#include "casework/campaigns/communities.h"
#include "casework/campaigns/names.h"
#include "casework/campaigns/reading.h"

namespace tipstaff::campaigns {

// EdgeList has each pair of accounts once, with the heavier of its two directions.
struct EdgeList {
  explicit EdgeList(std::uint64_t key = 0) : accounts(key) {}
  Names accounts;
  std::vector<WeightedEdge> edges;
};

// read_edge_list adds the rows `account,account,weight,...` of write_edges to `list`; a
// first row without a number is a header. Bad rows are counted and set aside.
// Errors: those of CsvReader and of `source`.
[[nodiscard]] Result<void> read_edge_list(ByteSource& source, Reading& reading, const KeepAside& aside, EdgeList& list);

struct ListedCrew {
  struct Member {
    std::uint32_t account;
    std::uint32_t ties;
  };
  std::vector<Member> members;  // most ties first
  double weight;                // sum of its edges
  double stability;             // see Community
};

// crews_of_list: communities of the edges of at least `weight_min`; accounts with a single
// tie are dropped, and crews of fewer than three. Out: the heaviest first.
// Errors: wrong_state (no memory).
[[nodiscard]] Result<std::vector<ListedCrew>> crews_of_list(EdgeList& list, double weight_min, const CommunityOptions& options);

// write_listed_members writes the columns of write_members_csv; what an edge list does
// not tell is empty.
[[nodiscard]] std::string write_listed_members(const std::vector<ListedCrew>& crews, const EdgeList& list);

}  // namespace tipstaff::campaigns
