#include "desk/vault/key_slots.h"

#include <algorithm>

#include "platform/file.h"
#include "tipstaff/bytes/shown_text.h"
#include "tipstaff/crypto/hpke.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kFileKind = "tipstaff-slots-v1";
constexpr std::string_view kSlotKind = "tipstaff-officer-v1 ";
constexpr std::string_view kOldKind = "tipstaff-vault-v1";
constexpr std::string_view kKeyLine = "key ";
constexpr std::string_view kInfo = "tipstaff-officer-key-v1";
constexpr std::size_t kKeysMax = 2;
constexpr std::size_t kFileBytesMax = kOfficersMax * 6000;  // a slot being re-keyed has 5100
constexpr std::size_t kWrappedBytes = crypto::XwingCiphertext::kBytes + VaultKey::kBytes + crypto::kAeadTagBytes;

std::string kind_of(std::string_view name) { return std::string(kSlotKind) + std::string(name); }

std::string_view take_line(std::string_view& text) {
  const auto at = text.find('\n');
  const auto out = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return out;
}

Result<Bytes> wrapped_from(std::string_view line) {
  if (!line.starts_with(kKeyLine)) return fail(Errc::bad_text, "key file");
  auto bytes = from_hex(line.substr(kKeyLine.size()));
  if (!bytes || bytes->size() != kWrappedBytes) return fail(Errc::bad_text, "key file");
  return Bytes(bytes->begin(), bytes->end());
}

// check_name_in_file is milder than check_officer_name: a name that an older desk took must not
// close the vault.
Result<void> check_name_in_file(std::string_view name) {
  const bool control = std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  const bool blank = name.starts_with(' ') || name.ends_with(' ');
  if (name.empty() || name.size() > kOfficerNameMax || control || blank || !valid_utf8(as_bytes(name)))
    return fail(Errc::bad_text, "name of an officer");
  return {};
}

Result<KeySlot> take_slot(std::string_view& text) {
  KeySlot out;
  const auto first = take_line(text);
  if (!first.starts_with(kSlotKind)) return fail(Errc::bad_text, "key file");
  out.name = first.substr(kSlotKind.size());
  TIP_CHECK(check_name_in_file(out.name));
  out.sealed = std::string(first) + "\n";
  for (int line = 0; line < 2; ++line) out.sealed += std::string(take_line(text)) + "\n";
  TIP_CHECK(platform::key_text_cost(out.sealed, kind_of(out.name)));
  while (text.starts_with(kKeyLine) && out.keys.size() < kKeysMax) {
    TIP_TRY(auto one, wrapped_from(take_line(text)));
    out.keys.push_back(std::move(one));
  }
  return out;
}

crypto::HpkeContext context_of(const crypto::SharedSecret& shared) {
  return crypto::hpke_key_schedule(crypto::HpkeMode::base, crypto::HpkeKem::xwing, shared, as_bytes(kInfo), {}, {});
}

Result<VaultKey> unwrap(const Bytes& wrapped, const OwnSecret& own) {
  const ByteView all = wrapped;
  const auto enc = crypto::XwingCiphertext::from(all.first<crypto::XwingCiphertext::kBytes>());
  TIP_TRY(const auto shared, crypto::xwing_decapsulate(own, enc));
  const auto context = context_of(shared);
  TIP_TRY(const auto key, crypto::aead_open(context.key, context.base_nonce, {}, all.subspan(crypto::XwingCiphertext::kBytes)));
  return VaultKey::parse(key);
}

// waste takes as long as a passphrase does, so that nobody learns which names there are.
Error waste(const KeySlots& slots, ByteView passphrase) {
  if (!slots.slots.empty())
    (void)platform::open_key_text(slots.slots.front().sealed, kind_of(slots.slots.front().name), passphrase);
  return {Errc::bad_ciphertext, "officer"};
}

Result<OpenedSlot> open_old(const KeySlots& slots, std::string_view name, ByteView passphrase) {
  TIP_TRY(auto key, platform::open_key_text(slots.old_file, kOldKind, passphrase));
  if (!name.empty() && name != kFirstOfficer) return fail(Errc::bad_ciphertext, "officer");
  OpenedSlot out;
  out.name = kFirstOfficer;
  out.keys.push_back(std::move(key));
  return out;
}

}  // namespace

Result<void> check_officer_name(std::string_view name) {
  TIP_CHECK(check_name_in_file(name));
  return check_shown(name, Shown::name);
}

const KeySlot* KeySlots::one(std::string_view name) const {
  if (name.empty()) return slots.size() == 1 ? &slots.front() : nullptr;
  const auto found = std::ranges::find(slots, name, &KeySlot::name);
  return found == slots.end() ? nullptr : &*found;
}

