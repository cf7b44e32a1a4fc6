#pragma once
// SourceSession: what a source's client does, without any I/O. It is told what
// the relay answered and says what to ask next. It keeps nothing but memory.

#include <deque>
#include <optional>
#include <set>

#include "tipstaff/log/proof.h"
#include "tipstaff/protocol/ack.h"
#include "tipstaff/protocol/assembler.h"
#include "tipstaff/protocol/challenge.h"
#include "tipstaff/protocol/claim_key.h"
#include "tipstaff/protocol/envelope.h"
#include "tipstaff/wire/key_record.h"

namespace tipstaff::protocol {

enum class Method : std::uint8_t { get = 0, post = 1 };
enum class Door : std::uint8_t { read = 0, lodge = 1 };

struct Request {
  Method method = Method::get;
  Door door = Door::read;
  std::string path;
  Bytes body;
};

// When a lodging leaves the relay's hands: at once, or at a tick chosen uniformly
// over the next 144 (a day at 600 s).
enum class Hold : std::uint8_t { now = 0, over_a_day = 1 };

enum class BurnState : std::uint8_t { kept = 0, will_be_burned = 1, burned = 2 };

// Reply is an answer that was found and opened.
struct Reply {
  wire::BlockType kind = wire::BlockType::text;  // text or ack
  std::uint16_t post_id = 0;                     // whose long-term key sealed it
  wire::Message message;                         // empty for an ack
  std::vector<ReplyId> ids;                      // of all its parts
  BurnState burn = BurnState::kept;
  Ack ack;                                       // of an ack
};

// HandedPart is a part of a referral (PROTOCOL.md 14) on its way from post to post. Whoever
// queues it draws cpk and salt, and so knows the entry that it will have.
struct HandedPart {
  crypto::VerifyKey to;   // the post, by its key: its id may change
  SecretBytes data;
  crypto::VerifyKey cpk;
  wire::ClaimSalt salt;
};

class SourceSession {
 public:
  // seed: 32 fresh random bytes; nothing that is sealed is a function of the words.
  SourceSession(wire::Programme programme, Seed32 seed);

  // open_mailbox makes later visits look for replies. open_claim derives the
  // claim key (slow); it needs the mailbox. Errors: wrong_state, too_large (memory).
  void open_mailbox(MailboxKey mk);
  [[nodiscard]] Result<void> open_claim(ByteView row);
  // open_mailbox, with keys that come from no words: a post's.
  void open_mailbox(KeySet keys) { mailbox_ = std::move(keys); }
  [[nodiscard]] bool has_mailbox() const { return mailbox_.has_value(); }

  // compose queues a message for a post; returns the number of its parts. The
  // message asks for answers if its flags say so and there is a mailbox.
  // Errors: those of split_message, not_found (post unknown to a known roster).
  [[nodiscard]] Result<std::size_t> compose(std::uint16_t post_id, wire::Message message,
                                            Hold hold);

  // hand_over queues a part of a referral for another post. It needs a mailbox, whose
  // sender key is the post's own. That the post is gone or closed is said by the visit.
  // Errors: wrong_state.
  [[nodiscard]] Result<void> hand_over(HandedPart part);

  // A visit: begin_visit, then answer() until it returns no request. An error
  // ends the visit; what was queued stays queued.
  [[nodiscard]] Request begin_visit();
  [[nodiscard]] Result<std::optional<Request>> answer(unsigned status, ByteView body);

  // Where this program runs slowly, its caller may multiply: visit_key is the scalar that
  // each challenge's Q is multiplied with, and the products (see open_challenges) stand for
  // the work of the next set. Without a mailbox the key opens nothing.
  [[nodiscard]] const crypto::Scalar& visit_key();
  void bring_products(SecretBytes products) { products_ = std::move(products); }

  // burn marks a reply to be erased by later visits. Errors: not_found.
  [[nodiscard]] Result<void> burn(std::size_t reply);

