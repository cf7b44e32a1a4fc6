#pragma once
// Authority: who signs the roster. One folder, meant for a machine that is never
// online: authority.key (sealed by passphrase), programme.conf, roster.tsr.
// Every change signs a new roster and keeps the old one as roster-SERIAL.tsr. Calls are
// kept in its folder calls/ (call_book.h).

#include "council/call.h"
#include "platform/key_file.h"
#include "platform/programme_file.h"
#include "tipstaff/wire/enrolment.h"

namespace tipstaff::authority {

struct NewProgramme {
  std::string title;
  std::string origin;
  std::string relay_url;
  std::string lodge_url;
  crypto::VerifyKey relay_vk;
  std::uint16_t tick_seconds = 600;
  std::uint16_t posts_max = 64;
  unsigned valid_days = 365;
  Hash32 page;  // hash of the page's manifest; zero: none
};

class Authority {
 public:
  // create makes the three files in `folder`, which must hold none of them.
  // Errors: conflict, bad_value, bad_text, and those of seal_key_file.
  [[nodiscard]] static Result<Authority> create(const std::filesystem::path& folder,
                                                const NewProgramme& programme, ByteView passphrase,
                                                crypto::Argon2Cost cost, crypto::Drbg& drbg,
                                                std::uint64_t now_unix);
  // open unlocks the key. Errors: those of open_key_file and of reading the files.
  [[nodiscard]] static Result<Authority> open(const std::filesystem::path& folder,
                                              ByteView passphrase);

  [[nodiscard]] const wire::Roster& roster() const { return roster_; }
  [[nodiscard]] const platform::ProgrammeFile& programme() const { return programme_; }

  // enrol adds a post. Errors: conflict (its number, or one of its keys, is in the roster).
  [[nodiscard]] Result<void> enrol(const wire::PostRecord& post);
  // rotate replaces the record of the post with the same number. Errors: not_found,
  // conflict (another post has one of these keys).
  [[nodiscard]] Result<void> rotate(const wire::PostRecord& post);
  // revoke removes a post. Errors: not_found.
  [[nodiscard]] Result<void> revoke(std::uint16_t post_id);
  // set_page names the page that the relay is to serve, from the next roster on.
  void set_page(const Hash32& manifest_hash) { roster_.client_bundle_hash = manifest_hash; }
  void set_relay(const crypto::VerifyKey& relay_vk) { roster_.relay_vk = relay_vk; }

  // sign writes the next roster, valid from `now_unix` on. Errors: as sign_roster,
  // wrong_state (not written).
  [[nodiscard]] Result<void> sign(std::uint64_t now_unix, unsigned valid_days);

  // open_call and extend_call sign the first or the next record of a call; they write
  // nothing. Errors: those of sign_opened and sign_next.
  [[nodiscard]] Result<council::VerifiedCall> open_call(std::string id, council::Opened opened,
                                                        std::uint64_t now_unix) const;
  [[nodiscard]] Result<void> extend_call(council::VerifiedCall& call, council::Step step,
                                         std::uint64_t now_unix) const;

 private:
  Authority(std::filesystem::path folder, platform::ProgrammeFile programme, wire::Roster roster,
            const crypto::SignSeed& seed)
      : folder_(std::move(folder)), programme_(std::move(programme)), roster_(std::move(roster)),
        key_(seed) {}
  [[nodiscard]] bool shares_a_key(const wire::PostRecord& post, bool same_id_counts) const;

  std::filesystem::path folder_;
  platform::ProgrammeFile programme_;
  wire::Roster roster_;
  crypto::SignKey key_;
};

// read_roster reads and verifies FOLDER/roster.tsr without the key.
[[nodiscard]] Result<wire::VerifiedRoster> read_roster(const std::filesystem::path& folder,
                                                       const wire::Programme& programme);

}  // namespace tipstaff::authority
