#include "desk/vault/officers.h"

#include <algorithm>

#include "desk/vault/audited.h"
#include "desk/vault/half_changed.h"
#include "platform/file_lock.h"
#include "platform/staged_file.h"

namespace tipstaff::desk {
namespace {

using platform::FileLock;

Result<FileLock> lock_beside(std::filesystem::path path) {
  path += ".lock";
  auto lock = FileLock::take(path, FileLock::Wait::yes);
  if (!lock) return fail(Errc::wrong_state, "key file lock");
  return std::move(*lock);
}

Result<std::optional<crypto::XwingPublic>> pub_of(Vault& vault, std::string_view name) {
  auto query = vault.db().prepare("SELECT pub FROM officers WHERE name = ?");
  TIP_TRY(const bool row, query.bind(name).step());
  if (!row) return std::optional<crypto::XwingPublic>();
  TIP_TRY(const auto pub, crypto::XwingPublic::parse(query.blob(0)));
  return std::optional(pub);
}

Result<void> delete_officer(Vault& vault, std::string_view name) {
  return vault.db().prepare("DELETE FROM officers WHERE name = ?").bind(name).run();
}

bool alike(const KeySlots& a, const KeySlots& b) {
  return std::ranges::equal(a.slots, b.slots, [](const KeySlot& one, const KeySlot& other) { return one.name == other.name && one.sealed == other.sealed; });
}

// rename_last: what fails here leaves the old file or the new one, and says which.
Result<void> rename_last(platform::StagedFile staged, const std::filesystem::path& key_file, const KeySlots& slots) {
  if (staged.put_in_place()) return {};
  const auto there = read_key_slots(key_file);
  return fail(Errc::wrong_state, there && alike(*there, slots) ? kNewKeyFile : kOldKeyFile);
}

// change_both writes the key file beside, then makes the vault's change, and renames last:
// without room for either nothing has changed.
template <class Change>
Result<void> change_both(Vault& vault, const std::filesystem::path& key_file, const KeySlots& slots, std::uint64_t now,
                         std::string_view action, const std::string& detail, Change change) {
  TIP_TRY(auto staged, stage_key_slots(key_file, slots));
  TIP_CHECK(run_audited(vault, now, action, detail, change));
  return rename_last(std::move(staged), key_file, slots);
}

std::string named(std::string_view name, Role role) { return std::string(name) + " " + std::string(role_name(role)); }

}  // namespace

Result<void> put_officer(Vault& vault, std::string_view name, Role role, const crypto::XwingPublic& pub, std::uint64_t now) {
  return vault.db().prepare("INSERT OR REPLACE INTO officers(name, role, pub, since) VALUES(?, ?, ?, ?)")
      .bind(name).bind(static_cast<std::int64_t>(role)).bind(pub.view()).bind(static_cast<std::int64_t>(now)).run();
}

Result<FirstSlot> first_key_slots(std::string_view name, const VaultKey& key, ByteView passphrase, crypto::Argon2Cost cost,
                                  crypto::Drbg& drbg) {
  const auto own = drbg.draw<OwnSecret>();
  FirstSlot out{{}, crypto::xwing_public(own)};
  TIP_TRY(auto slot, make_key_slot(name, own, passphrase, cost, drbg));
  TIP_TRY(auto wrapped, wrap_vault_key(key, out.pub, drbg));
  slot.keys.push_back(std::move(wrapped));
  out.slots.put(std::move(slot));
  return out;
}

Result<std::vector<Officer>> OfficerBook::list() {
  TIP_TRY(const auto slots, read_key_slots(key_file_));
  auto query = vault_.db().prepare("SELECT name, role, since FROM officers ORDER BY name");
  std::vector<Officer> out;
  for (;;) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    Officer one{query.text(0), static_cast<Role>(query.integer(1)), static_cast<std::uint64_t>(query.integer(2)), false};
    const auto* slot = slots.one(one.name);
    one.has_passphrase = slot != nullptr && slot->name == one.name;
    out.push_back(std::move(one));
  }
}

Result<Role> OfficerBook::role_of(std::string_view name) {
  auto query = vault_.db().prepare("SELECT role FROM officers WHERE name = ?");
  TIP_TRY(const bool row, query.bind(name).step());
  return row ? static_cast<Role>(query.integer(0)) : Role::nobody;
}

Result<void> OfficerBook::keep_a_supervisor(std::string_view without, const KeySlots& slots) {
  TIP_TRY(const auto all, list());
  const bool other = std::ranges::any_of(all, [&](const Officer& one) {
    return one.role == Role::supervisor && one.name != without && slots.one(one.name) != nullptr;
  });
  if (!other) return fail(Errc::wrong_state, kLastSupervisor);
  return {};
}

Result<void> OfficerBook::add(std::string_view name, Role role, ByteView passphrase, std::uint64_t now, crypto::Drbg& drbg) {
  TIP_CHECK(check_officer_name(name));
  TIP_TRY(const auto lock, lock_beside(key_file_));
  TIP_TRY(auto slots, read_key_slots(key_file_));
  TIP_TRY(const auto known, pub_of(vault_, name));
  if (known && slots.one(name) != nullptr) return fail(Errc::conflict, kNameTaken);
  if (slots.slots.size() >= kOfficersMax) return fail(Errc::bad_value, "more than 64 officers");
  TIP_TRY(const auto cost, slot_cost(slots));
  TIP_TRY(auto fresh, first_key_slots(name, vault_.key(), passphrase, cost, drbg));
  slots.put(std::move(fresh.slots.slots.front()));
  return change_both(vault_, key_file_, slots, now, "add officer", named(name, role),
                     [&] { return put_officer(vault_, name, role, fresh.pub, now); });
}

