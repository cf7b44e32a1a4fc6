#include "desk/vault/officers.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"
#include "desk/vault/half_changed.h"
#include "platform/entropy.h"
#include "platform/file.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kAnna = "another eight", kCarl = "third of them";

class OfficersTest : public ::testing::Test {
 protected:
  OfficersTest() { EXPECT_TRUE(desk_.create(as_bytes(kTestPassphrase), kTestCost)); }

  template <class Use>
  Result<void> book(Use use) {
    return desk_.with([&](Vault& vault) -> Result<void> {
      auto officers = desk_.book(vault);
      return use(officers);
    });
  }
  Result<void> add(std::string_view name, Role role, std::string_view passphrase) {
    return book([&](OfficerBook& one) { return one.add(name, role, as_bytes(passphrase), 5, drbg_); });
  }
  Result<void> remove(std::string_view name) {
    return book([&](OfficerBook& one) { return one.remove(name, 6); });
  }
  Result<void> set_role(std::string_view name, Role role) {
    return book([&](OfficerBook& one) { return one.set_role(name, role, 7); });
  }
  Result<void> rekey() {
    return book([&](OfficerBook& one) { return one.rekey(8, drbg_); });
  }
  // opens tells whether a passphrase opens the vault from the files alone.
  bool opens(std::string_view name, std::string_view passphrase) const {
    Desk again(desk_.folder(), clock_);
    return again.unlock(name, as_bytes(passphrase)).has_value();
  }
  std::filesystem::path key_file() const { return desk_.folder() / Desk::kKeyFile; }

  TestClock clock_;
  Scratch scratch_;
  crypto::Drbg drbg_{Seed32{}};
  Desk desk_{scratch_.path() / "desk", clock_};
};

TEST_F(OfficersTest, EachComesInWithTheirOwnPassphraseAndNobodyElses) {
  ASSERT_TRUE(add("Anna", Role::officer, kAnna));
  ASSERT_TRUE(add("Carl", Role::auditor, kCarl));
  desk_.lock();
  EXPECT_EQ(desk_.unlock(as_bytes(kAnna)).error().code, Errc::bad_value) << "nobody said who";
  EXPECT_EQ(desk_.unlock("Anna", as_bytes(kCarl)).error().code, Errc::bad_ciphertext);
  EXPECT_EQ(desk_.unlock("Nobody", as_bytes(kAnna)).error().code, Errc::bad_ciphertext) << "the same as a wrong passphrase";
  const auto who = desk_.unlock("Anna", as_bytes(kAnna));
  ASSERT_TRUE(who);
  EXPECT_EQ(who->role, Role::officer);
  EXPECT_EQ(desk_.unlock("Carl", as_bytes(kCarl))->role, Role::auditor);
  EXPECT_EQ(add("Anna", Role::officer, "one more eight").error().code, Errc::conflict);
}

TEST_F(OfficersTest, NamesThatWouldBreakTheFileAreRefused) {
  for (const std::string_view name : {"", " Anna", "Anna ", "An\nna", "An\x01na", "\xff", "An\x7f", "An\u200Bna", "An\u202Ena", "Anna\u200E", "\uFEFFAnna", "Anna\u200D"})
    EXPECT_FALSE(add(name, Role::officer, kAnna)) << name;
  EXPECT_FALSE(add(std::string(61, 'a'), Role::officer, kAnna));
  EXPECT_FALSE(add("Anna", Role::officer, "short"));
  EXPECT_TRUE(add("Żaneta o'Neil", Role::officer, kAnna));
  EXPECT_TRUE(opens("Żaneta o'Neil", kAnna));
}

TEST_F(OfficersTest, TheLastSupervisorStays) {
  EXPECT_EQ(remove(kFirstOfficer).error().where, kLastSupervisor);
  EXPECT_EQ(set_role(kFirstOfficer, Role::officer).error().where, kLastSupervisor);
  ASSERT_TRUE(add("Anna", Role::supervisor, kAnna));
  ASSERT_TRUE(remove(kFirstOfficer));
  EXPECT_FALSE(opens(kFirstOfficer, kTestPassphrase));
  EXPECT_EQ(remove("Anna").error().where, kLastSupervisor);
  EXPECT_TRUE(opens("Anna", kAnna));
  EXPECT_EQ(remove("Nobody").error().code, Errc::not_found);
}