  [[nodiscard]] std::size_t parts_queued() const { return outbox_.size(); }
  [[nodiscard]] std::size_t parts_lodged() const { return lodged_; }
  [[nodiscard]] std::size_t replies_waiting() const { return found_.size(); }
  [[nodiscard]] std::size_t burns_waiting() const { return burns_.size(); }
  [[nodiscard]] const std::vector<Reply>& inbox() const { return inbox_; }
  [[nodiscard]] const std::optional<wire::VerifiedRoster>& roster() const { return roster_; }
  [[nodiscard]] const std::optional<wire::Bulletin>& bulletin() const { return bulletin_; }
  // open_posts: for each post of the roster, whether it takes tips this epoch.
  [[nodiscard]] std::vector<bool> open_posts() const;
  // repeats: the last visit's lodging may not have arrived, and the next one repeats it.
  [[nodiscard]] bool repeats() const { return pending_.has_value(); }
  // drop_outbox forgets what is queued, also in the middle of a visit.
  void drop_outbox() { outbox_.clear(); pending_.reset(); }

 private:
  enum class Step : std::uint8_t { idle, latest, roster, keys, challenges, reply, burn, lodge };
  struct Part {
    std::uint16_t post_id;
    bool wants_answers;
    Hold hold;
    wire::BlockType type;
    std::uint8_t part;
    std::uint8_t parts;
    SecretBytes data;
    std::optional<HandedPart> handed = std::nullopt;  // a referral's: data stays empty
  };
  struct Pending {  // sealed bytes that the relay may or may not have
    std::uint64_t tick;
    bool real;
    Bytes lodging;
  };

  Result<Request> on_latest(ByteView body);
  Result<Request> on_roster(ByteView body);
  Result<Request> on_keys(ByteView body);
  Result<Request> on_challenges(ByteView body);
  Result<Request> on_reply(ByteView body);
  Result<Request> on_burn();
  Result<void> on_lodged();
  [[nodiscard]] Request ask(Step step, std::string path);
  [[nodiscard]] Request ask_reply();
  [[nodiscard]] Request ask_burn();
  [[nodiscard]] Result<Request> ask_lodge();
  Result<void> verify_bulletin();
  void take_reply(const ReplyId& id, ByteView envelope);
  [[nodiscard]] std::optional<std::uint16_t> post_of(const wire::ApkePublic& sender) const;
  [[nodiscard]] bool seen(const ReplyId& id) const { return seen_.contains(id); }
  [[nodiscard]] Result<Bytes> seal_part(const Part& part);
  [[nodiscard]] Result<Bytes> seal_handed(const HandedPart& part, Hold hold);
  [[nodiscard]] Bytes chaff();
  [[nodiscard]] wire::Stamp draw_stamp(Hold hold);
  [[nodiscard]] Bytes stamped(wire::Stamp stamp, ByteView entry, ByteView envelope);
  [[nodiscard]] wire::Entry claimable_entry(wire::Block& block);

  wire::Programme programme_;
  Hash32 nr_;
  Hash32 origin_hash_;
  crypto::Drbg drbg_;

  std::optional<MailboxKey> mk_;
  std::optional<KeySet> mailbox_;
  std::optional<ClaimKey> claim_;

  Step step_ = Step::idle;
  std::string latest_;                       // the proof of the newest bulletin
  std::optional<wire::Bulletin> bulletin_;
  std::optional<wire::VerifiedRoster> roster_;
  Bytes keys_file_;
  crypto::Scalar no_key_;                    // of a visit without a mailbox
  SecretBytes products_;                     // of the next challenge set, if the caller multiplied

  std::deque<Part> outbox_;
  std::optional<Pending> pending_;
  std::optional<Error> seal_error_;
  std::size_t lodged_ = 0;
  std::uint64_t draws_tick_ = 0;             // the tick that draws_used_ is about
  std::set<std::uint8_t> draws_used_;

  std::size_t replies_asked_ = 0;
  std::optional<ReplyId> asked_;             // nothing when a random id was asked for
  std::deque<ReplyId> found_;
  std::set<ReplyId> seen_;
  Assembler<ReplyId> assembler_;
  std::map<Hash32, std::uint16_t> reply_posts_;
  std::vector<Reply> inbox_;
  std::deque<ReplyId> burns_;
  std::vector<ReplyId> burning_;
};

}  // namespace tipstaff::protocol
