#pragma once
// Named: what the sources' messages name, kept in the vault, so that suggestions and "who
// else names this" are look-ups. Attachments count once they were opened. A message is
// scanned once, when it was taken in or at first use, and again when the rules changed.

#include <memory>

#include "casework/linking/linker.h"
#include "casework/observables/scanner.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

// A message that names more is a list; the first ones are kept.
inline constexpr std::size_t kNamedOfMessageMax = 4096;

// SQL of queries for what is named, and not harmless; and, grouped, of what 2 to ? (bind
// casework::kSharedByMax) conversations name together: more make a fashion of it.
inline constexpr std::string_view kFromThings = " FROM named WHERE benign = 0 AND substr(kind, 1, 1) <> '~'";
inline constexpr std::string_view kSharedThings = " GROUP BY kind, value HAVING count(DISTINCT conversation) BETWEEN 2 AND ?";

// How far scan_new has come.
struct ScanProgress {
  std::size_t scanned = 0;   // by this call
  bool complete = true;      // nothing is left to scan
};

// scan_new scans at most `most` messages that are new, became whole, or were scanned by
// another version. It commits as it goes: what was scanned stays when the disk is full.
[[nodiscard]] Result<ScanProgress> scan_new(Vault& vault, const casework::Scanner& scanner, std::size_t most = SIZE_MAX);

// scan_generation grows whenever something was scanned.
[[nodiscard]] Result<std::uint64_t> scan_generation(Vault& vault);

// scan_file_again lets scan_new look at the message of a file anew: it was opened.
[[nodiscard]] Result<void> scan_file_again(Vault& vault, std::int64_t file);

// LinkTexts is what linking compares: of every conversation what it names, and which say
// nearly the same.
struct LinkTexts {
  std::vector<casework::LinkFact> facts;   // tips are conversations
  std::vector<casework::NearText> near;
};

// LinkReader gathers them in steps, so that nobody waits behind it for long. Call scan_new
// before, and begin anew with another reader when something was scanned or erased between
// two steps.
class LinkReader {
 public:
  LinkReader();
  ~LinkReader();
  LinkReader(LinkReader&&) noexcept;
  LinkReader& operator=(LinkReader&&) noexcept;
  // step reads at most `rows` rows of the vault and takes them off `rows`; rows are left
  // over only when all is read.
  [[nodiscard]] Result<void> step(Vault& vault, std::size_t& rows);
  [[nodiscard]] bool done() const;
  [[nodiscard]] std::size_t read() const;   // rows so far
  // take gives what was read away; only when done.
  [[nodiscard]] LinkTexts take();

 private:
  struct Reading;
  std::unique_ptr<Reading> reading_;
};

// Naming is one conversation that names a thing, and its first message that does.
struct Naming {
  std::int64_t conversation = 0;
  std::int64_t message = 0;
};
inline constexpr std::int64_t kNamingsMax = 1000;
// who_names lists the conversations that name a thing, the oldest first, at most kNamingsMax.
[[nodiscard]] Result<std::vector<Naming>> who_names(Vault& vault, casework::Type type, std::string_view value);
// count_naming is how many conversations name a thing, by its first kNamingsMax messages.
[[nodiscard]] Result<std::size_t> count_naming(Vault& vault, casework::Type type, std::string_view value);
// who_names_anyone_called lists those that name a person so, in any script.
[[nodiscard]] Result<std::vector<Naming>> who_names_anyone_called(Vault& vault, std::string_view name);

}  // namespace tipstaff::desk
