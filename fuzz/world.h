#pragma once
// World: one small programme made from a fixed seed, so that targets behind a
// signature or a key can be fuzzed with bytes that got past it.

#include "tipstaff/crypto/sign.h"
#include "tipstaff/protocol/challenge.h"
#include "tipstaff/protocol/envelope.h"
#include "tipstaff/wire/bulletin.h"
#include "tipstaff/wire/key_record.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::fuzz {

inline constexpr std::uint64_t kTick = 1000;
inline constexpr std::uint16_t kSlots = 8;  // replies that wait for the mailbox

struct World {
  World();

  // latest is what GET /v1/t/latest serves for a log of this one bulletin.
  [[nodiscard]] std::string latest(const wire::Bulletin& bulletin) const;
  // reply seals a block to the mailbox, as post 1 does.
  [[nodiscard]] wire::EnvelopeBytes reply(const wire::Block& block) const;
  // reply_id is the id in slot `slot` of `challenges`.
  [[nodiscard]] static protocol::ReplyId reply_id(std::uint8_t slot);

  mutable crypto::Drbg drbg{Seed32{}};
  crypto::SignKey authority;
  crypto::SignKey relay;
  crypto::SignKey post;
  protocol::ApkePair long_term;   // of post 1
  protocol::KeySet epoch_keys;    // of post 1
  protocol::MailboxKey mk;
  protocol::KeySet mailbox;
  wire::Programme programme;
  Hash32 nr;
  Hash32 origin_hash;
  wire::Roster roster;
  Bytes roster_bytes;
  Bytes key_record;
  Bytes keys_file;
  Bytes challenges;
  wire::Bulletin bulletin;
};

// world is made once a process.
[[nodiscard]] const World& world();

}  // namespace tipstaff::fuzz
