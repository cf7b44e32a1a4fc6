#include "desk/vault/vault.h"

#include <fstream>

#include "desk/mail/mail.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/search.h"
#include "platform/file.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kMarker = "PELARGONIUM-MARKER-4711";

class VaultTest : public ::testing::Test {
 protected:
  VaultTest() { EXPECT_TRUE(desk_.create(as_bytes(kTestPassphrase), kTestCost)); }

  template <class Use>
  auto with(Use use) -> decltype(use(std::declval<Vault&>())) { return desk_.with(use); }

  std::int64_t put_message(std::string_view text, std::uint8_t sender) {
    const Bytes key(32, sender);
    EXPECT_TRUE(with([&](Vault& vault) -> Result<void> {
      return vault.db().prepare("INSERT OR IGNORE INTO conversations(sender, name, wants_answers,"
                                " apke, fetch, pke) VALUES(?, 'two words', 0, x'', x'', x'')")
          .bind(ByteView(key)).run();
    }));
    std::int64_t id = 0;
    EXPECT_TRUE(with([&](Vault& vault) -> Result<void> {
      auto find = vault.db().prepare("SELECT id FROM conversations WHERE sender = ?");
      TIP_CHECK(find.bind(ByteView(key)).step());
      TIP_CHECK(vault.db().prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at,"
                                   " tick, unread, state, parts, receipt, leaf)"
                                   " VALUES(?, 0, x'', x'', ?, 1, 1, 1, 1, 1, 0, 0)")
                    .bind(find.integer(0)).bind(as_bytes(text)).run());
      id = vault.db().last_row();
      return put_search(vault, id, as_bytes(text), {});
    }));
    return id;
  }

  std::size_t found(std::string_view words) {
    MailFilter filter;
    filter.words = words;
    const auto list = with([&](Vault& vault) { return list_conversations(vault, filter); });
    EXPECT_TRUE(list) << words;
    return list ? list->size() : 999;
  }

  // hits counts the marker in every file of the vault's folder.
  std::size_t hits() {
    std::size_t out = 0;
    for (const auto& entry : std::filesystem::directory_iterator(desk_.folder())) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string all((std::istreambuf_iterator<char>(file)), {});
      for (auto at = all.find(kMarker); at != std::string::npos; at = all.find(kMarker, at + 1)) ++out;
    }
    return out;
  }

  TestClock clock_;
  Scratch scratch_;
  crypto::Drbg drbg_{Seed32{}};
  Desk desk_{scratch_.path() / "desk", clock_};
};

TEST_F(VaultTest, OpensWithThePassphraseAndWithNoOther) {
  desk_.lock();
  EXPECT_EQ(desk_.unlock(as_bytes("correct horse batterY")).error().code, Errc::bad_ciphertext);
  EXPECT_EQ(desk_.unlock({}).error().code, Errc::bad_ciphertext);
  EXPECT_TRUE(desk_.locked());
  EXPECT_TRUE(desk_.unlock(as_bytes(kTestPassphrase)));
}

