#include "tipstaff/log/checkpoint.h"

#include <optional>

#include "text.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::log {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr std::uint8_t kEd25519 = 1;
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kLinesMax = 64;

// key_id is the first four bytes of H(name || "\n" || 0x01 || vk) (C2SP signed-note).
Bytes key_id(std::string_view name, const crypto::VerifyKey& vk) {
  const auto hash = crypto::sha256(
      {as_bytes(name), as_bytes("\n"), ByteView(&kEd25519, 1), vk.view()});
  const auto id = hash.view().first(kKeyIdBytes);
  return {id.begin(), id.end()};
}

std::string note_text(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         to_base64(checkpoint.root.view()) + "\n";
}

// signature_line returns the signature in a line if it is by the key asked for.
std::optional<crypto::Signature> signature_line(std::string_view line, std::string_view name,
                                                const crypto::VerifyKey& vk) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ' ')
    return std::nullopt;
  const auto blob = from_base64(line.substr(name.size() + 1));
  if (!blob || blob->size() != kKeyIdBytes + crypto::Signature::kBytes) return std::nullopt;
  const ByteView bytes(*blob);
  if (!equal_vartime(bytes.first(kKeyIdBytes), key_id(name, vk))) return std::nullopt;
  return crypto::Signature::from(bytes.subspan(kKeyIdBytes));
}

}  // namespace

std::string sign_checkpoint(const Checkpoint& checkpoint, const crypto::SignKey& log_key) {
  const auto text = note_text(checkpoint);
  const auto signature = log_key.sign_plain(as_bytes(text));
  const auto blob = concat({key_id(checkpoint.origin, log_key.verify_key()), signature.view()});
  return text + "\n" + std::string(kDash) + checkpoint.origin + " " + to_base64(blob) + "\n";
}

Result<Checkpoint> parse_untrusted_checkpoint(std::string_view note, std::string_view origin,
                                              const crypto::VerifyKey& log_vk) {
  std::string_view left = note;
  Checkpoint out;
  TIP_TRY(const auto first, take_line(left));
  TIP_TRY(const auto size, take_line(left));
  TIP_TRY(const auto root, take_line(left));
  const auto text = note.substr(0, note.size() - left.size());
  TIP_TRY(const auto blank, take_line(left));
  if (!blank.empty()) return fail(Errc::bad_text, "checkpoint");
  if (first != origin) return fail(Errc::bad_value, "checkpoint origin");
  out.origin = first;
  TIP_TRY(out.size, parse_decimal(size));
  TIP_TRY(out.root, parse_hash(root));
  for (std::size_t lines = 0; !left.empty() && lines < kLinesMax; ++lines) {
    TIP_TRY(const auto line, take_line(left));
    const auto signature = signature_line(line, origin, log_vk);
    if (!signature) continue;
    TIP_CHECK(crypto::verify_plain(as_bytes(text), log_vk, *signature));
    return out;
  }
  return fail(Errc::bad_signature, "checkpoint");
}

}  // namespace tipstaff::log
