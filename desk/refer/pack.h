#pragma once
// Packing: what of the vault goes into a referral.

#include "desk/vault/vault.h"
#include "tipstaff/wire/referral.h"

namespace tipstaff::desk {

// Why there is nothing to hand over yet: Errc::not_yet_valid, said here.
inline constexpr std::string_view kNothingWhole = "no whole tip";

// Packed is a referral without addressee and signature, and the messages that are in it.
struct Packed {
  wire::Referral referral;
  std::vector<std::int64_t> messages;   // of its tips, in order
};

// pack_conversation takes every whole message of a source, with what shows that it stood in
// the log and, for one that another post had handed over, the chain.
// Errors: not_found, not_yet_valid (no message of it is whole), too_large, wrong_hash (a tip of
// another post is not what that post signed).
[[nodiscard]] Result<Packed> pack_conversation(Vault& vault, std::int64_t conversation);

// pack_case takes the case's conversations, statements, accounts, suspects, hypotheses and
// marks, with those of cases that were merged into it. Errors: as above.
[[nodiscard]] Result<Packed> pack_case(Vault& vault, std::int64_t number);

}  // namespace tipstaff::desk
