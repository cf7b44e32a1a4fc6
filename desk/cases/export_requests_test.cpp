#include "desk/cases/export_requests.h"

#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"

namespace tipstaff::desk {
namespace {

class ExportRequestsTest : public ::testing::Test {
 protected:
  ExportRequestsTest() { EXPECT_TRUE(desk_.create(as_bytes(kTestPassphrase), kTestCost)); }

  template <class Use>
  auto as(const char* who, Use use) -> decltype(use(std::declval<Vault&>())) {
    const Desk::Acting acting(desk_, who);
    return desk_.with(use);
  }
  std::int64_t ask(const std::vector<std::int64_t>& messages = {}) {
    const Exported out{"case-3.csv", {'a', ',', 'b'}, crypto::sha256(as_bytes("a,b")), 0};
    return as("Anna", [&](Vault& vault) { return ask_export(vault, case_leaving(3, ExportFormat::csv, "amber", out, messages), 100); }).value_or(0);
  }
  Result<Approved> approve(const char* who, std::int64_t id, std::uint64_t now = 200) {
    return as(who, [&](Vault& vault) { return approve_export(vault, id, crypto::sha256(as_bytes("a,b")), now); });
  }
  // tip puts a conversation of one message in; its number.
  std::int64_t tip() {
    return *as("", [&](Vault& vault) -> Result<std::int64_t> {
      TIP_CHECK(vault.db().prepare("INSERT INTO conversations(sender, name, wants_answers, apke, fetch, pke)"
                                   " VALUES(?, 'two words', 0, x'', x'', x'')").bind(ByteView(Bytes(32, ++sender_))).run());
      const auto id = vault.db().last_row();
      TIP_CHECK(vault.db().prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts,"
                                   " receipt, leaf) VALUES(?, 0, x'', x'', x'41', 1, 1, 1, 1, 1, 1, 1)").bind(id).run());
      return vault.db().last_row();
    });
  }
  ExportRequest request(std::int64_t id) {
    const auto all = as("Boss", [](Vault& vault) { return list_export_requests(vault, 200); });
    const auto found = std::ranges::find(*all, id, &ExportRequest::id);
    EXPECT_NE(found, all->end());
    return *found;
  }
  std::string last_line() {
    const auto lines = *desk_.with([](Vault& vault) { return read_audit(vault); });
    return lines.back().who + ": " + lines.back().action;
  }

