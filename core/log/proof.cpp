#include "tipstaff/log/proof.h"

#include "text.h"
#include "tipstaff/log/merkle.h"

namespace tipstaff::log {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kPathMax = 64;  // a tree of 2^64 leaves is not deeper

}  // namespace

std::string encode_proof(const Proof& proof) {
  std::string out = std::string(kHeader) + "\n";
  if (!proof.extra.empty()) out += std::string(kExtra) + to_base64(proof.extra) + "\n";
  out += std::string(kIndex) + std::to_string(proof.index) + "\n";
  for (const auto& hash : proof.path) out += to_base64(hash.view()) + "\n";
  return out + "\n" + proof.checkpoint;
}

Result<Proof> parse_untrusted_proof(std::string_view text) {
  Proof out;
  TIP_TRY(const auto header, take_line(text));
  if (header != kHeader) return fail(Errc::bad_text, "proof header");
  TIP_TRY(auto line, take_line(text));
  if (line.starts_with(kExtra)) {
    TIP_TRY(out.extra, from_base64(line.substr(kExtra.size())));
    // No bytes are written as no line, so that a proof has one spelling.
    if (out.extra.empty()) return fail(Errc::bad_text, "proof extra");
    TIP_TRY(line, take_line(text));
  }
  if (!line.starts_with(kIndex)) return fail(Errc::bad_text, "proof index");
  TIP_TRY(out.index, parse_decimal(line.substr(kIndex.size())));
  for (;;) {
    TIP_TRY(const auto hash_line, take_line(text));
    if (hash_line.empty()) break;
    if (out.path.size() == kPathMax) return fail(Errc::too_large, "proof path");
    TIP_TRY(const auto hash, parse_hash(hash_line));
    out.path.push_back(hash);
  }
  out.checkpoint = text;
  return out;
}

Result<VerifiedProof> verify_untrusted_proof(std::string_view text, std::string_view origin,
                                             const crypto::VerifyKey& log_vk) {
  VerifiedProof out;
  TIP_TRY(out.proof_, parse_untrusted_proof(text));
  TIP_TRY(out.checkpoint_, parse_untrusted_checkpoint(out.proof_.checkpoint, origin, log_vk));
  TIP_CHECK(verify_inclusion(leaf_hash(out.proof_.extra), out.proof_.index,
                             out.checkpoint_.size, out.proof_.path, out.checkpoint_.root));
  return out;
}

}  // namespace tipstaff::log
