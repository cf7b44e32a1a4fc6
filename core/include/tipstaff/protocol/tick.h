#pragma once
// What one tick publishes, as a pure function of what the relay holds.

#include "tipstaff/log/merkle.h"
#include "tipstaff/log/proof.h"
#include "tipstaff/protocol/challenge.h"
#include "tipstaff/wire/bulletin.h"
#include "tipstaff/wire/lodging.h"

namespace tipstaff::protocol {

// draw_reserve draws D: geometric with a = 0.85 a slot at class S, at most K/2.
// It is drawn before looking at arrivals.
[[nodiscard]] std::size_t draw_reserve(std::uint16_t leaves, crypto::Drbg& drbg);

// admit chooses which of `waiting` lodgings enter a tick with `room` places: all
// when there is room, else uniformly at random. Returns their positions.
[[nodiscard]] std::vector<std::size_t> admit(std::size_t waiting, std::size_t room,
                                             crypto::Drbg& drbg);

// TickLodging is an admitted lodging, or a dummy drawn for an empty place.
struct TickLodging {
  wire::Entry entry;
  wire::EnvelopeBytes envelope;
};

struct TickInput {
  wire::Bulletin bulletin;             // all but bag_root, challenges_hash and seed
  std::string origin;
  log::Frontier before;                // the log as it stands
  std::vector<TickLodging> admitted;   // at most K-1
  Bytes challenges;                    // already built
};

struct TickOutput {
  wire::Bulletin bulletin;
  std::string bulletin_proof;          // what /v1/t/{tick}/bulletin serves
  std::string checkpoint;
  Bytes bag;                           // (K-1) * 16 384
  std::vector<Bytes> leaves;           // K log leaves: the bulletin, then the entries
  std::vector<std::size_t> slot_of;    // for admitted[i]: its bag slot (0..K-2)
  log::Frontier after;
};

// make_tick fills the bag with dummies, shuffles, and appends the batch to the log.
[[nodiscard]] TickOutput make_tick(TickInput input, const crypto::SignKey& relay_key,
                                   crypto::Drbg& drbg);

// bag_root_of is MTH over the envelopes of a bag. Errors: wrong_length.
[[nodiscard]] Result<Hash32> bag_root_of(ByteView bag, std::uint16_t leaves);

}  // namespace tipstaff::protocol
