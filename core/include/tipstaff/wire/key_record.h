#pragma once
// The posts' keys of one epoch: a file of P_max records (PROTOCOL.md 4.2).

#include <optional>

#include "tipstaff/wire/keys.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::wire {

// KeyRecord is what one post publishes for one epoch.
struct KeyRecord {
  std::uint16_t post_id = 0;
  std::uint16_t flags = 0;
  std::uint32_t epoch = 0;
  PublicKeys keys;

  friend bool operator==(const KeyRecord&, const KeyRecord&) = default;
};

inline constexpr std::string_view kKeyRecordTag = "tipstaff-epoch-v1";

// sign_key_record writes exactly 2536 bytes, signed by the post.
[[nodiscard]] Bytes sign_key_record(const KeyRecord& record, std::string_view origin,
                                    const crypto::SignKey& post);

// parse_untrusted_key_record checks length, signature under the roster's key for
// this post, the epoch asked for, and the fetch point.
// Errors: wrong_length, not_found (post unknown), wrong_epoch, bad_signature, bad_point.
[[nodiscard]] Result<KeyRecord> parse_untrusted_key_record(ByteView bytes, const Roster& roster,
                                                           std::uint32_t epoch);
// key_record_epoch reads the epoch that a record claims. Errors: wrong_length.
[[nodiscard]] Result<std::uint32_t> key_record_epoch_unverified(ByteView bytes);
[[nodiscard]] Result<std::uint16_t> key_record_post_unverified(ByteView bytes);

// A keys file is P_max records in the roster's order of posts; zeros mean closed.
// find_keys verifies the file's hash and returns the record of one post.
// Errors: wrong_length, wrong_hash, closed, and those of parse_untrusted_key_record.
[[nodiscard]] Result<KeyRecord> find_keys(ByteView keys_file, const Hash32& keys_hash,
                                          const Roster& roster, std::uint32_t epoch,
                                          std::uint16_t post_id);
// open_posts tells for each post of the roster, in order, whether its record is not zero.
// Errors: wrong_length.
[[nodiscard]] Result<std::vector<bool>> open_posts(ByteView keys_file, const Roster& roster);

}  // namespace tipstaff::wire
