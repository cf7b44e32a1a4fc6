#pragma once
// Every constant of profile tipstaff-1, each with its reason (PROTOCOL.md 3).

#include <cstddef>
#include <cstdint>

namespace tipstaff::wire {

// Time. tick_seconds is in the roster; the rest is counted in ticks.
inline constexpr std::uint32_t kEpochTicks = 36;       // 6 h at 600 s: keys stay short-lived
inline constexpr std::uint32_t kHoldTicksMax = 144;    // a day at 600 s hides when a source wrote
inline constexpr std::uint32_t kPoolLifeTicks = 144;   // a lodging waits a day for room
inline constexpr std::uint32_t kGraceTicks = kHoldTicksMax + kPoolLifeTicks;
inline constexpr std::uint32_t kBagLifeTicks = 1008;   // 7 d: a post may be away for a week
inline constexpr std::uint32_t kReplyLifeTicks = 5328; // 37 d: a source may come back monthly
inline constexpr std::uint32_t kChallengesKeptTicks = 6;
inline constexpr std::uint32_t kStampAgeTicks = 6;     // an hour at 600 s to finish a slow upload
inline constexpr std::uint32_t kEpochsAheadMax = 8;    // two days of keys in advance

// Counts.
inline constexpr std::uint16_t kLeavesClassS = 32;     // K: 496 KiB of bag a tick
inline constexpr std::uint16_t kLeavesClassM = 256;    // K: 4 MiB of bag a tick, one tile of the log
inline constexpr std::uint16_t kReplySlots = 4096;     // N: a challenge set of 256 KiB
inline constexpr std::uint16_t kRepliesPerTick = 4;    // replies enter slowly and evenly
inline constexpr std::size_t kPoolLodgingsMax = 65536; // 1 GiB of disk bounds a flood
inline constexpr std::size_t kVisitReplies = 2;        // F: constant shape of a visit
inline constexpr std::size_t kVisitBurns = 2;
inline constexpr std::size_t kPartsMax = 64;           // about 730 KB of attachments
inline constexpr std::size_t kFilesMax = 16;           // a manifest that fits part 0
inline constexpr std::size_t kFileNameBytesMax = 120;
inline constexpr std::size_t kPostsMaxLargest = 512;   // P_max: 64, 256 or 512

// Sizes in bytes.
inline constexpr std::size_t kOriginBytesMax = 64;
inline constexpr std::size_t kEnvelopeBytes = 16384;
inline constexpr std::size_t kPlaintextBytes = 12832;
inline constexpr std::size_t kBlockBytes = 11584;
inline constexpr std::size_t kBlockHeaderBytes = 72;
inline constexpr std::size_t kBlockDataBytesMax = kBlockBytes - kBlockHeaderBytes;  // 11 512
inline constexpr std::size_t kEntryBytes = 48;
inline constexpr std::size_t kStampBytes = 32;
inline constexpr std::size_t kLodgingBytes = kStampBytes + kEntryBytes + kEnvelopeBytes;
inline constexpr std::size_t kBulletinBytes = 256;
inline constexpr std::size_t kReplyIdBytes = 16;
inline constexpr std::size_t kChallengeBytes = 64;
inline constexpr std::size_t kBurnBytes = kVisitBurns * kReplyIdBytes;
inline constexpr std::size_t kKeyRecordBytes = 2536;
inline constexpr std::size_t kApkePublicBytes = 1216;
inline constexpr std::size_t kPkePublicBytes = 1216;
inline constexpr std::size_t kRosterHeaderBytes = 256;
inline constexpr std::size_t kWitnessBytes = 96;
inline constexpr std::size_t kWitnessesMax = 8;
inline constexpr std::size_t kPostRecordBytes = 256;
inline constexpr std::size_t kSignatureBytes = 64;

// Effort of a stamp: 16 MiB is what an old phone can spare in a page.
inline constexpr std::uint32_t kStampMemoryKib = 16 * 1024;
inline constexpr std::uint32_t kStampPasses = 1;
// The claim row: as slow as a page can bear, because four words are 44 bits.
inline constexpr std::uint32_t kClaimMemoryKib = 64 * 1024;
inline constexpr std::uint32_t kClaimPasses = 3;
inline constexpr std::uint8_t kClaimDraws = 8;  // several lodgings of one tick stay unlinkable

// epoch_of returns the epoch that a tick belongs to.
[[nodiscard]] constexpr std::uint32_t epoch_of(std::uint64_t tick) {
  return static_cast<std::uint32_t>(tick / kEpochTicks);
}
[[nodiscard]] constexpr std::size_t roster_bytes(std::size_t posts_max) {
  return kRosterHeaderBytes + kWitnessesMax * kWitnessBytes + posts_max * kPostRecordBytes +
         kSignatureBytes;
}

}  // namespace tipstaff::wire
