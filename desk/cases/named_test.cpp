#include "desk/cases/named.h"

#include "desk/testing/case_fixture.h"

namespace tipstaff::desk {
namespace {

constexpr const char* kWallet = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

class NamedTest : public CaseFixture {
 protected:
  ScanProgress scan(std::size_t most = SIZE_MAX) {
    return *with([&](Vault& vault) { return scan_new(vault, scanner_, most); });
  }
  std::vector<Naming> who(casework::Type type, std::string_view value) {
    return *with([&](Vault& vault) { return who_names(vault, type, value); });
  }
  std::int64_t count(const char* sql) {
    return *with([&](Vault& vault) -> Result<std::int64_t> {
      auto query = vault.db().prepare(sql);
      TIP_CHECK(query.step());
      return query.integer(0);
    });
  }
  void run(const char* sql) {
    EXPECT_TRUE(with([&](Vault& vault) { return vault.db().execute(sql); }));
  }
};

TEST_F(NamedTest, AMessageIsScannedOnceAndFoundByWhatItNames) {
  const auto a = tip(std::string("pay to ") + kWallet), b = tip(std::string("wallet ") + kWallet + " and hxxp://qzxy[.]com/a");
  EXPECT_EQ(scan().scanned, 2u);
  EXPECT_EQ(scan().scanned, 0u);
  const auto found = who(casework::Type::btc, kWallet);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].conversation, a);
  EXPECT_EQ(found[1].conversation, b);
  EXPECT_EQ(who(casework::Type::host, "qzxy.com").size(), 1u);
  const auto c = tip("nothing");
  EXPECT_EQ(scan().scanned, 1u);
  EXPECT_NE(c, a);
}

TEST_F(NamedTest, APersonIsFoundInAnotherAlphabet) {
  tip("мы видели Теодора Марша у порта");
  tip("Teodor Marsh drove");
  scan();
  EXPECT_EQ(with([&](Vault& vault) { return who_names_anyone_called(vault, "Theodor Marsch"); })->size(), 2u);
  EXPECT_EQ(suggestions(), 1u);
}

TEST_F(NamedTest, ErasingAMessageErasesWhatItNamed) {
  const auto a = tip(std::string("pay to ") + kWallet);
  scan();
  ASSERT_GT(count("SELECT count(*) FROM named"), 0);
  ASSERT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, a); }));
  EXPECT_EQ(count("SELECT count(*) FROM named"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM scanned"), 0);
}

TEST_F(NamedTest, AnotherVersionOrAMessageThatBecameWholeIsScannedAgain) {
  tip("one at a@qzxy.org");
  tip("two");
  scan();
  run("UPDATE scanned SET version = 0 WHERE message = 1");
  run("UPDATE meta SET value = x'0000000000000000' WHERE name = 'scanned_by'");
  EXPECT_EQ(scan().scanned, 1u);
  run("UPDATE messages SET state = 2, body = x'c0ff' WHERE id = 2");
  EXPECT_EQ(scan().scanned, 1u);
  EXPECT_EQ(scan().scanned, 0u);
}

TEST_F(NamedTest, AStepStopsWhereItWasToldAndGoesOn) {
  for (int i = 0; i < 5; ++i) tip("tip");
  EXPECT_EQ(scan(2).scanned, 2u);
  EXPECT_FALSE(scan(2).complete);
  const auto last = scan(2);
  EXPECT_EQ(last.scanned, 1u);
  EXPECT_TRUE(last.complete);
}

TEST_F(NamedTest, ALargeVaultIsNotReadAgainForEachStep) {
  for (int i = 0; i < 6; ++i) tip("tip");
  EXPECT_EQ(count("SELECT count(*) FROM unscanned"), 6);
  std::int64_t left = 6;
  while (!scan(2).complete) EXPECT_EQ(count("SELECT count(*) FROM unscanned"), left -= 2);
  EXPECT_EQ(count("SELECT count(*) FROM unscanned"), 0) << "nothing is to be gone through any more";
  run("INSERT INTO files(message, position, name, type, bytes) VALUES(3, 0, 'a', '', x'25')");
  ASSERT_TRUE(with([](Vault& vault) { return scan_file_again(vault, 1); }));
  EXPECT_EQ(count("SELECT message FROM unscanned"), 3);
  ASSERT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, 3); }));
  EXPECT_EQ(count("SELECT count(*) FROM unscanned"), 0);
}

TEST_F(NamedTest, NoStepOfSuggestionsHoldsTheVaultForAllOfIt) {
  constexpr int kTips = 120;
  for (int i = 0; i < kTips; ++i) {
    std::string list;
    for (int k = 0; k < 80; ++k) list += "h" + std::to_string(i * 1000 + k) + ".com ";
    tip(list);
  }
  Suggestions looking;
  std::size_t scans = 0, reads = 0, done = 0;
  const auto step = [&] { return *with([&](Vault& vault) { return looking.step(vault, scanner_); }); };
  for (auto now = step(); std::holds_alternative<LookProgress>(now); now = step()) {
    const auto progress = std::get<LookProgress>(now);
    if (progress.of == 1) ++scans;
    if (progress.of <= 1) continue;
    ++reads;
    EXPECT_LE(progress.done - done, Suggestions::kRowsAStep);
    done = progress.done;
  }
  const auto rows = static_cast<std::size_t>(count("SELECT (SELECT count(*) FROM scanned) + (SELECT count(*) FROM named)"));
  EXPECT_EQ(scans, kTips / Suggestions::kScannedAStep);
  EXPECT_GE(reads, 2u);
  EXPECT_EQ(reads, rows / Suggestions::kRowsAStep) << "the step after them ends it";
}

