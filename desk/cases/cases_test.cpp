#include "desk/cases/cases.h"

#include "desk/cases/suggestions.h"
#include "desk/testing/case_fixture.h"
#include "desk/vault/schema.h"
#include "platform/file.h"

namespace tipstaff::desk {
namespace {

using CasesTest = CaseFixture;

TEST_F(CasesTest, WhatIsLinkedOrDeniedIsNotSuggestedAgain) {
  const auto a = tip("pay to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), b = tip("wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
  const auto c = tip("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa again"), d = tip("nothing of that");
  EXPECT_EQ(suggestions(), 3u);
  const auto id = open("Ballots");
  ASSERT_TRUE(link(id, a) && link(id, b));
  EXPECT_EQ(suggestions(), 2u);
  ASSERT_TRUE(with([&](Vault& vault) { return deny(vault, c, a, 7); }));
  EXPECT_EQ(suggestions(), 1u);
  ASSERT_TRUE(with([&](Vault& vault) { return unlink_conversation(vault, id, b, 8); }));
  EXPECT_EQ(suggestions(), 2u);
  EXPECT_EQ(with([&](Vault& vault) { return unlink_conversation(vault, id, d, 8); }).error().code, Errc::not_found);
}

// Counted in rows, not in time: between two steps the vault is free for everybody else.
TEST_F(CasesTest, TheFirstLookGoesInStepsAndBeginsAnewWhenSomethingCameBetween) {
  tip("pay to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), tip("wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
  EXPECT_EQ(suggestions(), 1u);
  ASSERT_TRUE(with([](Vault& vault) {
    return vault.db().execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
                              " INSERT INTO named(kind, value, message, conversation, benign) SELECT 'host', 'h' || i, 1, 1, 1 FROM n");
  }));
  Suggestions looking;
  const auto step = [&] { return *with([&](Vault& vault) { return looking.step(vault, scanner_); }); };
  const auto done = [&] {
    const auto now = step();
    const auto* progress = std::get_if<LookProgress>(&now);
    return progress != nullptr ? progress->done : 0;
  };
  EXPECT_EQ(done(), Suggestions::kRowsAStep);
  EXPECT_EQ(done(), 2 * Suggestions::kRowsAStep);
  tip("mine too: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
  EXPECT_EQ(done(), Suggestions::kRowsAStep) << "what came between is not missed";
  EXPECT_EQ(done(), 2 * Suggestions::kRowsAStep);
  const auto last = step();
  ASSERT_TRUE(std::holds_alternative<Suggestions::Found>(last));
  EXPECT_EQ(std::get<Suggestions::Found>(last).size(), 3u);
}

TEST_F(CasesTest, AMergeGoesBackToExactlyWhatWas) {
  const auto a = tip("one"), b = tip("two");
  const auto kept = open("Kept"), other = open("Other"), third = open("Third");
  ASSERT_TRUE(link(kept, a) && link(other, b));
  ASSERT_TRUE(with([&](Vault& vault) { return merge_case(vault, other, kept, 7); }));
  EXPECT_EQ(info(kept).conversations, (std::vector{a, b}));
  EXPECT_EQ(info(other).merged_into, kept);
  EXPECT_EQ(with([&](Vault& vault) { return merge_case(vault, other, third, 7); }).error().code, Errc::conflict);
  EXPECT_EQ(with([&](Vault& vault) { return merge_case(vault, kept, other, 7); }).error().code, Errc::conflict);
  EXPECT_EQ(with([&](Vault& vault) { return merge_case(vault, kept, kept, 7); }).error().code, Errc::conflict);
  ASSERT_TRUE(with([&](Vault& vault) { return unmerge_case(vault, other, 8); }));
  EXPECT_EQ(info(kept).conversations, (std::vector{a}));
  EXPECT_EQ(info(other).conversations, (std::vector{b}));
}

TEST_F(CasesTest, AStatementPointsAtBytesThatAreThere) {
  const auto a = tip("The van belongs to the mayor."), b = tip("elsewhere");
  const auto id = open("Van");
  ASSERT_TRUE(link(id, a));
  const auto add = [&](Statement one) { return with([&](Vault& vault) { return add_statement(vault, id, one, 9); }); };
  ASSERT_TRUE(add({0, "The mayor owns the van.", 'B', '2', a, 4, 3, 0}));
  EXPECT_EQ(add({0, "x", 'B', '2', a, 4, 99, 0}).error().code, Errc::bad_value);
  EXPECT_EQ(add({0, "x", 'B', '2', a, 4, 0, 0}).error().code, Errc::bad_value);
  EXPECT_EQ(add({0, "x", 'B', '2', a, UINT64_MAX, 2, 0}).error().code, Errc::bad_value);
  EXPECT_EQ(add({0, "x", 'G', '2', a, 0, 1, 0}).error().code, Errc::bad_value);
  EXPECT_EQ(add({0, "x", 'A', '7', a, 0, 1, 0}).error().code, Errc::bad_value);
  EXPECT_EQ(add({0, "x\ny", 'A', '1', a, 0, 1, 0}).error().code, Errc::bad_text);
  EXPECT_EQ(add({0, "x", 'A', '1', b, 0, 1, 0}).error().code, Errc::not_found);
  ASSERT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, a); }));
  const auto left = *with([&](Vault& vault) { return list_statements(vault, id); });
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].message, 0);
  EXPECT_EQ(left[0].reliability, 'B');
}