void KeySlots::put(KeySlot slot) {
  const auto found = std::ranges::find(slots, slot.name, &KeySlot::name);
  if (found == slots.end()) slots.push_back(std::move(slot));
  else *found = std::move(slot);
}

void KeySlots::drop(std::string_view name) {
  std::erase_if(slots, [&](const KeySlot& slot) { return slot.name == name; });
}

Result<KeySlots> parse_key_slots(std::string_view text) {
  KeySlots out;
  if (text.starts_with(std::string(kOldKind) + "\n")) {
    TIP_CHECK(platform::key_text_cost(text, kOldKind));
    out.old_file = text;
    return out;
  }
  if (take_line(text) != kFileKind) return fail(Errc::bad_text, "key file");
  while (!text.empty()) {
    TIP_TRY(auto slot, take_slot(text));
    if (out.slots.size() == kOfficersMax || out.one(slot.name) != nullptr) return fail(Errc::bad_text, "key file");
    out.slots.push_back(std::move(slot));
  }
  if (out.slots.empty()) return fail(Errc::bad_text, "key file");
  return out;
}

std::string key_slots_text(const KeySlots& slots) {
  if (!slots.old_file.empty()) return slots.old_file;
  std::string out = std::string(kFileKind) + "\n";
  for (const auto& slot : slots.slots) {
    out += slot.sealed;
    for (const auto& key : slot.keys) out += std::string(kKeyLine) + to_hex(key) + "\n";
  }
  return out;
}

Result<KeySlots> read_key_slots(const std::filesystem::path& path) {
  TIP_TRY(const auto bytes, platform::read_file(path, kFileBytesMax));
  return parse_key_slots(as_text(bytes));
}

Result<platform::StagedFile> stage_key_slots(const std::filesystem::path& path, const KeySlots& slots) {
  const auto text = key_slots_text(slots);
  TIP_ASSERT(parse_key_slots(text).has_value());  // what cannot be read again would lock everybody out
  return platform::StagedFile::write(path, as_bytes(text), platform::Access::owner_only);
}

Result<void> write_key_slots(const std::filesystem::path& path, const KeySlots& slots) {
  TIP_TRY(auto staged, stage_key_slots(path, slots));
  return staged.put_in_place();
}

Result<KeySlot> make_key_slot(std::string_view name, const OwnSecret& own, ByteView passphrase, crypto::Argon2Cost cost,
                              crypto::Drbg& drbg) {
  TIP_CHECK(check_name_in_file(name));
  TIP_TRY(const auto secret, platform::FileKey::parse(own.expose()));
  KeySlot out{std::string(name), {}, {}};
  TIP_TRY(out.sealed, platform::seal_key_text(kind_of(name), secret, passphrase, cost, drbg));
  return out;
}

Result<Bytes> wrap_vault_key(const VaultKey& key, const crypto::XwingPublic& officer, crypto::Drbg& drbg) {
  TIP_TRY(const auto sent, crypto::xwing_encapsulate(officer, drbg.draw<crypto::XwingCoins>()));
  const auto context = context_of(sent.shared);
  Bytes out(kWrappedBytes);
  const auto enc = sent.ciphertext.view();
  std::ranges::copy(enc, out.begin());
  crypto::aead_seal(context.key, context.base_nonce, {}, key.expose(), MutableBytes(out).subspan(enc.size()));
  return out;
}

Result<OpenedSlot> open_key_slot(const KeySlots& slots, std::string_view name, ByteView passphrase) {
  if (!slots.old_file.empty()) return open_old(slots, name, passphrase);
  if (name.empty() && slots.slots.size() != 1) return fail(Errc::bad_value, "whose passphrase it is");
  const auto* slot = slots.one(name);
  if (slot == nullptr) return std::unexpected(waste(slots, passphrase));
  TIP_TRY(const auto secret, platform::open_key_text(slot->sealed, kind_of(slot->name), passphrase));
  OpenedSlot out;
  out.name = slot->name;
  TIP_TRY(out.own, OwnSecret::parse(secret.expose()));
  for (auto key = slot->keys.rbegin(); key != slot->keys.rend(); ++key)
    if (auto opened = unwrap(*key, out.own)) out.keys.push_back(std::move(*opened));
  if (out.keys.empty()) return fail(Errc::bad_ciphertext, "officer");
  return out;
}

Result<crypto::Argon2Cost> slot_cost(const KeySlots& slots) {
  if (!slots.old_file.empty()) return platform::key_text_cost(slots.old_file, kOldKind);
  return platform::key_text_cost(slots.slots.front().sealed, kind_of(slots.slots.front().name));
}

}  // namespace tipstaff::desk
