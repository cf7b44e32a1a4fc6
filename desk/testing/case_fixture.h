#pragma once
// CaseFixture: a desk with an empty vault, into which a test puts tips and cases.

#include "desk/cases/cases.h"
#include "desk/cases/suggestions.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"

namespace tipstaff::desk {

class CaseFixture : public ::testing::Test {
 protected:
  CaseFixture() { EXPECT_TRUE(desk_.create(as_bytes(kTestPassphrase), kTestCost)); }

  template <class Use>
  auto with(Use use) -> decltype(use(std::declval<Vault&>())) { return desk_.with(use); }

  // tip puts one conversation with one message in; their numbers are the same.
  std::int64_t tip(std::string_view text, std::int64_t at = 1) {
    std::int64_t id = 0;
    EXPECT_TRUE(with([&](Vault& vault) -> Result<void> {
      const Bytes key(32, ++sender_);
      TIP_CHECK(vault.db().prepare("INSERT INTO conversations(sender, name, wants_answers, apke, fetch, pke)"
                                   " VALUES(?, 'two words', 0, x'', x'', x'')").bind(ByteView(key)).run());
      id = vault.db().last_row();
      return vault.db().prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts,"
                                " receipt, leaf) VALUES(?, 0, x'', x'', ?, ?, 1, 1, 1, 1, 0, 0)").bind(id).bind(as_bytes(text)).bind(at).run();
    }));
    return id;
  }
  std::int64_t open(std::string_view name) { return *with([&](Vault& vault) { return open_case(vault, name, 5); }); }
  Result<void> link(std::int64_t id, std::int64_t conversation) {
    return with([&](Vault& vault) { return link_conversation(vault, id, conversation, 6); });
  }
  CaseInfo info(std::int64_t id) { return *with([&](Vault& vault) { return find_case(vault, id); }); }
  // suggestions counts them, as remembered and as found anew: the two never differ.
  std::size_t suggestions() {
    const auto kept = with([&](Vault& vault) { return suggestions_.all(vault, scanner_); })->size();
    EXPECT_EQ(with([&](Vault& vault) { return suggest_links(vault, scanner_); })->size(), kept);
    return kept;
  }
  Result<std::vector<AuditLine>> audit() { return with([](Vault& vault) { return read_audit(vault); }); }

  casework::Scanner scanner_;
  Suggestions suggestions_;
  TestClock clock_;
  Scratch scratch_;
  std::uint8_t sender_ = 0;
  Desk desk_{scratch_.path() / "desk", clock_};
};

}  // namespace tipstaff::desk
