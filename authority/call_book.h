#pragma once
// CallBook: the calls of a programme in the authority's folder, as calls/ID.tsc, and
// their pictures as calls/HASH.png or .jpg.

#include <filesystem>

#include "council/pages/site.h"

namespace tipstaff::authority {

class CallBook {
 public:
  // open reads and verifies every call; a folder without calls is an empty book.
  // Errors: conflict (two calls with one id), and those of parse_untrusted_call.
  [[nodiscard]] static Result<CallBook> open(const std::filesystem::path& folder,
                                             const wire::Programme& programme);

  [[nodiscard]] const council::CallSet& calls() const { return calls_; }
  // pictures reads those that the calls name. Errors: not_found.
  [[nodiscard]] Result<council::pages::Pictures> pictures() const;

  // begin keeps a new call and its pictures. Errors: conflict (the id is taken),
  // wrong_state (not written), too_large.
  [[nodiscard]] Result<void> begin(const council::VerifiedCall& call,
                                   const council::pages::Pictures& pictures);
  // keep writes a call that went on. Errors: not_found, wrong_state, too_large.
  [[nodiscard]] Result<void> keep(const council::VerifiedCall& call,
                                  const council::pages::Pictures& pictures);

 private:
  CallBook(std::filesystem::path folder, council::CallSet calls)
      : folder_(std::move(folder)), calls_(std::move(calls)) {}
  [[nodiscard]] Result<void> write(council::CallSet next, const council::VerifiedCall& call,
                                   const council::pages::Pictures& pictures);

  std::filesystem::path folder_;
  council::CallSet calls_;
};

// write_editions writes a site to `folder`: the first edition in it, each later one in
// at-UNIX below it. It is written beside and renamed, so that a reader sees the old site
// or the new one. Errors: conflict (the folder holds something that is not a site),
// wrong_state (not written).
[[nodiscard]] Result<void> write_editions(const std::filesystem::path& folder,
                                          const std::vector<council::pages::Edition>& editions);

}  // namespace tipstaff::authority
