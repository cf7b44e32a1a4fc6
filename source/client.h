#pragma once
// Client: a source's session with one relay, from the command line.

#include "platform/programme_file.h"
#include "source/visit.h"
#include "source/words_input.h"
#include "tipstaff/protocol/page_check.h"

namespace tipstaff::source {

class Client {
 public:
  // open reads nothing from the network yet. Errors: bad_value (an onion without a
  // proxy), and those of Doors::open.
  [[nodiscard]] static Result<Client> open(const platform::ProgrammeFile& programme,
                                           const std::string& socks5);

  [[nodiscard]] protocol::SourceSession& session() { return session_; }

  // visit makes one visit, and again a few times while the relay cannot be reached.
  [[nodiscard]] Result<void> visit();
  // visit_until makes visits until `done`, at least one and at most `most`.
  template <class Done>
  [[nodiscard]] Result<void> visit_until(Done done, int most) {
    do TIP_CHECK(visit());
    while (!done() && --most > 0);
    return {};
  }

  // fetch asks for a public file, which is the same for everybody.
  // Errors: not_found (no answer, or no such file), bad_status, too_large.
  [[nodiscard]] Result<Bytes> fetch(std::string_view path);

  // check_page compares the page that the relay serves with the newest roster, after a
  // visit. Errors: as protocol::check_page.
  [[nodiscard]] Result<protocol::PageReport> check_page();

  [[nodiscard]] const wire::Programme& programme() const { return programme_; }

  // post_name returns how the roster names a post.
  [[nodiscard]] std::string post_name(std::uint16_t post_id) const;

 private:
  Client(const platform::ProgrammeFile& programme, Doors doors);

  wire::Programme programme_;
  std::string programme_json_;
  Doors doors_;
  protocol::SourceSession session_;
};

}  // namespace tipstaff::source
