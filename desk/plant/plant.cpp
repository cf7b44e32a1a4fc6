#include "desk/plant/plant.h"

#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/message.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kBatch = 1000;
constexpr std::uint64_t kTickSeconds = 600;

// Keys that nobody has: a made-up source cannot be answered.
protocol::OpenedEnvelope envelope_of(std::uint32_t source, wire::Block block) {
  protocol::OpenedEnvelope out;
  const auto key = crypto::sha256(as_bytes("made-up source " + std::to_string(source)));
  copy_into(out.sender.fill().first(key.view().size()), key.view());
  out.block = std::move(block);
  return out;
}

Result<std::vector<SecretBytes>> parts_of(const planted::Tip& tip) {
  wire::Message message;
  const auto text = as_bytes(tip.text);
  message.text.assign(text.begin(), text.end());
  for (const auto& file : tip.files) message.files.push_back({file.name, SecretBytes(file.bytes.begin(), file.bytes.end())});
  return wire::split_message(message);
}

// take_in returns how many messages came of it: none when the same bytes came before.
Result<std::size_t> take_in(Vault& vault, const planted::Tip& tip, const FileTyper& type_of) {
  TIP_TRY(auto parts, parts_of(tip));
  std::size_t messages = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    wire::Block block;
    block.type = i == 0 ? wire::BlockType::text : wire::BlockType::part;
    block.part = static_cast<std::uint8_t>(i);
    block.parts = static_cast<std::uint8_t>(parts.size());
    block.data = std::move(parts[i]);
    Arrived arrived{envelope_of(tip.source, std::move(block)), Receipt::none, 0, tip.at / kTickSeconds, tip.at};
    TIP_TRY(const auto taken, take(vault, std::move(arrived), type_of));
    if (taken.kind == Taken::Kind::message) ++messages;
  }
  return messages;
}

}  // namespace

Result<std::size_t> plant(Vault& vault, const planted::Conspiracy& conspiracy, const FileTyper& type_of) {
  std::size_t messages = 0;
  for (std::size_t begin = 0; begin < conspiracy.tips.size(); begin += kBatch) {
    TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
    for (std::size_t i = begin; i < std::min(begin + kBatch, conspiracy.tips.size()); ++i) {
      TIP_TRY(const auto came, take_in(vault, conspiracy.tips[i], type_of));
      messages += came;
    }
    TIP_CHECK(transaction.commit());
  }
  return messages;
}

}  // namespace tipstaff::desk
