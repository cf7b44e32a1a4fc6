#pragma once
// Proofs (C2SP tlog-proof): data, its place in the log, the path, a checkpoint.

#include "tipstaff/log/checkpoint.h"

namespace tipstaff::log {

struct Proof {
  Bytes extra;               // for a bulletin: its 256 bytes, which are the leaf
  std::uint64_t index = 0;
  std::vector<Hash32> path;
  std::string checkpoint;    // the signed note

  friend bool operator==(const Proof&, const Proof&) = default;
};

[[nodiscard]] std::string encode_proof(const Proof& proof);
// parse_untrusted_proof reads the form only. Errors: bad_text, too_large.
[[nodiscard]] Result<Proof> parse_untrusted_proof(std::string_view text);

// VerifiedProof is a proof that leads from its extra bytes to a checkpoint that
// the log signed.
class VerifiedProof {
 public:
  [[nodiscard]] const Proof& operator*() const { return proof_; }
  [[nodiscard]] const Proof* operator->() const { return &proof_; }
  [[nodiscard]] const Checkpoint& checkpoint() const { return checkpoint_; }

 private:
  friend Result<VerifiedProof> verify_untrusted_proof(std::string_view, std::string_view,
                                                      const crypto::VerifyKey&);
  Proof proof_;
  Checkpoint checkpoint_;
};

// Errors: those of parsing, of the checkpoint, and bad_proof.
[[nodiscard]] Result<VerifiedProof> verify_untrusted_proof(std::string_view text,
                                                           std::string_view origin,
                                                           const crypto::VerifyKey& log_vk);

}  // namespace tipstaff::log
