#include "tipstaff/protocol/source.h"

#include <algorithm>
#include <utility>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/ack.h"

namespace tipstaff::protocol {

SourceSession::SourceSession(wire::Programme programme, Seed32 seed)
    : programme_(std::move(programme)),
      nr_(wire::programme_hash(programme_)),
      origin_hash_(wire::origin_hash(programme_.origin)),
      drbg_(std::move(seed)) {}

void SourceSession::open_mailbox(MailboxKey mk) {
  mailbox_ = source_key_set(mk);
  mk_ = std::move(mk);
  claim_.reset();
}

Result<void> SourceSession::open_claim(ByteView row) {
  if (!mk_) return fail(Errc::wrong_state, "no mailbox");
  claim_ = derive_claim_key(*mk_, row, origin_hash_);
  if (!claim_) return fail(Errc::too_large, "memory for the claim key");
  return {};
}

Result<std::size_t> SourceSession::compose(std::uint16_t post_id, wire::Message message,
                                           Hold hold) {
  if (roster_ && (*roster_)->post(post_id) == nullptr) return fail(Errc::not_found, "post");
  if (!mailbox_) message.flags &= static_cast<std::uint8_t>(~wire::kMessageWantsAnswers);
  TIP_TRY(auto parts, wire::split_message(message));
  const bool wants_answers = (message.flags & wire::kMessageWantsAnswers) != 0;
  for (std::size_t i = 0; i < parts.size(); ++i)
    outbox_.push_back({post_id, wants_answers, hold,
                       i == 0 ? wire::BlockType::text : wire::BlockType::part,
                       static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(parts.size()),
                       std::move(parts[i])});
  return parts.size();
}

Result<void> SourceSession::hand_over(HandedPart part) {
  if (!mailbox_) return fail(Errc::wrong_state, "no mailbox");
  outbox_.push_back({0, true, Hold::over_a_day, wire::BlockType::referral, 0, 1, {}, std::move(part)});
  return {};
}

Result<void> SourceSession::burn(std::size_t reply) {
  if (reply >= inbox_.size()) return fail(Errc::not_found, "reply");
  if (inbox_[reply].burn != BurnState::kept) return {};
  inbox_[reply].burn = BurnState::will_be_burned;
  for (const auto& id : inbox_[reply].ids) burns_.push_back(id);
  return {};
}

std::vector<bool> SourceSession::open_posts() const {
  if (!roster_) return {};
  const auto open = wire::open_posts(keys_file_, **roster_);
  return open ? *open : std::vector<bool>((*roster_)->posts.size(), false);
}

Request SourceSession::ask(Step step, std::string path) {
  step_ = step;
  return {Method::get, Door::read, std::move(path), {}};
}

Request SourceSession::begin_visit() {
  // A reply whose answer did not come is asked for again.
  if (asked_) found_.push_front(*asked_);
  asked_.reset();
  replies_asked_ = 0;
  seal_error_.reset();
  return ask(Step::latest, "/v1/t/latest");
}

Result<std::optional<Request>> SourceSession::answer(unsigned status, ByteView body) {
  const auto step = std::exchange(step_, Step::idle);
  const bool is_write = step == Step::burn || step == Step::lodge;
  if (step == Step::idle) return fail(Errc::wrong_state, "no visit");
  if (status != (is_write ? 204u : 200u)) return fail(Errc::bad_status, "relay");
  const auto next = [&]() -> Result<Request> {
    switch (step) {
      case Step::latest: return on_latest(body);
      case Step::roster: return on_roster(body);
      case Step::keys: return on_keys(body);
      case Step::challenges: return on_challenges(body);
      case Step::reply: return on_reply(body);
      default: return on_burn();
    }
  };
  if (step == Step::lodge) {
    TIP_CHECK(on_lodged());
    return std::optional<Request>();
  }
  TIP_TRY(auto request, next());
  return std::optional<Request>(std::move(request));
}

Result<Request> SourceSession::on_latest(ByteView body) {
  latest_ = as_text(body);
  // Read the bulletin unverified only to learn which roster to ask for; the
  // proof is verified as soon as that roster names the relay's key.
  TIP_TRY(const auto proof, log::parse_untrusted_proof(latest_));
  TIP_TRY(const auto bulletin, wire::parse_untrusted_bulletin(proof.extra));
  return ask(Step::roster, "/v1/roster/" + to_hex(bulletin.roster_hash.view()));
}

Result<Request> SourceSession::on_roster(ByteView body) {
  TIP_TRY(auto roster, wire::parse_untrusted_roster(body, programme_));
  if (roster_ && roster->serial < (*roster_)->serial) return fail(Errc::stale, "roster");
  roster_ = std::move(roster);
  TIP_CHECK(verify_bulletin());
  return ask(Step::keys, "/v1/e/" + std::to_string(bulletin_->epoch) + "/keys");
}

Result<void> SourceSession::verify_bulletin() {
  const auto& roster = **roster_;
  TIP_TRY(const auto proof,
          log::verify_untrusted_proof(latest_, programme_.origin, roster.relay_vk));
  TIP_TRY(const auto bulletin, wire::parse_untrusted_bulletin(proof->extra));
  if (bulletin.roster_hash != roster_->hash()) return fail(Errc::wrong_hash, "roster");
  if (bulletin_ && bulletin.tick < bulletin_->tick) return fail(Errc::stale, "bulletin");
  TIP_CHECK(wire::check_validity(roster, bulletin.tick * roster.tick_seconds));
  bulletin_ = bulletin;
  return {};
}

Result<Request> SourceSession::on_keys(ByteView body) {
  if (crypto::sha256(body) != bulletin_->keys_hash) return fail(Errc::wrong_hash, "keys file");
  TIP_CHECK(wire::open_posts(body, **roster_));
  keys_file_.assign(body.begin(), body.end());
  return ask(Step::challenges, "/v1/t/" + std::to_string(bulletin_->tick) + "/challenges");
}

// Without a mailbox the same work is done, with a key that opens nothing.
const crypto::Scalar& SourceSession::visit_key() {
  no_key_ = crypto::reduce_scalar(drbg_.draw<crypto::UniformScalar>());
  return mailbox_ ? mailbox_->fetch : no_key_;
}

Result<Request> SourceSession::on_challenges(ByteView body) {
  if (crypto::sha256(body) != bulletin_->challenges_hash ||
      body.size() != bulletin_->reply_slots * wire::kChallengeBytes)
    return fail(Errc::wrong_hash, "challenges");
  // A set is solved again in each visit of its tick: the pause before the next request is
  // the same for everybody.
  const auto products = std::exchange(products_, {});
  TIP_TRY(const auto ids, products.empty() ? solve_challenges(body, visit_key(), origin_hash_, bulletin_->tick)
                                           : open_challenges(body, products, origin_hash_, bulletin_->tick));
  for (const auto& id : ids)
    if (!seen(id) && std::find(found_.begin(), found_.end(), id) == found_.end())
      found_.push_back(id);
  return ask_reply();
}

Request SourceSession::ask_reply() {
  ++replies_asked_;
  auto id = drbg_.draw<ReplyId>();
  if (!found_.empty()) {
    id = found_.front();
    found_.pop_front();
    asked_ = id;
  }
  return ask(Step::reply, "/v1/reply/" + to_hex(id.view()));
}

Result<Request> SourceSession::on_reply(ByteView body) {
  if (body.size() != wire::kEnvelopeBytes) return fail(Errc::wrong_length, "reply");
  if (asked_) take_reply(*asked_, body);
  asked_.reset();
  if (replies_asked_ < wire::kVisitReplies) return ask_reply();
  return ask_burn();
}

std::optional<std::uint16_t> SourceSession::post_of(const wire::ApkePublic& sender) const {
  const auto hash = crypto::sha256(sender.view());
  for (const auto& post : (*roster_)->posts)
    if (post.apke_hash == hash) return post.id;
  return std::nullopt;
}

void SourceSession::take_reply(const ReplyId& id, ByteView envelope) {
  seen_.insert(id);
  auto opened = open_envelope(nr_, *mailbox_, envelope);
  if (!opened) return;
  const auto post_id = post_of(opened->sender);
  if (!post_id) return;
  auto& block = opened->block;
  if (block.type == wire::BlockType::ack) {
    const auto& vk = (*roster_)->post(*post_id)->vk;
    if (const auto ack = parse_untrusted_ack(block.data, origin_hash_, vk))
      inbox_.push_back({wire::BlockType::ack, *post_id, {}, {id}, BurnState::kept, *ack});
    return;
  }
  if (block.type == wire::BlockType::text)
    reply_posts_[crypto::sha256(block.data)] = *post_id;
  else if (block.type != wire::BlockType::part)
    return;
  auto complete = assembler_.add(std::move(block), id);
  if (!complete) return;
  for (auto& message : *complete)
    inbox_.push_back({wire::BlockType::text, reply_posts_[message.head_hash],
                      std::move(message.message), std::move(message.tags), BurnState::kept, {}});
}

Request SourceSession::ask_burn() {
  Request request{Method::post, Door::read, "/v1/burn", {}};
  burning_.clear();
  for (std::size_t i = 0; i < wire::kVisitBurns; ++i) {
    auto id = drbg_.draw<ReplyId>();
    if (i < burns_.size()) {
      id = burns_[i];
      burning_.push_back(id);
    }
    request.body.insert(request.body.end(), id.view().begin(), id.view().end());
  }
  step_ = Step::burn;
  return request;
}

Result<Request> SourceSession::on_burn() {
  for (std::size_t i = 0; i < burning_.size(); ++i) burns_.pop_front();
  for (auto& reply : inbox_) {
    const bool waiting = std::any_of(reply.ids.begin(), reply.ids.end(), [this](const auto& id) {
      return std::find(burns_.begin(), burns_.end(), id) != burns_.end();
    });
    if (reply.burn == BurnState::will_be_burned && !waiting) reply.burn = BurnState::burned;
  }
  return ask_lodge();
}

// A lodging that was not answered is repeated byte for byte, chaff too: a relay that
// refuses once must not learn which was real.
Result<Request> SourceSession::ask_lodge() {
  const bool real = !outbox_.empty();
  if (pending_ && (pending_->real != real || bulletin_->tick - pending_->tick > wire::kStampAgeTicks))
    pending_.reset();
  if (real && !pending_) {
    auto sealed = seal_part(outbox_.front());
    if (sealed)
      pending_ = Pending{bulletin_->tick, true, std::move(*sealed)};
    else
      seal_error_ = sealed.error();
  }
  if (!pending_) pending_ = Pending{bulletin_->tick, false, chaff()};
  step_ = Step::lodge;
  return Request{Method::post, Door::lodge, "/v1/lodge", pending_->lodging};
}

Result<void> SourceSession::on_lodged() {
  if (pending_ && pending_->real) {
    outbox_.pop_front();
    ++lodged_;
  }
  pending_.reset();
  if (seal_error_) return std::unexpected(*seal_error_);
  return {};
}

wire::Stamp SourceSession::draw_stamp(Hold hold) {
  wire::Stamp stamp;
  stamp.bits = bulletin_->min_bits;
  stamp.tick = bulletin_->tick;
  stamp.hold = hold == Hold::now
                   ? 0
                   : static_cast<std::uint32_t>(drbg_.below(wire::kHoldTicksMax + 1));
  drbg_.fill(stamp.nonce.fill());
  return stamp;
}

Bytes SourceSession::stamped(wire::Stamp stamp, ByteView entry, ByteView envelope) {
  auto bytes = wire::encode_stamp(stamp);
  while (stamp.bits > 0) {
    const auto bits = wire::effort_bits(bytes, entry, envelope, bulletin_->seed.view());
    if (!bits || *bits >= stamp.bits) break;
    drbg_.fill(stamp.nonce.fill());
    bytes = wire::encode_stamp(stamp);
  }
  return concat({bytes, entry, envelope});
}

Bytes SourceSession::chaff() {
  const auto entry = drbg_.draw<wire::Entry>();
  const auto envelope = draw_dummy(drbg_);
  return stamped(draw_stamp(Hold::over_a_day), entry.view(), envelope.view());
}

wire::Entry SourceSession::claimable_entry(wire::Block& block) {
  if (draws_tick_ != bulletin_->tick) draws_used_.clear();
  draws_tick_ = bulletin_->tick;
  if (!claim_ || draws_used_.size() == wire::kClaimDraws) return drbg_.draw<wire::Entry>();
  std::uint8_t draw = 0;
  do {
    draw = static_cast<std::uint8_t>(drbg_.below(wire::kClaimDraws));
  } while (!draws_used_.insert(draw).second);
  const auto claim = tick_claim(*claim_, bulletin_->tick, draw);
  block.cpk = claim.cpk;
  block.salt = claim.salt;
  return entry_of(origin_hash_, claim.cpk, claim.salt, block.data);
}

// The post is looked up by its key in the roster of this very visit: an id may have gone
// to another post meanwhile.
Result<Bytes> SourceSession::seal_handed(const HandedPart& part, Hold hold) {
  const auto& posts = (*roster_)->posts;
  const auto to = std::find_if(posts.begin(), posts.end(), [&](const auto& post) { return post.vk == part.to; });
  if (to == posts.end()) return fail(Errc::not_found, "post");
  TIP_TRY(const auto record, wire::find_keys(keys_file_, bulletin_->keys_hash, **roster_, bulletin_->epoch, to->id));
  wire::Block block;
  block.type = wire::BlockType::referral;
  block.data = part.data;
  block.cpk = part.cpk;
  block.salt = part.salt;
  const auto entry = entry_of(origin_hash_, block.cpk, block.salt, block.data);
  TIP_TRY(const auto envelope, seal_envelope(nr_, record.keys, mailbox_->apke, {mailbox_->pub.fetch, mailbox_->pub.pke}, block, drbg_));
  return stamped(draw_stamp(hold), entry.view(), envelope.view());
}

Result<Bytes> SourceSession::seal_part(const Part& part) {
  if (part.handed) return seal_handed(*part.handed, part.hold);
  TIP_TRY(const auto record, wire::find_keys(keys_file_, bulletin_->keys_hash, **roster_,
                                             bulletin_->epoch, part.post_id));
  wire::Block block;
  block.type = part.type;
  block.part = part.part;
  block.parts = part.parts;
  block.data = part.data;
  // Only part 0 can be claimed: the same key in several entries of a tick would
  // show that they belong together.
  const auto entry = part.part == 0 ? claimable_entry(block) : drbg_.draw<wire::Entry>();
  if (part.wants_answers) {
    TIP_TRY(const auto envelope,
            seal_envelope(nr_, record.keys, mailbox_->apke, {mailbox_->pub.fetch, mailbox_->pub.pke},
                          block, drbg_));
    return stamped(draw_stamp(part.hold), entry.view(), envelope.view());
  }
  const auto nobody = apke_pair_from(drbg_.draw<ApkeSeed>());
  TIP_TRY(const auto envelope, seal_envelope(nr_, record.keys, nobody, draw_return_address(drbg_),
                                             block, drbg_));
  return stamped(draw_stamp(part.hold), entry.view(), envelope.view());
}

}  // namespace tipstaff::protocol
