#pragma once
// Checkpoints (C2SP tlog-checkpoint): a signed note that names size and root.

#include "tipstaff/crypto/sign.h"

namespace tipstaff::log {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash32 root;

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// sign_checkpoint writes the note, signed by the log's Ed25519 key under its origin.
[[nodiscard]] std::string sign_checkpoint(const Checkpoint& checkpoint,
                                          const crypto::SignKey& log_key);

// parse_untrusted_checkpoint checks form, origin and the log's own signature;
// lines signed by other keys are skipped, as the note format asks.
// Errors: bad_text, bad_value (origin), bad_signature (missing or wrong).
[[nodiscard]] Result<Checkpoint> parse_untrusted_checkpoint(std::string_view note,
                                                            std::string_view origin,
                                                            const crypto::VerifyKey& log_vk);

}  // namespace tipstaff::log
