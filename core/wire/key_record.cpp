#include "tipstaff/wire/key_record.h"

#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {
namespace {

constexpr std::size_t kSignedBytes = kKeyRecordBytes - kSignatureBytes;

// signed_part is what the signature covers: O || record[0..2472).
Bytes signed_part(std::string_view origin, ByteView record) {
  return concat({origin_hash(origin).view(), record.first(kSignedBytes)});
}

// record_at returns the index of a post in the roster, which is its place in the file.
std::optional<std::size_t> place_of(const Roster& roster, std::uint16_t post_id) {
  const auto* post = roster.post(post_id);
  if (post == nullptr) return std::nullopt;
  return static_cast<std::size_t>(post - roster.posts.data());
}

}  // namespace

Bytes sign_key_record(const KeyRecord& record, std::string_view origin,
                      const crypto::SignKey& post) {
  Writer out;
  out.u16(record.post_id).u16(record.flags).u32(record.epoch);
  out.raw(record.keys.fetch.view()).raw(record.keys.apke.view()).raw(record.keys.pke.view());
  out.raw(post.sign(kKeyRecordTag, signed_part(origin, out.view())).view());
  return out.take();
}

Result<std::uint32_t> key_record_epoch_unverified(ByteView bytes) {
  if (bytes.size() != kKeyRecordBytes) return fail(Errc::wrong_length, "key record");
  Reader in(bytes.subspan(4));
  return in.u32();
}

Result<std::uint16_t> key_record_post_unverified(ByteView bytes) {
  if (bytes.size() != kKeyRecordBytes) return fail(Errc::wrong_length, "key record");
  return Reader(bytes).u16();
}

Result<KeyRecord> parse_untrusted_key_record(ByteView bytes, const Roster& roster,
                                             std::uint32_t epoch) {
  if (bytes.size() != kKeyRecordBytes) return fail(Errc::wrong_length, "key record");
  Reader in(bytes);
  TIP_TRY(const auto post_id, in.u16());
  TIP_TRY(const auto flags, in.u16());
  TIP_TRY(const auto claimed_epoch, in.u32());
  TIP_TRY(const auto fetch, in.take(crypto::Point::kBytes));
  TIP_TRY(const auto apke, in.fixed<ApkePublic>());
  TIP_TRY(const auto pke, in.fixed<PkePublic>());
  TIP_TRY(const auto signature, in.fixed<crypto::Signature>());
  const auto* post = roster.post(post_id);
  if (post == nullptr) return fail(Errc::not_found, "post");
  TIP_CHECK(crypto::verify(kKeyRecordTag, signed_part(roster.origin, bytes), post->vk, signature));
  if (claimed_epoch != epoch) return fail(Errc::wrong_epoch, "key record");
  if (flags != 0) return fail(Errc::bad_value, "key record flags");
  TIP_TRY(const auto point, crypto::Point::parse(fetch));
  return KeyRecord{post_id, flags, claimed_epoch, PublicKeys{point, apke, pke}};
}

Result<KeyRecord> find_keys(ByteView keys_file, const Hash32& keys_hash, const Roster& roster,
                            std::uint32_t epoch, std::uint16_t post_id) {
  if (keys_file.size() != kKeyRecordBytes * roster.posts_max)
    return fail(Errc::wrong_length, "keys file");
  if (crypto::sha256(keys_file) != keys_hash) return fail(Errc::wrong_hash, "keys file");
  const auto place = place_of(roster, post_id);
  if (!place) return fail(Errc::not_found, "post");
  const auto record = keys_file.subspan(*place * kKeyRecordBytes, kKeyRecordBytes);
  if (all_zero(record)) return fail(Errc::closed, "post");
  TIP_TRY(auto keys, parse_untrusted_key_record(record, roster, epoch));
  if (keys.post_id != post_id) return fail(Errc::bad_value, "key record place");
  return keys;
}

Result<std::vector<bool>> open_posts(ByteView keys_file, const Roster& roster) {
  if (keys_file.size() != kKeyRecordBytes * roster.posts_max)
    return fail(Errc::wrong_length, "keys file");
  std::vector<bool> open;
  for (std::size_t i = 0; i < roster.posts.size(); ++i)
    open.push_back(!all_zero(keys_file.subspan(i * kKeyRecordBytes, kKeyRecordBytes)));
  return open;
}

}  // namespace tipstaff::wire