TEST_F(CasesTest, AChangedAuditLineBreaksTheChain) {
  open("One");
  open("Two");
  open("Three");
  ASSERT_EQ(audit()->size(), 3u);
  const auto change = [&](const char* sql) { return with([&](Vault& vault) { return vault.db().execute(sql); }); };
  ASSERT_TRUE(change("UPDATE audit SET detail = 'Zwei' WHERE id = 2"));
  EXPECT_EQ(audit().error().code, Errc::wrong_hash);
  ASSERT_TRUE(change("UPDATE audit SET detail = 'Two' WHERE id = 2"));
  ASSERT_TRUE(audit());
  ASSERT_TRUE(change("DELETE FROM audit WHERE id = 2"));
  EXPECT_EQ(audit().error().code, Errc::wrong_hash);
}

TEST_F(CasesTest, ARefusedChangeLeavesNoAuditLine) {
  EXPECT_FALSE(link(99, 99));
  EXPECT_FALSE(with([&](Vault& vault) { return unmerge_case(vault, 99, 1); }));
  EXPECT_EQ(audit()->size(), 0u);
}

TEST_F(CasesTest, AVaultOfTheFirstVersionIsBroughtUpAndKeepsItsTips) {
  desk_.lock();
  const auto path = scratch_.path() / "old.db";
  const VaultKey key = VaultKey::from(Bytes(VaultKey::kBytes, 7));
  {
    auto db = *platform::Database::open(path, key.expose());
    ASSERT_TRUE(db.execute(kSchema));
    ASSERT_TRUE(db.execute("PRAGMA user_version = 1"));
    ASSERT_TRUE(db.execute("INSERT INTO conversations(sender, name, wants_answers, apke, fetch, pke)"
                           " VALUES(x'01', 'old', 0, x'', x'', x'')"));
  }
  auto vault = Vault::open(path, key);
  ASSERT_TRUE(vault);
  EXPECT_EQ(find_conversation(*vault, 1)->name, "old");
  EXPECT_TRUE(open_case(*vault, "New", 1));
  ASSERT_TRUE(vault->db().execute(("PRAGMA user_version = " + std::to_string(kSchemaVersion + 1)).c_str()));
  EXPECT_EQ(Vault::open(path, key).error().code, Errc::bad_version);
}

TEST_F(CasesTest, WhatWaitedInAVaultOfBeforeGoesWithItsTipToo) {
  const auto path = scratch_.path() / "old.db";
  const VaultKey key = VaultKey::from(Bytes(VaultKey::kBytes, 7));
  {
    constexpr int kBefore = 12;  // without the lists of messages that requests tell of
    auto db = *platform::Database::open(path, key.expose());
    for (int i = 0; i < kBefore; ++i) ASSERT_TRUE(db.execute(kSchemas[static_cast<std::size_t>(i)]));
    ASSERT_TRUE(db.execute(("PRAGMA user_version = " + std::to_string(kBefore)).c_str()));
    ASSERT_TRUE(db.execute("INSERT INTO conversations(sender, name, wants_answers, apke, fetch, pke) VALUES(x'01', 'old', 0, x'', x'', x'');"
                           "INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts, receipt, leaf)"
                           " VALUES(1, 0, x'', x'', x'41', 1, 1, 1, 1, 1, 1, 1), (1, 0, x'', x'', x'42', 1, 1, 1, 1, 1, 1, 1);"
                           "INSERT INTO scanned VALUES(1, 1, 0, 1, 1, x'');"
                           "INSERT INTO cases(name, opened_at) VALUES('Old', 1); INSERT INTO case_tips VALUES(1, 1);"
                           "INSERT INTO export_requests(case_id, format, tlp, name, bytes, sha256, asked_by, asked_at)"
                           " VALUES(1, 'csv', 'red', 'case-1.csv', x'41', x'', 'Anna', 1)"));
  }
  auto vault = Vault::open(path, key);
  ASSERT_TRUE(vault);
  const auto number = [&](const char* sql) {
    auto query = vault->db().prepare(sql);
    EXPECT_TRUE(query.step());
    return query.integer(0);
  };
  EXPECT_EQ(number("SELECT message FROM unscanned"), 2) << "the other one was scanned";
  ASSERT_TRUE(erase_message(*vault, 2));
  EXPECT_EQ(number("SELECT length(bytes) FROM export_requests"), 0);
  EXPECT_EQ(number("SELECT state FROM export_requests"), 2);
}

}  // namespace
}  // namespace tipstaff::desk