TEST_F(OfficersTest, ASupervisorWithoutASlotDoesNotCountAsOne) {
  ASSERT_TRUE(add("Anna", Role::supervisor, kAnna));
  auto slots = *read_key_slots(key_file());
  slots.drop("Anna");
  ASSERT_TRUE(write_key_slots(key_file(), slots));
  EXPECT_EQ(remove(kFirstOfficer).error().where, kLastSupervisor);
}

TEST_F(OfficersTest, WhoWasRemovedDoesNotComeBackWithAnOldSlot) {
  ASSERT_TRUE(add("Anna", Role::officer, kAnna));
  const auto before = *platform::read_file(key_file(), 100'000);
  ASSERT_TRUE(remove("Anna"));
  const auto after = *platform::read_file(key_file(), 100'000);
  EXPECT_FALSE(opens("Anna", kAnna));
  ASSERT_TRUE(platform::write_file(key_file(), before, platform::Access::owner_only));
  EXPECT_FALSE(opens("Anna", kAnna)) << "the desk refuses";
  const auto slot = open_key_slot(*read_key_slots(key_file()), "Anna", as_bytes(kAnna));
  EXPECT_TRUE(Vault::open(desk_.folder() / Desk::kVaultFile, slot->keys.front())) << "but the key in an old copy is the vault's, as the command says";
  ASSERT_TRUE(platform::write_file(key_file(), after, platform::Access::owner_only));
  ASSERT_TRUE(rekey());
  EXPECT_FALSE(Vault::open(desk_.folder() / Desk::kVaultFile, slot->keys.front())) << "until it is re-keyed";
  EXPECT_TRUE(opens(kFirstOfficer, kTestPassphrase));
}

TEST_F(OfficersTest, ASlotSlippedIntoTheFileGetsNoNewKey) {
  auto slots = *read_key_slots(key_file());
  const auto own = drbg_.draw<OwnSecret>();
  auto mallory = *make_key_slot("Mallory", own, as_bytes("mallory's own"), kTestCost, drbg_);
  mallory.keys = slots.slots.front().keys;
  slots.put(std::move(mallory));
  ASSERT_TRUE(write_key_slots(key_file(), slots));
  ASSERT_TRUE(rekey());
  EXPECT_EQ(read_key_slots(key_file())->one("Mallory"), nullptr);
  EXPECT_TRUE(opens("", kTestPassphrase));
}

TEST_F(OfficersTest, EverybodysPassphraseOpensAfterAReKey) {
  ASSERT_TRUE(add("Anna", Role::officer, kAnna));
  const auto before = desk_.with([](Vault& vault) -> Result<Bytes> { return Bytes(vault.key().expose().begin(), vault.key().expose().end()); });
  ASSERT_TRUE(rekey());
  EXPECT_FALSE(Vault::open(desk_.folder() / Desk::kVaultFile, VaultKey::from(*before)));
  EXPECT_TRUE(opens(kFirstOfficer, kTestPassphrase));
  EXPECT_TRUE(opens("Anna", kAnna));
  EXPECT_TRUE(desk_.with([](Vault& vault) { return read_audit(vault); })) << "the open desk goes on";
}

TEST_F(OfficersTest, ANewPassphraseReplacesTheOldOne) {
  const auto change = [&](std::string_view before, std::string_view after) {
    return book([&](OfficerBook& one) { return one.change_passphrase(kFirstOfficer, as_bytes(before), as_bytes(after), 9, drbg_); });
  };
  EXPECT_EQ(change("wrong one", kAnna).error().code, Errc::bad_ciphertext);
  EXPECT_EQ(change(kTestPassphrase, "short").error().code, Errc::bad_value);
  ASSERT_TRUE(change(kTestPassphrase, kAnna));
  EXPECT_FALSE(opens(kFirstOfficer, kTestPassphrase));
  EXPECT_TRUE(opens(kFirstOfficer, kAnna));
}

TEST_F(OfficersTest, AVaultOfBeforeOpensAndItsPassphraseIsTheFirstSupervisors) {
  ASSERT_TRUE(desk_.with([&](Vault& vault) -> Result<void> {
    TIP_CHECK(platform::seal_key_file(key_file(), "tipstaff-vault-v1", vault.key(), as_bytes(kTestPassphrase), kTestCost, drbg_));
    return vault.db().execute("DELETE FROM officers");
  }));
  desk_.lock();
  EXPECT_EQ(desk_.unlock(as_bytes("wrong wrong")).error().code, Errc::bad_ciphertext);
  const auto who = desk_.unlock(as_bytes(kTestPassphrase));
  ASSERT_TRUE(who);
  EXPECT_EQ(who->name, kFirstOfficer);
  EXPECT_EQ(who->role, Role::supervisor);
  EXPECT_TRUE(read_key_slots(key_file())->old_file.empty());
  EXPECT_TRUE(opens("", kTestPassphrase)) << "again, from its slot";
}

TEST_F(OfficersTest, TheAuditSaysWhoAndANameTakenOffBreaksIt) {
  ASSERT_TRUE(desk_.with([](Vault& vault) { return record_audit(vault, 1, "of before", "1"); }));
  {
    const Desk::Acting acting(desk_, "Anna");
    ASSERT_TRUE(desk_.with([](Vault& vault) { return record_audit(vault, 2, "link", "1 2"); }));
  }
  const auto lines = desk_.with([](Vault& vault) { return read_audit(vault); });
  ASSERT_TRUE(lines);
  EXPECT_EQ(lines->at(0).who, "");
  EXPECT_EQ(lines->at(1).who, "Anna");
  for (const auto* forged : {"UPDATE audit SET who = '' WHERE id = 2", "UPDATE audit SET who = 'Carl' WHERE id = 2",
                             "UPDATE audit SET who = 'Anna' WHERE id = 1"}) {
    ASSERT_TRUE(desk_.with([&](Vault& vault) -> Result<void> {
      TIP_CHECK(vault.db().execute("BEGIN"));
      TIP_CHECK(vault.db().execute(forged));
      EXPECT_EQ(read_audit(vault).error().code, Errc::wrong_hash) << forged;
      return vault.db().execute("ROLLBACK");
    }));
  }
}

// The two states that a kill between the steps of a re-key leaves, made without a clock.
TEST_F(OfficersTest, WithBothKeysInTheSlotsTheOldAndTheNewVaultOpen) {
  ASSERT_TRUE(add("Anna", Role::officer, kAnna));
  desk_.lock();
  const auto vault = desk_.folder() / Desk::kVaultFile, copy = scratch_.path() / "old.db";
  std::filesystem::copy_file(vault, copy);
  const auto before = *read_key_slots(key_file());
  ASSERT_TRUE(desk_.unlock(kFirstOfficer, as_bytes(kTestPassphrase)));
  ASSERT_TRUE(rekey());
  desk_.lock();
  auto both = *read_key_slots(key_file());
  for (auto& slot : both.slots) slot.keys.insert(slot.keys.begin(), before.one(slot.name)->keys.front());
  ASSERT_TRUE(write_key_slots(key_file(), both));
  EXPECT_TRUE(opens("Anna", kAnna)) << "killed before the slots lost the old key";
  EXPECT_EQ(read_key_slots(key_file())->one("Anna")->keys.size(), 1u) << "settled";
  ASSERT_TRUE(write_key_slots(key_file(), both));
  std::filesystem::copy_file(copy, vault, std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(opens("Anna", kAnna)) << "killed before the vault had the new key";
  EXPECT_TRUE(opens(kFirstOfficer, kTestPassphrase));
}

// killed_after runs `work` in a process of its own, and kills it after so many microseconds.
template <class Work>
void killed_after(unsigned microseconds, Work work) {
  const auto child = ::fork();
  if (child == 0) {
    work();
    ::_exit(0);
  }
  ::usleep(microseconds);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
}

TEST_F(OfficersTest, AKillAtAnyMomentOfAReKeyLocksNobodyOut) {
  ASSERT_TRUE(add("Anna", Role::officer, kAnna));
  ASSERT_TRUE(desk_.with([](Vault& vault) -> Result<void> {
    return vault.db().prepare("INSERT INTO meta(name, value) VALUES('ballast', randomblob(3000000))").run();
  }));
  desk_.lock();
  for (unsigned moment = 0; moment < 12; ++moment) {
    killed_after(12'000 + moment * 6'000, [&] {
      Desk other(desk_.folder(), clock_);
      auto drbg = platform::fresh_drbg();
      if (!other.unlock(kFirstOfficer, as_bytes(kTestPassphrase))) return;
      (void)other.with([&](Vault& vault) { return other.book(vault).rekey(8, drbg); });
    });
    ASSERT_TRUE(opens("Anna", kAnna)) << moment;
    ASSERT_TRUE(opens(kFirstOfficer, kTestPassphrase)) << moment;
    const auto settled = *read_key_slots(key_file());
    for (const auto& slot : settled.slots) EXPECT_EQ(slot.keys.size(), 1u) << "settled";
  }
}

TEST_F(OfficersTest, AKillWhileOfficersChangeLocksNobodyOut) {
  desk_.lock();
  for (unsigned moment = 0; moment < 10; ++moment) {
    killed_after(8'000 + moment * 4'000, [&] {
      Desk other(desk_.folder(), clock_);
      auto drbg = platform::fresh_drbg();
      if (!other.unlock(kFirstOfficer, as_bytes(kTestPassphrase))) return;
      for (const auto* name : {"a", "b", "c"})
        (void)other.with([&](Vault& vault) { return other.book(vault).add(name, Role::officer, as_bytes(kAnna), 5, drbg); });
      (void)other.with([&](Vault& vault) { return other.book(vault).remove("a", 6); });
    });
    ASSERT_TRUE(opens(kFirstOfficer, kTestPassphrase)) << moment;
  }
  ASSERT_TRUE(desk_.unlock(kFirstOfficer, as_bytes(kTestPassphrase)));
  for (const auto* name : {"a", "b", "c"}) {  // whatever was left half is made whole
    const auto done = add(name, Role::officer, kAnna);
    EXPECT_TRUE(done || done.error().code == Errc::conflict);
    EXPECT_TRUE(opens(name, kAnna));
  }
}

// FullDisk: for as long as it lives no file grows beyond `bytes`.
class FullDisk {
 public:
  explicit FullDisk(std::uintmax_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit tight{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

// While another program holds the vault, the key file that waits beside is taken away.
TEST_F(OfficersTest, AFailedRenameIsNotSaidToBeAChangedPassphrase) {
  const auto key = desk_.with([](Vault& vault) -> Result<Bytes> { return Bytes(vault.key().expose().begin(), vault.key().expose().end()); });
  auto other = Vault::open(desk_.folder() / Desk::kVaultFile, VaultKey::from(*key));
  ASSERT_TRUE(other);
  const auto spoil = [&]([[maybe_unused]] platform::Transaction holding) {
    auto beside = key_file();
    beside += ".new";
    for (int i = 0; i < 4000 && !std::filesystem::exists(beside); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_TRUE(std::filesystem::remove(beside));
  };
  auto holding = platform::Transaction::begin(other->db());
  ASSERT_TRUE(holding);
  std::thread spoiler([&] { spoil(std::move(*holding)); });
  const auto changed = book([&](OfficerBook& one) { return one.change_passphrase(kFirstOfficer, as_bytes(kTestPassphrase), as_bytes(kAnna), 9, drbg_); });
  spoiler.join();
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().where, kOldKeyFile);
  EXPECT_TRUE(opens(kFirstOfficer, kTestPassphrase));
  const auto last = [&] { return desk_.with([](Vault& vault) { return read_audit(vault); })->back().action; };
  EXPECT_EQ(last(), "begin passphrase") << "as if it was killed there: nothing says that it is changed";
  ASSERT_TRUE(book([&](OfficerBook& one) { return one.change_passphrase(kFirstOfficer, as_bytes(kTestPassphrase), as_bytes(kAnna), 9, drbg_); }));
  EXPECT_EQ(last(), "change passphrase");
}

// Once there is no room for the key file, once for it but not for the vault.
TEST_F(OfficersTest, AFullDiskAtAnyStepChangesNeitherFile) {
  ASSERT_TRUE(add("Anna", Role::officer, kAnna));
  const auto lines = [&] { return desk_.with([](Vault& vault) { return read_audit(vault); })->size(); };
  const auto before = lines();
  const auto file = std::filesystem::file_size(key_file());
  for (const std::uintmax_t room : {std::uintmax_t{1000}, file + 10}) {
    {
      const FullDisk full(room);
      EXPECT_FALSE(book([&](OfficerBook& one) { return one.change_passphrase("Anna", as_bytes(kAnna), as_bytes(kCarl), 9, drbg_); }));
      EXPECT_FALSE(remove("Anna"));
      EXPECT_FALSE(add("Carl", Role::auditor, "c's eight"));
    }
    EXPECT_EQ(lines(), before) << "nothing is said to have been done";
    EXPECT_TRUE(opens("Anna", kAnna)) << room;
    EXPECT_FALSE(opens("Anna", kCarl)) << room;
    EXPECT_EQ(std::filesystem::file_size(key_file()), file);
  }
  EXPECT_TRUE(remove("Anna"));
}

}  // namespace
}  // namespace tipstaff::desk
