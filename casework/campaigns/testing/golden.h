#pragma once
// Golden tables, unpacked and read as any CSV.

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "casework/campaigns/post_reader.h"
#include "casework/campaigns/traces.h"

namespace tipstaff::campaigns {

inline std::string unpack(const std::string& name) {
  std::string out;
  gzFile file = gzopen((std::string(TIPSTAFF_CAMPAIGNS_DATA "/") + name).c_str(), "rb");
  if (file == nullptr) return out;
  char part[1 << 16];
  for (int size = 0; (size = gzread(file, part, sizeof part)) > 0;) out.append(part, static_cast<std::size_t>(size));
  gzclose(file);
  return out;
}

// shares_of_csv reads a table whose objects are named by a column.
inline Shares shares_of_csv(std::string_view csv) {
  MemorySource source(csv);
  Reading reading;
  const ReadOptions options;
  auto posts = open_csv_posts(source, {}, options, reading);
  TraceBuilder builder({Trace::object}, Duplicates::keep, 1);
  Post post;
  while (posts && *posts->reader->next(post)) EXPECT_FALSE(builder.add(post).fault);
  EXPECT_EQ(reading.bad_total(), 0U);
  return std::move(builder.shares);
}

}  // namespace tipstaff::campaigns
