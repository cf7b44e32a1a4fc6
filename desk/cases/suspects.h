#pragma once
// Suspects: whom a case is about, as far as its statements say. Several officers may
// work at one: who changes what somebody else changed meanwhile is refused.

#include "casework/observables/scanner.h"
#include "desk/cases/cases.h"

namespace tipstaff::desk {

inline constexpr std::size_t kNoteBytesMax = 4000;
inline constexpr std::size_t kDetailBytesMax = 300;
// Of aliases, accounts, places, times and statements each: more is a list, not a person.
inline constexpr std::size_t kDetailsMax = 100;

// Account is something that only one hand uses: a wallet, a phone, a name on a platform.
struct Account {
  casework::Type type = casework::Type::count_;
  std::string value;  // canonical, live

  friend bool operator==(const Account&, const Account&) = default;
};

struct Suspect {
  std::int64_t id = 0;                       // 0: a new one
  std::int64_t case_id = 0;
  std::int64_t edition = 0;                  // as it was read; a change wants it
  std::string name;
  std::vector<std::string> aliases;
  std::vector<Account> accounts;
  std::vector<std::string> places;           // in the officer's words
  std::vector<std::string> times;
  std::string note;                          // may have lines
  std::vector<std::int64_t> statements;      // of the same case: what it rests on
};

// canonical_account reads a value in any spelling ("boss[@]evil[.]com", "t.me/boss").
// What the scanner does not know as this type is kept as it is written.
[[nodiscard]] Account canonical_account(const casework::Scanner& scanner, casework::Type type, std::string_view written);

// list_suspects has those of the cases that were merged into this one too. Errors: not_found.
[[nodiscard]] Result<std::vector<Suspect>> list_suspects(Vault& vault, std::int64_t case_id);
[[nodiscard]] Result<Suspect> find_suspect(Vault& vault, std::int64_t id);

// save_suspect writes a new suspect (id 0) or all of a known one, and returns its number.
// Errors: not_found (case, suspect, a statement of this case), bad_text, bad_value,
// too_large, stale (somebody changed it meanwhile).
[[nodiscard]] Result<std::int64_t> save_suspect(Vault& vault, const Suspect& suspect, std::uint64_t now);
// Errors: not_found, stale.
[[nodiscard]] Result<void> remove_suspect(Vault& vault, std::int64_t id, std::int64_t edition, std::uint64_t now);

}  // namespace tipstaff::desk
