#pragma once
// Members: the table members.csv of a run, read back.

#include <string>
#include <vector>

#include "casework/campaigns/byte_source.h"
#include "casework/campaigns/reading.h"

namespace tipstaff::campaigns {

// ListedMember is one row: an account of a crew.
struct ListedMember {
  std::uint64_t crew = 0;  // from 1
  std::string account;
  std::string handle;      // may be empty
};

// A table of more rows is no list of crews that somebody accuses.
inline constexpr std::size_t kMembersMax = 1'000'000;

// read_members reads the columns crew, account and handle (which may be absent), wherever
// they stand. Bad rows are counted and set aside.
// Errors: bad_value (no such columns), too_large, those of CsvReader and of `source`.
[[nodiscard]] Result<std::vector<ListedMember>> read_members(ByteSource& source, Reading& reading, const KeepAside& aside);

}  // namespace tipstaff::campaigns
