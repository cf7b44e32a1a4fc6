// A message's head: what it promises stays within the limits that memory is sized by.

#include "fuzz/fuzz.h"
#include "tipstaff/wire/message.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  if (input.empty()) return;
  const auto data = input.subspan(1);
  const auto head = wire::parse_untrusted_message_head(data, input[0]);
  if (!head) return;
  FUZZ_HOLDS(head->part_hashes.size() + 1 == input[0]);
  FUZZ_HOLDS(head->files.size() <= wire::kFilesMax);
  FUZZ_HOLDS(head->total <= wire::kPartsMax * wire::kBlockDataBytesMax);
  FUZZ_HOLDS(head->payload_at <= data.size());
  std::uint64_t sum = head->text_bytes;
  for (const auto& file : head->files) sum += file.size;
  FUZZ_HOLDS(sum == head->total);
}

}  // namespace tipstaff::fuzz