  TestClock clock_;
  Scratch scratch_;
  std::uint8_t sender_ = 0;
  Desk desk_{scratch_.path() / "desk", clock_};
};

TEST_F(ExportRequestsTest, AnotherPersonAgreesToTheseBytesAndOnce) {
  const auto id = ask();
  EXPECT_EQ(last_line(), "Anna: ask for export");
  EXPECT_EQ(approve("Anna", id).error().where, kSamePerson);
  const auto out = approve("Boss", id);
  ASSERT_TRUE(out);
  EXPECT_EQ(as_text(out->bytes), "a,b");
  EXPECT_EQ(last_line(), "Boss: approve export");
  ASSERT_TRUE(as("Boss", [&](Vault& vault) { return forget_export(vault, id); }));
  EXPECT_EQ(approve("Boss", id).error().code, Errc::stale) << "once";
  EXPECT_EQ(approve("Boss", 99).error().code, Errc::not_found);
  const auto all = as("Boss", [](Vault& vault) { return list_export_requests(vault, 300); });
  EXPECT_EQ(all->at(0).size, 0) << "the bytes have left the vault";
  EXPECT_EQ(all->at(0).decided_by, "Boss");
}

TEST_F(ExportRequestsTest, AnAttachmentsLineIsNotTakenForThatOfACaseOfTheSameNumber) {
  ask();
  const auto lines = [&] { return *desk_.with([](Vault& vault) { return read_audit(vault); }); };
  EXPECT_TRUE(lines().back().detail.starts_with("3 csv "));
  ASSERT_TRUE(as("Anna", [](Vault& vault) { return ask_export(vault, file_leaving(LeavingKind::attachment, 3, "a.txt", {'a'}), 101); }));
  EXPECT_TRUE(lines().back().detail.starts_with("attachment 3 "));
}

TEST_F(ExportRequestsTest, BytesThatAreNotWhatWasSeenStayHere) {
  const auto id = ask();
  EXPECT_EQ(as("Boss", [&](Vault& vault) { return approve_export(vault, id, Hash32{}, 200); }).error().code, Errc::wrong_hash);
  ASSERT_TRUE(as("", [](Vault& vault) { return vault.db().execute("UPDATE export_requests SET bytes = x'00'"); }));
  EXPECT_EQ(approve("Boss", id).error().code, Errc::wrong_hash) << "changed after it was asked for";
}

TEST_F(ExportRequestsTest, WhatIsRefusedOrWaitedAWeekGoesNowhere) {
  const auto refused = ask(), late = ask();
  ASSERT_TRUE(as("Boss", [&](Vault& vault) { return refuse_export(vault, refused, 200); }));
  EXPECT_EQ(last_line(), "Boss: refuse export");
  EXPECT_EQ(approve("Boss", refused).error().code, Errc::stale);
  EXPECT_EQ(approve("Boss", late, 100 + kRequestLifeSeconds).error().code, Errc::stale);
  const auto all = as("Carl", [](Vault& vault) { return list_export_requests(vault, 100 + kRequestLifeSeconds); });
  EXPECT_EQ(all->at(0).state, RequestState::expired);
  EXPECT_EQ(all->at(0).size, 0);
  EXPECT_EQ(all->at(1).state, RequestState::refused);
  EXPECT_EQ(last_line(), "Carl: export expired");
}

TEST_F(ExportRequestsTest, AFullDiskDoesNotLoseWhatWasApproved) {
  const auto id = ask();
  ASSERT_TRUE(approve("Boss", id)) << "and the file cannot be written";
  EXPECT_EQ(approve("Anna", id).error().where, kSamePerson) << "whoever asked does not fetch it";
  const auto again = approve("Dora", id, 300);
  ASSERT_TRUE(again);
  EXPECT_EQ(as_text(again->bytes), "a,b");
  EXPECT_EQ(last_line(), "Dora: approve export");
  EXPECT_EQ(approve("Boss", id, 100 + kRequestLifeSeconds).error().code, Errc::stale);
  const auto all = as("Boss", [](Vault& vault) { return list_export_requests(vault, 100 + kRequestLifeSeconds); });
  EXPECT_EQ(all->at(0).size, 0) << "not kept for longer";
  EXPECT_EQ(all->at(0).state, RequestState::approved);
}

TEST_F(ExportRequestsTest, AnErasedCampaignTakesItsWaitingExhibitAlong) {
  ASSERT_TRUE(as("Anna", [](Vault& vault) { return vault.db().execute("INSERT INTO campaigns VALUES(4, 'x', 1, '{}', '{}')"); }));
  auto leaving = file_leaving(LeavingKind::exhibit, 4, "members.csv", {'m'});
  const auto id = as("Anna", [&](Vault& vault) { return ask_or_record(vault, true, leaving, 100); });
  ASSERT_TRUE(id && *id);
  ASSERT_TRUE(as("Boss", [](Vault& vault) { return vault.db().execute("DELETE FROM campaigns"); }));
  const auto all = as("Boss", [](Vault& vault) { return list_export_requests(vault, 200); });
  EXPECT_EQ(all->at(0).state, RequestState::refused);
  EXPECT_EQ(all->at(0).size, 0);
}

TEST_F(ExportRequestsTest, AnErasedTipTakesEachWaitingCaseThatTellsOfItAlong) {
  const auto a = tip(), b = tip();
  const auto with_both = ask({a, b}), with_a = ask({a}), with_b = ask({b}), approved = ask({a});
  ASSERT_TRUE(approve("Boss", approved)) << "and the file cannot be written";
  ASSERT_TRUE(as("Anna", [&](Vault& vault) { return erase_message(vault, a); }));
  for (const auto id : {with_both, with_a}) {
    EXPECT_EQ(request(id).state, RequestState::refused);
    EXPECT_EQ(request(id).size, 0);
    EXPECT_EQ(approve("Boss", id).error().code, Errc::stale);
  }
  EXPECT_EQ(request(approved).size, 0) << "nobody has it another time";
  EXPECT_EQ(approve("Boss", approved).error().code, Errc::stale);
  EXPECT_TRUE(approve("Boss", with_b)) << "it tells of another tip";
  ASSERT_TRUE(as("Anna", [&](Vault& vault) { return erase_conversation(vault, b); })) << "the whole conversation";
  EXPECT_EQ(request(with_b).size, 0);
}

TEST_F(ExportRequestsTest, ATipErasedWhileItsReportIsDrawnDoesNotWait) {
  const auto a = tip();
  ASSERT_TRUE(as("Carl", [&](Vault& vault) { return erase_message(vault, a); }));
  EXPECT_EQ(ask({a}), 0);
  EXPECT_TRUE(as("Boss", [](Vault& vault) { return list_export_requests(vault, 200); })->empty());
}

TEST_F(ExportRequestsTest, ARemovedDraftTakesItsWaitingProposalAlong) {
  ASSERT_TRUE(as("Anna", [](Vault& vault) { return vault.db().execute("INSERT INTO call_drafts VALUES(4, 1, 1, '', x'', '{}', 0, 1)"); }));
  const auto id = as("Anna", [&](Vault& vault) { return ask_export(vault, file_leaving(LeavingKind::call, 4, "call.tscp", {'c'}), 100); });
  ASSERT_TRUE(as("Anna", [](Vault& vault) { return vault.db().execute("DELETE FROM call_drafts"); }));
  EXPECT_EQ(request(*id).state, RequestState::refused);
  EXPECT_EQ(request(*id).size, 0);
}

// Two programs on one vault: between a look and the change the other one decides.
TEST_F(ExportRequestsTest, WhoRefusesTooLateDoesNotSayThatNothingLeft) {
  const auto id = ask();
  ASSERT_TRUE(approve("Boss", id));
  EXPECT_EQ(as("Carl", [&](Vault& vault) { return refuse_export(vault, id, 200); }).error().code, Errc::stale);
  EXPECT_EQ(request(id).state, RequestState::approved);
}

TEST_F(ExportRequestsTest, LeavingTheSettingOutUndoesNothing) {
  const auto two = [&](bool wished) { return *as("Anna", [&](Vault& vault) { return two_must_agree(vault, wished, 100); }); };
  EXPECT_FALSE(two(false));
  EXPECT_TRUE(two(true));
  EXPECT_TRUE(two(false));
  ASSERT_TRUE(as("Bela", [](Vault& vault) { return let_one_decide(vault, 101); }));
  EXPECT_FALSE(two(false));
}

}  // namespace
}  // namespace tipstaff::desk