TEST_F(VaultTest, AChangedKeyFileIsRefusedWhateverByteItIs) {
  desk_.lock();
  const auto path = desk_.folder() / Desk::kKeyFile;
  const auto good = *platform::read_file(path, 10'000);
  for (std::size_t at = 0; at < good.size(); at += at < 240 ? 3 : 211) {
    if (at > 57 && at < 66) continue;  // the cost: another one may take minutes
    auto bytes = good;
    bytes[at] ^= 0x02;
    ASSERT_TRUE(platform::write_file(path, bytes, platform::Access::owner_only));
    EXPECT_FALSE(desk_.unlock(as_bytes(kTestPassphrase))) << at;
  }
  ASSERT_TRUE(platform::write_file(path, good, platform::Access::owner_only));
  EXPECT_TRUE(desk_.unlock(as_bytes(kTestPassphrase)));
}

TEST_F(VaultTest, AnOutrageousCostInTheKeyFileIsRefusedAtOnce) {
  const auto text = "tipstaff-slots-v1\ntipstaff-officer-v1 Anna\nargon2id 999999999 3 " + std::string(32, 'a') + "\n" +
                    std::string(96, 'b') + "\n";
  const auto path = scratch_.path() / "key";
  ASSERT_TRUE(platform::write_file(path, as_bytes(text), platform::Access::owner_only));
  EXPECT_EQ(read_key_slots(path).error().code, Errc::bad_text);
}

TEST_F(VaultTest, TheFileOfAnotherVaultDoesNotOpen) {
  Desk other(scratch_.path() / "other", clock_);
  ASSERT_TRUE(other.create(as_bytes(kTestPassphrase), kTestCost));
  other.lock();
  std::filesystem::copy_file(desk_.folder() / Desk::kKeyFile, other.folder() / Desk::kKeyFile,
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(other.unlock(as_bytes(kTestPassphrase)).error().code, Errc::bad_ciphertext);
}

TEST_F(VaultTest, NothingIsMadeOverAVaultThatIsThere) {
  Desk again(desk_.folder(), clock_);
  EXPECT_EQ(again.create(as_bytes("another eight"), kTestCost).error().code, Errc::conflict);
  EXPECT_TRUE(again.unlock(as_bytes(kTestPassphrase)));
}

TEST_F(VaultTest, ThePostsIdentityIsDrawnOnce) {
  wire::PostRecord record;
  record.id = 3;
  record.country = {'A', 'V'};
  record.name = "Post";
  ASSERT_TRUE(with([&](Vault& vault) { return vault.draw_identity(record, drbg_); }));
  const auto first = with([](Vault& vault) { return vault.identity(); });
  EXPECT_EQ(with([&](Vault& vault) { return vault.draw_identity(record, drbg_); }).error().code,
            Errc::conflict);
  desk_.lock();
  ASSERT_TRUE(desk_.unlock(as_bytes(kTestPassphrase)));
  const auto again = with([](Vault& vault) { return vault.identity(); });
  EXPECT_EQ(again->record, first->record);
  EXPECT_EQ(crypto::sha256(again->apke.pub.view()), again->record.apke_hash);
}

TEST_F(VaultTest, NoPlaintextReachesTheDisk) {
  for (int i = 0; i < 50; ++i) put_message(kMarker, 1);
  EXPECT_EQ(hits(), 0u);
  const Scratch plain;  // the same search does find a marker that is there
  ASSERT_TRUE(platform::write_file(desk_.folder() / "plain", as_bytes(kMarker),
                                   platform::Access::owner_only));
  EXPECT_EQ(hits(), 1u);
}

TEST_F(VaultTest, SearchFindsBeginningsOfAllWordsWithoutAccentsOrCase) {
  put_message("Zażółć gęślą jaźń w Warszawie", 1);
  put_message("The ballots of Warsaw", 2);
  put_message("Бюллетени подменили", 3);
  EXPECT_EQ(found("zazolc"), 1u);
  EXPECT_EQ(found("wars"), 2u);
  EXPECT_EQ(found("ballots wars"), 1u);
  EXPECT_EQ(found("ballots warszawie"), 0u);
  EXPECT_EQ(found("бюллетен"), 1u);
}

TEST_F(VaultTest, NoSearchTextIsTakenForALanguage) {
  put_message("plain words", 1);
  for (const auto* words : {"\"", "\"\"\"", "a OR b", "NEAR(", "body:x", "*", "--", "()", "^", "'; DROP",
                            "-", "{names}: x", "\xff\xfe", "AND", "NOT plain"})
    EXPECT_LE(found(words), 1u) << words;
  EXPECT_EQ(found("plain"), 1u);
  EXPECT_EQ(found("   "), 1u) << "nothing to look for restricts nothing";
}

TEST_F(VaultTest, ErasedMessagesAreGoneFromListAndIndex) {
  const auto first = put_message("erase me completely", 1);
  put_message("keep this one", 1);
  put_message("another conversation", 2);
  ASSERT_TRUE(with([&](Vault& vault) { return erase_message(vault, first); }));
  EXPECT_EQ(found("completely"), 0u);
  EXPECT_EQ(found("keep"), 1u);
  MailFilter all;
  const auto list = *with([&](Vault& vault) { return list_conversations(vault, all); });
  ASSERT_EQ(list.size(), 2u);
  ASSERT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, list[1].id); }));
  EXPECT_EQ(found("keep"), 0u);
  EXPECT_EQ(found("another"), 1u);
  EXPECT_EQ(with([&](Vault& vault) { return erase_message(vault, first); }).error().code,
            Errc::not_found);
}

