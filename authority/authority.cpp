#include "authority/authority.h"

#include <algorithm>

#include "platform/file.h"

namespace tipstaff::authority {
namespace {

constexpr std::string_view kKeyKind = "tipstaff-authority-v1";
constexpr std::size_t kRosterFileMax = 1 << 20;
constexpr std::uint64_t kDaySeconds = 86'400;

std::filesystem::path key_path(const std::filesystem::path& folder) { return folder / "authority.key"; }
std::filesystem::path roster_path(const std::filesystem::path& folder) { return folder / "roster.tsr"; }
std::filesystem::path programme_path(const std::filesystem::path& folder) { return folder / "programme.conf"; }

bool any_file(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(key_path(folder), ignored) ||
         std::filesystem::exists(roster_path(folder), ignored) ||
         std::filesystem::exists(programme_path(folder), ignored);
}

wire::Roster first_roster(const NewProgramme& wanted) {
  wire::Roster out;
  out.posts_max = wanted.posts_max;
  out.tick_seconds = wanted.tick_seconds;
  out.origin = wanted.origin;
  out.relay_vk = wanted.relay_vk;
  out.client_bundle_hash = wanted.page;
  return out;
}

}  // namespace

Result<wire::VerifiedRoster> read_roster(const std::filesystem::path& folder,
                                         const wire::Programme& programme) {
  TIP_TRY(const auto bytes, platform::read_file(roster_path(folder), kRosterFileMax));
  return wire::parse_untrusted_roster(bytes, programme);
}

Result<Authority> Authority::create(const std::filesystem::path& folder, const NewProgramme& wanted,
                                    ByteView passphrase, crypto::Argon2Cost cost,
                                    crypto::Drbg& drbg, std::uint64_t now_unix) {
  if (any_file(folder)) return fail(Errc::conflict, "the folder holds a programme");
  auto roster = first_roster(wanted);
  roster.not_before = now_unix;
  roster.not_after = now_unix + wanted.valid_days * kDaySeconds;
  TIP_CHECK(wire::check_roster(roster));
  const auto seed = drbg.draw<platform::FileKey>();
  const auto sign_seed = crypto::SignSeed::from(seed.expose());
  platform::ProgrammeFile programme{
      wanted.title, {crypto::SignKey(sign_seed).verify_key(), wanted.origin}, wanted.relay_url,
      wanted.lodge_url};
  const auto text = platform::encode_programme_file(programme);
  TIP_CHECK(platform::parse_programme_file(text));
  TIP_CHECK(platform::seal_key_file(key_path(folder), kKeyKind, seed, passphrase, cost, drbg));
  TIP_CHECK(platform::write_file(programme_path(folder), as_bytes(text),
                                 platform::Access::everybody_reads));
  Authority out(folder, std::move(programme), std::move(roster), sign_seed);
  TIP_CHECK(out.sign(now_unix, wanted.valid_days));
  return out;
}

Result<Authority> Authority::open(const std::filesystem::path& folder, ByteView passphrase) {
  TIP_TRY(auto programme, platform::read_programme_file(programme_path(folder)));
  TIP_TRY(const auto roster, read_roster(folder, programme.programme));
  TIP_TRY(const auto seed, platform::open_key_file(key_path(folder), kKeyKind, passphrase));
  const auto sign_seed = crypto::SignSeed::from(seed.expose());
  return Authority(folder, std::move(programme), *roster, sign_seed);
}

// Nobody proves that the key named by apke_hash is his own, and sources tell by it
// who answers: a copy of another post's would take that post's answers for itself.
bool Authority::shares_a_key(const wire::PostRecord& post, bool same_id_counts) const {
  return std::ranges::any_of(roster_.posts, [&](const auto& other) {
    if (other.id == post.id) return same_id_counts;
    return other.vk == post.vk || other.apke_hash == post.apke_hash;
  });
}

Result<void> Authority::enrol(const wire::PostRecord& post) {
  if (shares_a_key(post, true)) return fail(Errc::conflict, "a post with this number or key is in the roster");
  roster_.posts.push_back(post);
  return {};
}

Result<void> Authority::rotate(const wire::PostRecord& post) {
  if (shares_a_key(post, false)) return fail(Errc::conflict, "another post with this key");
  const auto at = std::ranges::find(roster_.posts, post.id, &wire::PostRecord::id);
  if (at == roster_.posts.end()) return fail(Errc::not_found, "post");
  *at = post;
  return {};
}

Result<void> Authority::revoke(std::uint16_t post_id) {
  if (std::erase_if(roster_.posts, [&](const auto& post) { return post.id == post_id; }) == 0)
    return fail(Errc::not_found, "post");
  return {};
}

Result<void> Authority::sign(std::uint64_t now_unix, unsigned valid_days) {
  auto next = roster_;
  ++next.serial;
  next.not_before = now_unix;
  next.not_after = now_unix + valid_days * kDaySeconds;
  TIP_TRY(const auto bytes, wire::sign_roster(next, key_));
  const auto kept = folder_ / ("roster-" + std::to_string(next.serial) + ".tsr");
  TIP_CHECK(platform::write_file(kept, bytes, platform::Access::everybody_reads));
  TIP_CHECK(platform::write_file(roster_path(folder_), bytes, platform::Access::everybody_reads));
  roster_ = std::move(next);
  return {};
}

Result<council::VerifiedCall> Authority::open_call(std::string id, council::Opened opened,
                                                   std::uint64_t now_unix) const {
  return council::sign_opened(std::move(id), std::move(opened), now_unix, programme_.programme, key_);
}

Result<void> Authority::extend_call(council::VerifiedCall& call, council::Step step,
                                    std::uint64_t now_unix) const {
  return council::sign_next(call, std::move(step), now_unix, programme_.programme, key_);
}

}  // namespace tipstaff::authority
