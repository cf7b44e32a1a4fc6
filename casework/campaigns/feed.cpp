#include "casework/campaigns/feed.h"

namespace tipstaff::campaigns {

void Fed::put_into(Reading& reading) const {
  for (std::size_t i = 0; i < kFaults; ++i) {
    reading.bad[i] += bad[i];
    reading.good -= bad[i];
  }
  reading.without_objects += without_objects;
}

void feed(PostBatch& batch, TraceBuilder& builder, const Runner& runner, const KeepAside& aside, Fed& fed) {
  const auto taken = builder.add_all(batch.posts(), runner);
  for (std::size_t i = 0; i < taken.size(); ++i) {
    batch.tell_aside(i, aside);
    fed.without_objects += taken[i].without_objects;
    if (!taken[i].fault) continue;
    ++fed.bad[static_cast<std::size_t>(*taken[i].fault)];
    fed.full = fed.full || taken[i].fault == Fault::full;
    const auto& row = batch.row_of(i);
    if (aside) aside({row.line, *taken[i].fault, row.raw.empty() ? batch.posts()[i].content : row.raw});
  }
  if (!fed.full) batch.tell_aside(taken.size(), aside);
}

}  // namespace tipstaff::campaigns
