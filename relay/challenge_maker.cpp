#include "relay/challenge_maker.h"

#include <atomic>
#include <thread>

namespace tipstaff::relay {
namespace {

// Small pieces, so that no core waits long for the one that was given other work.
constexpr std::size_t kPieceSlots = 64;

}  // namespace

ChallengeMaker::ChallengeMaker(unsigned threads)
    : threads_(threads > 0 ? threads : std::max(1u, std::thread::hardware_concurrency())) {}

void ChallengeMaker::on_all_cores(std::size_t items, crypto::Drbg& drbg, const Work& work) const {
  std::vector<crypto::Drbg> children;
  for (unsigned i = 0; i < threads_; ++i) children.push_back(drbg.split());
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> workers;
  for (auto& child : children)
    workers.emplace_back([&] {
      for (;;) {
        const auto from = next.fetch_add(kPieceSlots);
        if (from >= items) return;
        work(from, std::min(kPieceSlots, items - from), child);
      }
    });
}

void ChallengeMaker::draw_empty_slots(crypto::Drbg& drbg) {
  empty_.resize(wire::kReplySlots);
  on_all_cores(empty_.size(), drbg, [this](std::size_t from, std::size_t count, auto& child) {
    for (auto& slot : std::span(empty_).subspan(from, count)) slot = protocol::draw_empty_slot(child);
  });
}

Bytes ChallengeMaker::make(std::vector<protocol::ReplySlot> slots, const Hash32& origin_hash,
                           std::uint64_t tick, crypto::Drbg& drbg) {
  TIP_ASSERT(slots.size() <= wire::kReplySlots);
  if (empty_.empty()) draw_empty_slots(drbg);
  const auto missing = static_cast<std::ptrdiff_t>(wire::kReplySlots - slots.size());
  slots.insert(slots.end(), empty_.begin(), empty_.begin() + missing);
  drbg.shuffle(slots);
  Bytes out(slots.size() * wire::kChallengeBytes);
  on_all_cores(slots.size(), drbg, [&](std::size_t from, std::size_t count, auto& child) {
    protocol::challenge_slots(std::span(slots).subspan(from, count), origin_hash, tick, child,
                              MutableBytes(out).subspan(from * wire::kChallengeBytes,
                                                        count * wire::kChallengeBytes));
  });
  return out;
}

}  // namespace tipstaff::relay
