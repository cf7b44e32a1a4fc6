#pragma once
// ChallengeMaker: builds a tick's challenge set on all cores.

#include <functional>

#include "tipstaff/protocol/challenge.h"

namespace tipstaff::relay {

class ChallengeMaker {
 public:
  // threads: 0 means as many as there are cores.
  explicit ChallengeMaker(unsigned threads);

  // make returns kReplySlots challenges: those of `slots`, and empty ones for the
  // rest, in a random order. At most kReplySlots slots.
  // The empty slots are drawn by the first call and then stay, as those of answers
  // do: what a tick shows of a slot depends on a fresh scalar.
  [[nodiscard]] Bytes make(std::vector<protocol::ReplySlot> slots, const Hash32& origin_hash,
                           std::uint64_t tick, crypto::Drbg& drbg);

 private:
  // Work does the items [from, from + count).
  using Work = std::function<void(std::size_t from, std::size_t count, crypto::Drbg& drbg)>;
  void on_all_cores(std::size_t items, crypto::Drbg& drbg, const Work& work) const;
  void draw_empty_slots(crypto::Drbg& drbg);

  unsigned threads_;
  std::vector<protocol::ReplySlot> empty_;
};

}  // namespace tipstaff::relay
