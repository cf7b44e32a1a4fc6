#include "tipstaff/bytes/error.h"

#include <cstdlib>

namespace tipstaff {

std::string_view errc_name(Errc code) noexcept {
  switch (code) {
    case Errc::wrong_length: return "wrong_length";
    case Errc::bad_magic: return "bad_magic";
    case Errc::bad_version: return "bad_version";
    case Errc::bad_padding: return "bad_padding";
    case Errc::bad_value: return "bad_value";
    case Errc::bad_point: return "bad_point";
    case Errc::bad_signature: return "bad_signature";
    case Errc::bad_ciphertext: return "bad_ciphertext";
    case Errc::not_for_us: return "not_for_us";
    case Errc::bad_text: return "bad_text";
    case Errc::bad_word: return "bad_word";
    case Errc::bad_word_count: return "bad_word_count";
    case Errc::bad_checksum: return "bad_checksum";
    case Errc::too_large: return "too_large";
    case Errc::stale: return "stale";
    case Errc::weak: return "weak";
    case Errc::reused: return "reused";
    case Errc::conflict: return "conflict";
    case Errc::wrong_epoch: return "wrong_epoch";
    case Errc::wrong_hash: return "wrong_hash";
    case Errc::wrong_state: return "wrong_state";
    case Errc::closed: return "closed";
    case Errc::not_found: return "not_found";
    case Errc::bad_proof: return "bad_proof";
    case Errc::bad_status: return "bad_status";
    case Errc::wrong_sender: return "wrong_sender";
    case Errc::not_yet_valid: return "not_yet_valid";
    case Errc::expired: return "expired";
  }
  return "unknown";
}

void contract_failed(const char*, int) noexcept { std::abort(); }

}  // namespace tipstaff