TEST_F(NamedTest, TheSameFileLinksTwoTipsWhateverItIsCalled) {
  tip("see the picture");
  tip("this is the house");
  run("INSERT INTO files(message, position, name, type, bytes) VALUES(1, 0, 'a.jpg', '', x'ffd8ff'), (2, 0, 'b.jpg', '', x'ffd8ff')");
  EXPECT_EQ(suggestions(), 1u);
}

TEST_F(NamedTest, WhatAnOpenedAttachmentNamesIsFoundAndLinks) {
  const auto a = tip("see the letter"), b = tip(std::string("they pay from ") + kWallet);
  run("INSERT INTO files(message, position, name, type, bytes) VALUES(1, 0, 'a.pdf', '', x'25')");
  EXPECT_EQ(suggestions(), 0u);
  run("INSERT INTO peeled(file, position, kind, path, name, text, png)"
      " VALUES(1, 0, 0, 'a.pdf', '', 'to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', x'')");
  ASSERT_TRUE(with([](Vault& vault) { return scan_file_again(vault, 1); }));
  EXPECT_EQ(suggestions(), 1u);
  const auto found = who(casework::Type::btc, kWallet);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].conversation, a);
  EXPECT_EQ(found[1].conversation, b);
}

TEST_F(NamedTest, PicturesThatLookAlikeLinkWhateverTheirBytesAre) {
  for (int i = 0; i < 3; ++i) tip("see the picture");
  run("INSERT INTO files(message, position, name, type, bytes) VALUES(1, 0, 'a.jpg', '', x'01'), (2, 0, 'b.png', '', x'02'), (3, 0, 'c.png', '', x'03')");
  run("INSERT INTO peeled(file, position, kind, path, name, text, png) VALUES(1, 0, 2, 'a.jpg', 'phash', '00ff00ff00ff00ff', x''),"
      " (2, 0, 2, 'b.png', 'phash', '00ff00ff00ff00fe', x''), (3, 0, 2, 'c.png', 'phash', 'ff00ff00ff00ff00', x'')");
  const auto all = *with([&](Vault& vault) { return suggest_links(vault, scanner_); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].reasons[0].kind, casework::ReasonKind::picture);
}

TEST_F(NamedTest, NearlyTheSameWordsLinkButNotAFloodOfThem) {
  const std::string story = "The ballots of station seventeen were swapped at night, and the van stood behind the old school until four";
  tip(story + " in the morning.");
  tip(story + " o'clock.");
  EXPECT_EQ(suggestions(), 1u);
  for (int i = 0; i < 40; ++i) tip(story + " number " + std::to_string(i));
  EXPECT_EQ(suggestions(), 0u);
}

TEST_F(NamedTest, AFloodOfVariantsThatNamesAWalletHidesNothing) {
  const auto a = tip(std::string("The clerk's wallet is ") + kWallet);
  const auto b = tip(std::string("We paid the van with ") + kWallet);
  EXPECT_EQ(suggestions(), 1u);
  for (int i = 0; i < 200; ++i)
    tip("You are all liars and agents of the enemy number " + std::to_string(i) + " and this honest man of ours is at " + kWallet);
  const auto all = *with([&](Vault& vault) { return suggest_links(vault, scanner_); });
  ASSERT_FALSE(all.empty());
  EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.a == a && one.b == b; }));
  EXPECT_LE(all.size(), 3u);
}

TEST_F(NamedTest, OfALongListNoMoreIsReadThanLinks) {
  std::string list;
  for (int i = 0; i < 1000; ++i) list += "h" + std::to_string(i) + ".com ";
  tip(list);
  tip(list + "again");
  scan();
  EXPECT_EQ(count("SELECT count(*) FROM named WHERE message = 1 AND kind = 'host'"), 1000);
  // In steps of a hundred rows, none of which reads more.
  const auto facts = with([](Vault& vault) -> Result<std::size_t> {
    LinkReader reader;
    for (std::size_t before = 0; !reader.done(); before = reader.read()) {
      std::size_t rows = 100;
      TIP_CHECK(reader.step(vault, rows));
      EXPECT_LE(reader.read() - before, 100u);
    }
    return reader.take().facts.size();
  });
  EXPECT_EQ(*facts, 2 * casework::kFactsOfTipMax);
}

TEST_F(NamedTest, AThingSaidManyTimesHidesNothingBehindIt) {
  std::string list;
  for (std::size_t i = 0; i <= kNamedOfMessageMax; ++i) list += "a@qzxy.org ";
  tip(list + "then " + kWallet);
  scan();
  EXPECT_EQ(who(casework::Type::btc, kWallet).size(), 1u);
}

TEST_F(NamedTest, WhatIsSuggestedFollowsWhatIsErasedAndDenied) {
  const auto a = tip(std::string("pay to ") + kWallet), b = tip(std::string("paid by ") + kWallet), c = tip(std::string("see ") + kWallet);
  EXPECT_EQ(suggestions(), 3u);
  ASSERT_TRUE(with([&](Vault& vault) { return deny(vault, a, b, 7); }));
  EXPECT_EQ(suggestions(), 2u);
  ASSERT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, c); }));
  EXPECT_EQ(suggestions(), 0u);
}

TEST_F(NamedTest, HostileTextsAreScannedLikeAnyOther) {
  for (const char* one : {"a", "\u202e", "\u0430", "\xff", "*", "@", ".", "\xf0\x9f"}) {
    std::string text;
    while (text.size() < 11'512) text += one;
    tip(text.substr(0, 11'512));
  }
  EXPECT_EQ(scan().scanned, 8u);
  EXPECT_EQ(suggestions(), 0u);
}

}  // namespace
}  // namespace tipstaff::desk
