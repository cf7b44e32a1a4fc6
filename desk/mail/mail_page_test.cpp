#include "desk/mail/mail_page.h"

#include <set>

#include "desk/testing/desk_fixture.h"

namespace tipstaff::desk {
namespace {

class MailPageTest : public ::testing::Test {
 protected:
  MailPageTest() {
    EXPECT_TRUE(desk_.create(as_bytes(kTestPassphrase), kTestCost));
    for (int i = 1; i <= 5; ++i) conversation(i);
    for (int i = 0; i < 6; ++i) message(3);
  }
  void conversation(std::int64_t id) {
    EXPECT_TRUE(desk_.with([&](Vault& vault) {
      return vault.db().prepare("INSERT INTO conversations(id, sender, name, wants_answers, apke, fetch, pke) VALUES(?, ?, 'x', 0, x'', x'', x'')")
          .bind(id).bind(as_bytes(std::to_string(id))).run();
    }));
    message(id);
  }
  void message(std::int64_t conversation) {
    EXPECT_TRUE(desk_.with([&](Vault& vault) {
      return vault.db().prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts, receipt, leaf)"
                                " VALUES(?, 0, x'', x'', x'', 1, 1, 0, 1, 1, 0, 0)").bind(conversation).run();
    }));
  }

  TestClock clock_;
  Scratch scratch_;
  Desk desk_{scratch_.path() / "desk", clock_};
};

TEST_F(MailPageTest, AFloodOfTipsComesInPiecesAndNoneIsLeftOut) {
  std::set<std::int64_t> seen;
  std::int64_t before = 0;
  int pages = 0;
  do {
    const auto page = desk_.with([&](Vault& vault) { return page_conversations(vault, {}, before, 2); });
    ASSERT_TRUE(page);
    EXPECT_LE(page->conversations.size(), 2u);
    for (const auto& one : page->conversations) EXPECT_TRUE(seen.insert(one.id).second) << "twice";
    before = page->next;
  } while (before != 0 && ++pages < 9);
  EXPECT_EQ(seen.size(), 5u);
  EXPECT_EQ(pages, 2);
}

TEST_F(MailPageTest, AConversationOfManyMessagesBeginsWithTheNewest) {
  const auto page = [&](std::int64_t before) { return *desk_.with([&](Vault& vault) { return page_messages(vault, 3, before, 3); }); };
  const auto newest = page(0), older = page(newest.earlier), oldest = page(older.earlier);
  EXPECT_EQ(newest.messages.size(), 3u);
  EXPECT_LT(newest.messages.front().id, newest.messages.back().id);
  EXPECT_LT(older.messages.back().id, newest.messages.front().id);
  EXPECT_EQ(oldest.messages.size(), 1u);
  EXPECT_EQ(oldest.earlier, 0);
  EXPECT_FALSE(desk_.with([](Vault& vault) { return page_messages(vault, 99, 0); }));
}

}  // namespace
}  // namespace tipstaff::desk
