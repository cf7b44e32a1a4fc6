#pragma once
// TickPage: what the relay published about one tick, verified before use.

#include "tipstaff/log/proof.h"
#include "tipstaff/wire/bulletin.h"
#include "tipstaff/wire/lodging.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::desk {

// SignedBulletin is a bulletin that stands in the log under the relay's signature.
struct SignedBulletin {
  wire::Bulletin bulletin;
  log::VerifiedProof proof;
};

// roster_named_by reads, unverified, which roster a bulletin proof asks for.
// Errors: bad_text, too_large, and those of parse_untrusted_bulletin.
[[nodiscard]] Result<Hash32> roster_named_by_unverified(ByteView proof_text);

// Errors: those of verify_untrusted_proof and parse_untrusted_bulletin, wrong_hash
// (another roster), expired, not_yet_valid (roster), bad_proof (its K is not the batch's, or class L).
[[nodiscard]] Result<SignedBulletin> verify_bulletin(ByteView proof_text,
                                                     const wire::Programme& programme,
                                                     const wire::VerifiedRoster& roster);

// check_bag: the bag is the one that the bulletin names. Errors: wrong_length, wrong_hash.
[[nodiscard]] Result<void> check_bag(const SignedBulletin& signed_bulletin, ByteView bag);

// entries_of_batch returns the K-1 entries of the tick, in bag order, from the
// entries bundle that holds it. Errors: wrong_length, bad_proof.
[[nodiscard]] Result<std::vector<wire::Entry>> entries_of_batch(
    const SignedBulletin& signed_bulletin, ByteView bundle, std::uint64_t log_size);

// entries_path_of names that bundle in a log of `log_size` leaves.
[[nodiscard]] std::string entries_path_of(const SignedBulletin& signed_bulletin,
                                          std::uint64_t log_size);

}  // namespace tipstaff::desk
