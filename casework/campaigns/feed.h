#pragma once
// Feed: from batches of posts to the table of shares.

#include "casework/campaigns/post_batch.h"
#include "casework/campaigns/traces.h"

namespace tipstaff::campaigns {

// Fed is what became of posts after they were read.
struct Fed {
  std::array<std::uint64_t, kFaults> bad{};
  std::uint64_t without_objects = 0;
  bool full = false;  // there is no room for more

  // put_into corrects what the reader counted.
  void put_into(Reading& reading) const;
};

// feed gives the batch's posts to the builder. `aside` hears of every row that was set
// aside, by the reader or here, in the file's order.
void feed(PostBatch& batch, TraceBuilder& builder, const Runner& runner, const KeepAside& aside, Fed& fed);

}  // namespace tipstaff::campaigns
