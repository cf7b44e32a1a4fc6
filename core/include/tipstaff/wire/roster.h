#pragma once
// The roster: who the posts, the relay and the witnesses are, signed by the
// authority and named by its hash (PROTOCOL.md 4.1).

#include "tipstaff/wire/limits.h"
#include "tipstaff/wire/opening_hours.h"
#include "tipstaff/wire/programme.h"

namespace tipstaff::wire {

struct Witness {
  std::string name;  // ASCII, at most 64 bytes
  crypto::VerifyKey vk;

  friend bool operator==(const Witness&, const Witness&) = default;
};

// PostRecord is one receiving office. Coordinates in 1e-5 degrees.
struct PostRecord {
  std::uint16_t id = 0;               // 1 or more, unique in the roster
  std::array<char, 2> country{};      // two upper-case letters
  std::int32_t lat = 0;               // -9 000 000 .. 9 000 000
  std::int32_t lon = 0;               // -18 000 000 .. 18 000 000
  std::uint32_t langs = 0;            // bit set of spoken languages, languages.h
  std::uint16_t flags = 0;            // kPostTakesClaims
  crypto::VerifyKey vk;               // signs the post's keys
  Hash32 apke_hash;                   // H(long-term APKE public key)
  std::string name;                   // UTF-8, at most kPostNameBytesMax
  std::uint8_t kind = 0;              // what it is, post_kinds.h
  OpeningHours hours{};               // for who comes in person, opening_hours.h
  std::string address;                // UTF-8, at most kPostAddressBytesMax; "" none is published

  friend bool operator==(const PostRecord&, const PostRecord&) = default;
};
inline constexpr std::uint16_t kPostTakesClaims = 1;
inline constexpr std::size_t kPostNameBytesMax = 96;
inline constexpr std::size_t kPostAddressBytesMax = 63;

struct Roster {
  std::uint32_t serial = 0;           // grows with every roster
  std::uint64_t not_before = 0;       // unix seconds
  std::uint64_t not_after = 0;
  std::uint16_t posts_max = 64;       // P_max: 64, 256 or 512
  std::uint16_t tick_seconds = 600;
  std::uint8_t threshold = 0;         // cosignatures that a checkpoint needs
  std::string origin;
  crypto::VerifyKey relay_vk;
  Hash32 client_bundle_hash;
  std::vector<Witness> witnesses;     // at most 8
  std::vector<PostRecord> posts;      // at most P_max

  friend bool operator==(const Roster&, const Roster&) = default;

  // post returns the record with this id, or nothing.
  [[nodiscard]] const PostRecord* post(std::uint16_t id) const;
};

// VerifiedRoster is a roster whose signature by the authority was checked.
class VerifiedRoster {
 public:
  [[nodiscard]] const Roster& operator*() const { return roster_; }
  [[nodiscard]] const Roster* operator->() const { return &roster_; }
  [[nodiscard]] const Hash32& hash() const { return hash_; }
  [[nodiscard]] ByteView bytes() const { return bytes_; }

 private:
  friend Result<VerifiedRoster> parse_untrusted_roster(ByteView, const Programme&);
  Roster roster_;
  Hash32 hash_;
  Bytes bytes_;
};

inline constexpr std::string_view kRosterTag = "tipstaff-roster-v1";

// encode_post_record writes exactly 256 bytes; parse_untrusted_post_record reads them.
[[nodiscard]] Bytes encode_post_record(const PostRecord& post);
[[nodiscard]] Result<PostRecord> parse_untrusted_post_record(ByteView bytes);

// check_roster says whether a roster can be encoded. Errors: bad_value, bad_text, too_large.
[[nodiscard]] Result<void> check_roster(const Roster& roster);

// sign_roster encodes (roster_bytes(P_max) bytes) and signs. Errors as check_roster.
[[nodiscard]] Result<Bytes> sign_roster(const Roster& roster, const crypto::SignKey& authority);

// parse_untrusted_roster checks length, form, signature and origin.
// Errors: wrong_length, bad_magic, bad_value, bad_text, bad_padding, bad_signature.
[[nodiscard]] Result<VerifiedRoster> parse_untrusted_roster(ByteView bytes,
                                                            const Programme& programme);

// check_validity: not_before <= now < not_after. Errors: not_yet_valid, expired.
[[nodiscard]] Result<void> check_validity(const Roster& roster, std::uint64_t now_unix);

}  // namespace tipstaff::wire
