#pragma once
// What every command about calls stands on: the authority's folder as it is, and errors as
// sentences.

#include "authority/authority.h"
#include "authority/call_book.h"
#include "authority/call_draft.h"

namespace tipstaff::authority {

struct CallGround {
  platform::ProgrammeFile programme;
  wire::VerifiedRoster roster;
  CallBook book;
};

// open_ground needs no passphrase. Errors: those of reading and verifying the files.
[[nodiscard]] Result<CallGround> open_ground(const std::filesystem::path& folder);

[[nodiscard]] council::pages::Publisher publisher_of(const CallGround& ground, council::pages::Stage stage);
[[nodiscard]] OrSentence<void> check_posts(const council::Terms& terms, const CallGround& ground);
[[nodiscard]] OrSentence<void> write_site(const council::CallSet& calls, const council::pages::Pictures& pictures,
                                          const council::pages::Publisher& publisher, const std::filesystem::path& out);

[[nodiscard]] std::uint64_t now_unix();
[[nodiscard]] inline std::unexpected<std::string> say(std::string sentence) { return std::unexpected(std::move(sentence)); }
[[nodiscard]] std::string sentence_of(const Error& error);

// sentenced turns an error into what a person reads.
template <class T>
[[nodiscard]] OrSentence<T> sentenced(Result<T> result) {
  if (!result) return say(sentence_of(result.error()));
  if constexpr (std::is_void_v<T>) return {};
  else return std::move(*result);
}

// report says what was signed, and what to do with it.
void report(const council::VerifiedCall& call);

}  // namespace tipstaff::authority
