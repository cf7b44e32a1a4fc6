#include "tipstaff/protocol/ack.h"

#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::protocol {
namespace {

Bytes signed_part(const Ack& ack, const Hash32& origin_hash) {
  return wire::Writer().raw(origin_hash.view()).u64(ack.index).raw(ack.com.view()).take();
}

}  // namespace

SecretBytes sign_ack(const Ack& ack, const Hash32& origin_hash, const crypto::SignKey& post) {
  const auto signature = post.sign(kAckTag, signed_part(ack, origin_hash));
  return wire::SecretWriter().u64(ack.index).raw(ack.com.view()).raw(signature.view()).take();
}

Result<Ack> parse_untrusted_ack(ByteView data, const Hash32& origin_hash,
                                const crypto::VerifyKey& post) {
  wire::Reader in(data);
  Ack out;
  TIP_TRY(out.index, in.u64());
  TIP_TRY(const auto com, in.take(32));
  copy_into(out.com.fill(), com);
  TIP_TRY(const auto signature, in.fixed<crypto::Signature>());
  TIP_CHECK(in.end());
  TIP_CHECK(crypto::verify(kAckTag, signed_part(out, origin_hash), post, signature));
  return out;
}

}  // namespace tipstaff::protocol