Result<void> OfficerBook::remove(std::string_view name, std::uint64_t now) {
  TIP_TRY(const auto lock, lock_beside(key_file_));
  TIP_TRY(const auto slots, read_key_slots(key_file_));
  auto after = slots;
  after.drop(name);
  if (after.slots.empty()) return fail(Errc::wrong_state, kLastSupervisor);
  return change_both(vault_, key_file_, after, now, "remove officer", std::string(name), [&]() -> Result<void> {
    TIP_TRY(const auto role, role_of(name));
    if (role == Role::nobody) return fail(Errc::not_found, "officer");
    TIP_CHECK(keep_a_supervisor(name, slots));
    return delete_officer(vault_, name);
  });
}

Result<void> OfficerBook::set_role(std::string_view name, Role role, std::uint64_t now) {
  TIP_TRY(const auto lock, lock_beside(key_file_));
  TIP_TRY(const auto slots, read_key_slots(key_file_));
  return run_audited(vault_, now, "change role", named(name, role), [&]() -> Result<void> {
    TIP_TRY(const auto before, role_of(name));
    if (before == Role::nobody) return fail(Errc::not_found, "officer");
    if (role != Role::supervisor) TIP_CHECK(keep_a_supervisor(name, slots));
    return vault_.db().prepare("UPDATE officers SET role = ? WHERE name = ?").bind(static_cast<std::int64_t>(role)).bind(name).run();
  });
}

Result<void> OfficerBook::change_passphrase(std::string_view name, ByteView before, ByteView after, std::uint64_t now,
                                            crypto::Drbg& drbg) {
  TIP_TRY(const auto lock, lock_beside(key_file_));
  TIP_TRY(auto slots, read_key_slots(key_file_));
  TIP_TRY(const auto opened, open_key_slot(slots, name, before));
  TIP_TRY(const auto cost, slot_cost(slots));
  TIP_TRY(auto slot, make_key_slot(opened.name, opened.own, after, cost, drbg));
  slot.keys = slots.one(opened.name)->keys;
  slots.put(std::move(slot));
  TIP_CHECK(change_both(vault_, key_file_, slots, now, "begin passphrase", opened.name, []() -> Result<void> { return {}; }));
  if (!record_audit(vault_, now, "change passphrase", opened.name)) return fail(Errc::wrong_state, kNewKeyFile);
  return {};
}

// The public keys come from the vault: a slot that somebody slipped into the file gets nothing.
Result<KeySlots> OfficerBook::wrapped_for_all(const KeySlots& slots, const std::vector<const VaultKey*>& keys, crypto::Drbg& drbg) {
  KeySlots out;
  for (const auto& slot : slots.slots) {
    TIP_TRY(const auto pub, pub_of(vault_, slot.name));
    if (!pub) continue;
    KeySlot next{slot.name, slot.sealed, {}};
    for (const auto* key : keys) {
      TIP_TRY(auto wrapped, wrap_vault_key(*key, *pub, drbg));
      next.keys.push_back(std::move(wrapped));
    }
    out.put(std::move(next));
  }
  return out;
}

// 1. each slot has both keys; 2. the vault has the new one, or still the old one, whole;
// 3. each slot has the new one alone. Between any two, every officer's passphrase opens.
Result<void> OfficerBook::rekey(std::uint64_t now, crypto::Drbg& drbg) {
  TIP_TRY(const auto lock, lock_beside(key_file_));
  TIP_TRY(const auto slots, read_key_slots(key_file_));
  auto key = drbg.draw<VaultKey>();
  TIP_TRY(const auto both, wrapped_for_all(slots, {&vault_.key(), &key}, drbg));
  TIP_TRY(const auto after, wrapped_for_all(slots, {&key}, drbg));
  TIP_CHECK(record_audit(vault_, now, "re-key", ""));
  TIP_CHECK(write_key_slots(key_file_, both));
  TIP_CHECK(vault_.rekey(std::move(key)));
  return write_key_slots(key_file_, after);
}

// Under the lock nobody re-keys. This vault may have been opened before somebody did and was
// killed: so its key must open the file now, or the slots would be left with a dead one.
Result<void> OfficerBook::settle(const std::filesystem::path& vault_file, crypto::Drbg& drbg) {
  auto path = key_file_;
  path += ".lock";
  const auto lock = FileLock::take(path, FileLock::Wait::no);
  if (!lock) return {};
  TIP_TRY(const auto slots, read_key_slots(key_file_));
  if (std::ranges::none_of(slots.slots, [](const KeySlot& slot) { return slot.keys.size() > 1; })) return {};
  TIP_CHECK(Vault::open(vault_file, vault_.key()));
  TIP_TRY(const auto after, wrapped_for_all(slots, {&vault_.key()}, drbg));
  return write_key_slots(key_file_, after);
}

Result<void> OfficerBook::upgrade(const KeySlots& old, ByteView passphrase, std::uint64_t now, crypto::Drbg& drbg) {
  TIP_TRY(const auto lock, lock_beside(key_file_));
  // Another program may have upgraded it while we waited, and somebody changed a passphrase.
  TIP_TRY(const auto now_there, read_key_slots(key_file_));
  if (now_there.old_file != old.old_file) return fail(Errc::stale, kChangedMeanwhile);
  TIP_TRY(const auto cost, slot_cost(old));
  TIP_TRY(const auto fresh, first_key_slots(kFirstOfficer, vault_.key(), passphrase, cost, drbg));
  TIP_CHECK(put_officer(vault_, kFirstOfficer, Role::supervisor, fresh.pub, now));
  return write_key_slots(key_file_, fresh.slots);
}

}  // namespace tipstaff::desk
