#include "tipstaff/wire/roster.h"

#include <algorithm>
#include <set>

#include "tipstaff/bytes/shown_text.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/post_kinds.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {
namespace {

constexpr std::string_view kMagic = "TSR1";
constexpr std::int32_t kLatMax = 9'000'000;
constexpr std::int32_t kLonMax = 18'000'000;

bool posts_max_known(std::uint16_t value) { return value == 64 || value == 256 || value == 512; }

bool plain_line(std::string_view text, std::size_t bytes_max) {
  return text.size() <= bytes_max && check_shown(text, Shown::name);
}

// Records of an older layout had names of up to 174 bytes. A longer one than fits now has a
// character where the kind stands: it is refused, and not cut short.
Result<void> check_kind(std::uint8_t kind) {
  if (kind > kPostKindMax) return fail(Errc::bad_value, "post kind, or a record of an older layout");
  return {};
}

Result<void> check_post(const PostRecord& post) {
  const bool country = std::all_of(post.country.begin(), post.country.end(),
                                   [](char c) { return c >= 'A' && c <= 'Z'; });
  if (post.id == 0) return fail(Errc::bad_value, "post id");
  if (!country) return fail(Errc::bad_value, "post country");
  if (post.lat < -kLatMax || post.lat > kLatMax || post.lon < -kLonMax || post.lon > kLonMax)
    return fail(Errc::bad_value, "post coordinates");
  if ((post.flags & ~kPostTakesClaims) != 0) return fail(Errc::bad_value, "post flags");
  TIP_CHECK(check_kind(post.kind));
  if (post.name.empty() || !plain_line(post.name, kPostNameBytesMax)) return fail(Errc::bad_text, "post name");
  if (!well_formed(post.hours)) return fail(Errc::bad_value, "post hours");
  if (!plain_line(post.address, kPostAddressBytesMax)) return fail(Errc::bad_text, "post address");
  return {};
}

void write_header(Writer& out, const Roster& roster) {
  out.raw(as_bytes(kMagic)).u32(roster.serial).u64(roster.not_before).u64(roster.not_after);
  out.u16(static_cast<std::uint16_t>(roster.posts.size())).u16(roster.posts_max);
  out.u16(roster.tick_seconds).u8(static_cast<std::uint8_t>(roster.witnesses.size()));
  out.u8(roster.threshold).text_to(roster.origin, kOriginBytesMax);
  out.raw(roster.relay_vk.view()).raw(roster.client_bundle_hash.view());
  out.zeros_to(kRosterHeaderBytes);
}

Result<void> read_header(Reader& in, Roster& roster, std::size_t& posts, std::size_t& witnesses) {
  TIP_TRY(const auto magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return fail(Errc::bad_magic, "roster");
  TIP_TRY(roster.serial, in.u32());
  TIP_TRY(roster.not_before, in.u64());
  TIP_TRY(roster.not_after, in.u64());
  TIP_TRY(posts, in.u16());
  TIP_TRY(roster.posts_max, in.u16());
  TIP_TRY(roster.tick_seconds, in.u16());
  TIP_TRY(witnesses, in.u8());
  TIP_TRY(roster.threshold, in.u8());
  TIP_TRY(const auto origin, in.take(kOriginBytesMax));
  TIP_TRY(roster.origin, padded_text(origin));
  TIP_TRY(roster.relay_vk, in.fixed<crypto::VerifyKey>());
  TIP_TRY(roster.client_bundle_hash, in.fixed<Hash32>());
  return in.zeros(96);
}

Result<void> read_witnesses(Reader& in, Roster& roster, std::size_t count) {
  for (std::size_t i = 0; i < kWitnessesMax; ++i) {
    if (i >= count) {
      TIP_CHECK(in.zeros(kWitnessBytes));
      continue;
    }
    Witness witness;
    TIP_TRY(const auto name, in.take(kOriginBytesMax));
    TIP_TRY(witness.name, padded_text(name));
    TIP_TRY(witness.vk, in.fixed<crypto::VerifyKey>());
    roster.witnesses.push_back(std::move(witness));
  }
  return {};
}

Result<void> read_posts(Reader& in, Roster& roster, std::size_t count) {
  for (std::size_t i = 0; i < roster.posts_max; ++i) {
    if (i >= count) {
      TIP_CHECK(in.zeros(kPostRecordBytes));
      continue;
    }
    TIP_TRY(const auto bytes, in.take(kPostRecordBytes));
    TIP_TRY(auto post, parse_untrusted_post_record(bytes));
    roster.posts.push_back(std::move(post));
  }
  return {};
}

}  // namespace

const PostRecord* Roster::post(std::uint16_t id) const {
  const auto at = std::find_if(posts.begin(), posts.end(),
                               [id](const PostRecord& post) { return post.id == id; });
  return at == posts.end() ? nullptr : &*at;
}

Bytes encode_post_record(const PostRecord& post) {
  Writer out;
  out.u16(post.id).text_to({post.country.data(), 2}, 2);
  out.u32(static_cast<std::uint32_t>(post.lat)).u32(static_cast<std::uint32_t>(post.lon));
  out.u32(post.langs).u16(post.flags).raw(post.vk.view()).raw(post.apke_hash.view());
  out.text_to(post.name, kPostNameBytesMax).u8(post.kind).raw(post.hours).text_to(post.address, kPostAddressBytesMax);
  return out.take();
}

Result<PostRecord> parse_untrusted_post_record(ByteView bytes) {
  if (bytes.size() != kPostRecordBytes) return fail(Errc::wrong_length, "post record");
  Reader in(bytes);
  PostRecord post;
  TIP_TRY(post.id, in.u16());
  TIP_TRY(const auto country, in.take(2));
  post.country = {static_cast<char>(country[0]), static_cast<char>(country[1])};
  TIP_TRY(const auto lat, in.u32());
  TIP_TRY(const auto lon, in.u32());
  post.lat = static_cast<std::int32_t>(lat);
  post.lon = static_cast<std::int32_t>(lon);
  TIP_TRY(post.langs, in.u32());
  TIP_TRY(post.flags, in.u16());
  TIP_TRY(post.vk, in.fixed<crypto::VerifyKey>());
  TIP_TRY(post.apke_hash, in.fixed<Hash32>());
  TIP_TRY(const auto name, in.take(kPostNameBytesMax));
  TIP_TRY(post.name, padded_text(name));
  TIP_TRY(post.kind, in.u8());
  TIP_CHECK(check_kind(post.kind));
  TIP_TRY(const auto hours, in.take(post.hours.size()));
  std::copy(hours.begin(), hours.end(), post.hours.begin());
  TIP_TRY(const auto address, in.take(kPostAddressBytesMax));
  TIP_TRY(post.address, padded_text(address));
  TIP_CHECK(check_post(post));
  return post;
}

Result<void> check_roster(const Roster& roster) {
  if (!posts_max_known(roster.posts_max)) return fail(Errc::bad_value, "P_max");
  if (roster.posts.size() > roster.posts_max) return fail(Errc::too_large, "posts");
  if (roster.witnesses.size() > kWitnessesMax) return fail(Errc::too_large, "witnesses");
  if (roster.threshold > roster.witnesses.size()) return fail(Errc::bad_value, "threshold");
  if (roster.tick_seconds == 0) return fail(Errc::bad_value, "tick_seconds");
  if (roster.not_before >= roster.not_after) return fail(Errc::bad_value, "validity");
  TIP_CHECK(check_origin(roster.origin));
  for (const auto& witness : roster.witnesses) TIP_CHECK(check_origin(witness.name));
  std::set<std::uint16_t> ids;
  for (const auto& post : roster.posts) {
    TIP_CHECK(check_post(post));
    if (!ids.insert(post.id).second) return fail(Errc::bad_value, "post id twice");
  }
  return {};
}

Result<Bytes> sign_roster(const Roster& roster, const crypto::SignKey& authority) {
  TIP_CHECK(check_roster(roster));
  Writer out;
  write_header(out, roster);
  for (const auto& witness : roster.witnesses)
    out.text_to(witness.name, kOriginBytesMax).raw(witness.vk.view());
  out.zeros_to(kRosterHeaderBytes + kWitnessesMax * kWitnessBytes);
  for (const auto& post : roster.posts) out.raw(encode_post_record(post));
  out.zeros_to(roster_bytes(roster.posts_max) - kSignatureBytes);
  out.raw(authority.sign(kRosterTag, out.view()).view());
  return out.take();
}

Result<VerifiedRoster> parse_untrusted_roster(ByteView bytes, const Programme& programme) {
  if (bytes.size() < roster_bytes(0)) return fail(Errc::wrong_length, "roster");
  VerifiedRoster out;
  Reader in(bytes);
  std::size_t posts = 0;
  std::size_t witnesses = 0;
  TIP_CHECK(read_header(in, out.roster_, posts, witnesses));
  if (!posts_max_known(out.roster_.posts_max)) return fail(Errc::bad_value, "P_max");
  if (bytes.size() != roster_bytes(out.roster_.posts_max))
    return fail(Errc::wrong_length, "roster");
  if (posts > out.roster_.posts_max || witnesses > kWitnessesMax)
    return fail(Errc::bad_value, "counts");
  TIP_CHECK(read_witnesses(in, out.roster_, witnesses));
  TIP_CHECK(read_posts(in, out.roster_, posts));
  TIP_CHECK(check_roster(out.roster_));
  const auto signature = crypto::Signature::from(in.rest());
  TIP_CHECK(crypto::verify(kRosterTag, bytes.first(bytes.size() - kSignatureBytes),
                           programme.authority_vk, signature));
  if (out.roster_.origin != programme.origin) return fail(Errc::bad_value, "origin");
  out.hash_ = crypto::sha256(bytes);
  out.bytes_.assign(bytes.begin(), bytes.end());
  return out;
}

Result<void> check_validity(const Roster& roster, std::uint64_t now_unix) {
  if (now_unix < roster.not_before) return fail(Errc::not_yet_valid, "roster");
  if (now_unix >= roster.not_after) return fail(Errc::expired, "roster");
  return {};
}

}  // namespace tipstaff::wire
