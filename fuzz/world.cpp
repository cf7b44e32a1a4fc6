#include "fuzz/world.h"

#include "tipstaff/crypto/hash.h"
#include "tipstaff/log/merkle.h"
#include "tipstaff/log/proof.h"

namespace tipstaff::fuzz {
namespace {

wire::PostRecord post_record(std::uint16_t id, const crypto::VerifyKey& vk, const Hash32& apke) {
  wire::PostRecord out;
  out.id = id;
  out.country = {'X', 'A'};
  out.lat = 5'200'000;
  out.lon = -2'100'000;
  out.langs = 3;
  out.vk = vk;
  out.apke_hash = apke;
  out.name = "Post " + std::to_string(id);
  return out;
}

wire::Roster make_roster(const World& world) {
  wire::Roster out;
  out.serial = 1;
  out.not_after = ~std::uint64_t{0};
  out.origin = world.programme.origin;
  out.relay_vk = world.relay.verify_key();
  out.witnesses.push_back({"witness.test", world.post.verify_key()});
  for (std::uint16_t id = 1; id <= 2; ++id)
    out.posts.push_back(post_record(id, world.post.verify_key(),
                                    crypto::sha256(world.long_term.pub.view())));
  return out;
}

Bytes make_challenges(const World& world) {
  std::vector<protocol::ReplySlot> slots;
  for (std::uint8_t slot = 0; slot < kSlots; ++slot) {
    const auto x = crypto::reduce_scalar(world.drbg.draw<crypto::UniformScalar>());
    slots.push_back({crypto::multiply_base(x), crypto::multiply(x, world.mailbox.pub.fetch),
                     World::reply_id(slot)});
  }
  Bytes out(kSlots * wire::kChallengeBytes);
  protocol::challenge_slots(slots, world.origin_hash, kTick, world.drbg, out);
  return out;
}

wire::Bulletin make_bulletin(const World& world) {
  wire::Bulletin out;
  out.tick = kTick;
  out.epoch = wire::epoch_of(kTick);
  out.reply_slots = kSlots;
  out.roster_hash = crypto::sha256(world.roster_bytes);
  out.keys_hash = crypto::sha256(world.keys_file);
  out.challenges_hash = crypto::sha256(world.challenges);
  return out;
}

}  // namespace

World::World()
    : authority(drbg.draw<crypto::SignSeed>()),
      relay(drbg.draw<crypto::SignSeed>()),
      post(drbg.draw<crypto::SignSeed>()),
      long_term(protocol::apke_pair_from(drbg.draw<protocol::ApkeSeed>())),
      epoch_keys(protocol::draw_key_set(drbg)),
      mk(drbg.draw<protocol::MailboxKey>()),
      mailbox(protocol::source_key_set(mk)),
      programme{authority.verify_key(), "relay.test"},
      nr(wire::programme_hash(programme)),
      origin_hash(wire::origin_hash(programme.origin)) {
  roster = make_roster(*this);
  const auto signed_roster = wire::sign_roster(roster, authority);
  TIP_ASSERT(signed_roster.has_value());
  roster_bytes = *signed_roster;
  key_record = wire::sign_key_record({1, 0, wire::epoch_of(kTick), epoch_keys.pub},
                                     programme.origin, post);
  keys_file = key_record;
  keys_file.resize(wire::kKeyRecordBytes * roster.posts_max);
  challenges = make_challenges(*this);
  bulletin = make_bulletin(*this);
}

std::string World::latest(const wire::Bulletin& of) const {
  const auto bytes = wire::encode_bulletin(of);
  return log::encode_proof({bytes, 0, {},
                            log::sign_checkpoint({programme.origin, 1, log::leaf_hash(bytes)},
                                                 relay)});
}

wire::EnvelopeBytes World::reply(const wire::Block& block) const {
  auto sealed = protocol::seal_envelope(nr, mailbox.pub, long_term,
                                        protocol::draw_return_address(drbg), block, drbg);
  TIP_ASSERT(sealed.has_value());
  return *sealed;
}

protocol::ReplyId World::reply_id(std::uint8_t slot) {
  return protocol::ReplyId::from(Bytes(wire::kReplyIdBytes, slot));
}

const World& world() {
  static const World kWorld;
  return kWorld;
}

}  // namespace tipstaff::fuzz