TEST_F(VaultTest, PurgingShrinksTheFileAndEmptiesTheLog) {
  const auto big = std::string(200'000, 'x');
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(put_message(big, 1));
  ASSERT_TRUE(with([](Vault& vault) { return vault.purge(); }));
  const auto before = std::filesystem::file_size(desk_.folder() / Desk::kVaultFile);
  for (const auto id : ids) ASSERT_TRUE(with([&](Vault& vault) { return erase_message(vault, id); }));
  EXPECT_LT(std::filesystem::file_size(desk_.folder() / Desk::kVaultFile), before / 4);
  EXPECT_EQ(std::filesystem::file_size(desk_.folder() / "vault.db-wal"), 0u);
}

TEST_F(VaultTest, LabelsAndFoldersSortConversations) {
  put_message("one", 1);
  put_message("two", 2);
  const auto set = [&](auto use) { return with(use); };
  ASSERT_TRUE(set([](Vault& vault) { return set_label(vault, 1, "urgent", true); }));
  ASSERT_TRUE(set([](Vault& vault) { return set_folder(vault, 2, "Elections"); }));
  EXPECT_EQ(set([](Vault& vault) { return set_label(vault, 99, "x", true); }).error().code, Errc::not_found);
  EXPECT_EQ(set([](Vault& vault) { return set_folder(vault, 99, "x"); }).error().code, Errc::not_found);
  EXPECT_EQ(set([](Vault& vault) { return set_label(vault, 1, "a\nb", true); }).error().code, Errc::bad_text);
  EXPECT_EQ(set([](Vault& vault) { return set_label(vault, 1, std::string(61, 'a'), true); }).error().code,
            Errc::bad_text);
  MailFilter filter;
  filter.label = "urgent";
  EXPECT_EQ(with([&](Vault& vault) { return list_conversations(vault, filter); })->at(0).id, 1);
  filter = {};
  filter.folder = "";
  EXPECT_EQ(with([&](Vault& vault) { return list_conversations(vault, filter); })->size(), 1u);
  EXPECT_EQ(with([](Vault& vault) { return list_folders(vault); })->at(0).name, "Elections");
}

TEST_F(VaultTest, ARosterOlderThanTheKnownOneIsRefused) {
  const crypto::SignKey authority{crypto::SignSeed{}};
  const wire::Programme programme{authority.verify_key(), "relay.test"};
  const auto signed_roster = [&](std::uint32_t serial) {
    wire::Roster roster;
    roster.serial = serial;
    roster.not_after = ~std::uint64_t{0};
    roster.tick_seconds = 600;
    roster.origin = programme.origin;
    return wire::parse_untrusted_roster(wire::sign_roster(roster, authority).value(), programme).value();
  };
  const auto store = [&](std::uint32_t serial) {
    return with([&](Vault& vault) { return vault.store_roster(signed_roster(serial), programme); });
  };
  ASSERT_TRUE(store(7));
  const auto older = store(6);
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().code, Errc::stale);
  EXPECT_TRUE(store(8));
  const auto kept = with([&](Vault& vault) { return vault.roster(programme); });
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((**kept)->serial, 8u);
}

}  // namespace
}  // namespace tipstaff::desk
