#pragma once
// The block: the fixed-size plaintext inside an envelope (PROTOCOL.md 4.5).

#include "tipstaff/bytes/fixed.h"
#include "tipstaff/bytes/secret.h"
#include "tipstaff/crypto/sign.h"
#include "tipstaff/wire/limits.h"

namespace tipstaff::wire {

enum class BlockType : std::uint8_t { chaff = 0, text = 1, part = 2, claim = 3, ack = 4, referral = 5 };

using ClaimSalt = FixedBytes<32, struct ClaimSaltTag>;

struct Block {
  BlockType type = BlockType::chaff;
  std::uint8_t part = 0;
  std::uint8_t parts = 1;
  crypto::VerifyKey cpk;  // zero where there is no claim
  ClaimSalt salt;
  SecretBytes data;       // at most 11 512 bytes
};

// encode_block writes exactly 11 584 bytes. Asserts data fits.
[[nodiscard]] SecretBytes encode_block(const Block& block);

// parse_untrusted_block. Errors: wrong_length, bad_version, bad_value (type, part
// >= parts, parts above 64), too_large (len), bad_padding.
[[nodiscard]] Result<Block> parse_untrusted_block(ByteView bytes);

}  // namespace tipstaff::wire
