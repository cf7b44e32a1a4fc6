#include "tipstaff/crypto/sign.h"

#include <sodium.h>

namespace tipstaff::crypto {
namespace {

Bytes tagged(std::string_view tag, ByteView message) {
  TIP_ASSERT(!tag.empty() && tag.size() <= 255);
  const std::uint8_t length = static_cast<std::uint8_t>(tag.size());
  return concat({ByteView(&length, 1), as_bytes(tag), message});
}

}  // namespace

SignKey::SignKey(const SignSeed& seed) {
  crypto_sign_seed_keypair(verify_key_.data(), key_.fill().data(), seed.expose().data());
}

Signature SignKey::sign(std::string_view tag, ByteView message) const {
  return sign_plain(tagged(tag, message));
}

Signature SignKey::sign_plain(ByteView message) const {
  Signature out;
  crypto_sign_detached(out.data(), nullptr, message.data(), message.size(),
                       key_.expose().data());
  return out;
}

Result<void> verify(std::string_view tag, ByteView message, const VerifyKey& key,
                    const Signature& signature) {
  return verify_plain(tagged(tag, message), key, signature);
}

Result<void> verify_plain(ByteView message, const VerifyKey& key, const Signature& signature) {
  if (crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                  key.data()) != 0)
    return fail(Errc::bad_signature, "signature");
  return {};
}

}  // namespace tipstaff::crypto
