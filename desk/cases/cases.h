#pragma once
// Cases: conversations that an officer put together, with the statements that make
// them one. Kept in the vault; each change is one line of the audit chain.

#include "casework/linking/linker.h"
#include "desk/cases/observed.h"

namespace tipstaff::desk {

inline constexpr std::size_t kCaseNameBytesMax = 120;
inline constexpr std::size_t kStatementBytesMax = 4000;

struct CaseInfo {
  std::int64_t id = 0;
  std::string name;
  std::int64_t merged_into = 0;              // 0: it stands for itself
  std::vector<std::int64_t> conversations;   // its own and, for a case that took others in, theirs
};

// Statement is what a tip says, and where. Reliability A to F is the source's,
// credibility 1 to 6 the information's (the Admiralty code).
struct Statement {
  std::int64_t id = 0;
  std::string text;
  char reliability = 'F';
  char credibility = '6';
  std::int64_t message = 0;                  // 0: that message was erased
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::uint64_t at = 0;
};

// Names and statements are UTF-8 without control characters. Errors of all: not_found,
// bad_text, bad_value, conflict.
[[nodiscard]] Result<std::int64_t> open_case(Vault& vault, std::string_view name, std::uint64_t now);
[[nodiscard]] Result<std::vector<CaseInfo>> list_cases(Vault& vault);
[[nodiscard]] Result<CaseInfo> find_case(Vault& vault, std::int64_t id);
// standing_case is the case itself, or the one that it was merged into.
[[nodiscard]] Result<std::int64_t> standing_case(Vault& vault, std::int64_t id);
[[nodiscard]] Result<void> link_conversation(Vault& vault, std::int64_t id, std::int64_t conversation, std::uint64_t now);
[[nodiscard]] Result<void> unlink_conversation(Vault& vault, std::int64_t id, std::int64_t conversation, std::uint64_t now);

// merge_case lets `from` stand for `into`; nothing is moved, so unmerge_case is the
// whole way back. Errors: conflict (one of them was merged already, or they are one).
[[nodiscard]] Result<void> merge_case(Vault& vault, std::int64_t from, std::int64_t into, std::uint64_t now);
[[nodiscard]] Result<void> unmerge_case(Vault& vault, std::int64_t from, std::uint64_t now);

// deny says that two conversations are not the same hand; they are not suggested again.
[[nodiscard]] Result<void> deny(Vault& vault, std::int64_t a, std::int64_t b, std::uint64_t now);

// add_statement wants a message of one of the case's conversations and bytes inside of it.
[[nodiscard]] Result<std::int64_t> add_statement(Vault& vault, std::int64_t id, const Statement& statement, std::uint64_t now);
[[nodiscard]] Result<std::vector<Statement>> list_statements(Vault& vault, std::int64_t id);

// denied_pairs are those that deny() was told of, the smaller number first.
[[nodiscard]] Result<casework::NotSame> denied_pairs(Vault& vault);

}  // namespace tipstaff::desk
