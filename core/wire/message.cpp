#include "tipstaff/wire/message.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {
namespace {

constexpr std::size_t kFixedHeadBytes = 21;

bool name_fits(std::string_view name) {
  return !name.empty() && name.size() <= kFileNameBytesMax && valid_utf8(as_bytes(name));
}

Result<void> check(const Message& message) {
  if (!valid_utf8(message.text)) return fail(Errc::bad_text, "message text");
  if (message.files.size() > kFilesMax) return fail(Errc::too_large, "message files");
  for (const auto& file : message.files)
    if (!name_fits(file.name)) return fail(Errc::bad_text, "file name");
  return {};
}

std::size_t head_bytes(const Message& message, std::size_t parts) {
  std::size_t size = kFixedHeadBytes + (parts - 1) * Hash32::kBytes;
  for (const auto& file : message.files) size += 1 + file.name.size() + 4;
  return size;
}

SecretBytes join_payload(const Message& message) {
  SecretBytes payload(message.text);
  for (const auto& file : message.files)
    payload.insert(payload.end(), file.bytes.begin(), file.bytes.end());
  return payload;
}

// parts_needed finds the least number of parts whose room holds the payload.
Result<std::size_t> parts_needed(const Message& message, std::size_t payload_bytes) {
  for (std::size_t parts = 1; parts <= kPartsMax; ++parts) {
    const std::size_t head = head_bytes(message, parts);
    if (head + payload_bytes <= parts * kBlockDataBytesMax && head <= kBlockDataBytesMax)
      return parts;
  }
  return fail(Errc::too_large, "message");
}

void write_head(SecretWriter& out, const Message& message, std::size_t parts,
                std::size_t payload_bytes) {
  out.u8(message.flags).u8(0).u16(static_cast<std::uint16_t>(parts)).u64(message.when);
  out.u32(static_cast<std::uint32_t>(payload_bytes));
  out.u32(static_cast<std::uint32_t>(message.text.size()));
  out.u8(static_cast<std::uint8_t>(message.files.size()));
  for (const auto& file : message.files) {
    out.u8(static_cast<std::uint8_t>(file.name.size())).raw(as_bytes(file.name));
    out.u32(static_cast<std::uint32_t>(file.bytes.size()));
  }
}

Result<void> read_files(Reader& in, MessageHead& head, std::size_t count) {
  std::uint64_t sum = head.text_bytes;
  for (std::size_t i = 0; i < count; ++i) {
    MessageHead::File file;
    TIP_TRY(const auto name_bytes, in.u8());
    TIP_TRY(const auto name, in.take(name_bytes));
    file.name = std::string(as_text(name));
    if (!name_fits(file.name)) return fail(Errc::bad_text, "file name");
    TIP_TRY(file.size, in.u32());
    sum += file.size;
    head.files.push_back(std::move(file));
  }
  if (sum != head.total) return fail(Errc::bad_value, "message total");
  return {};
}

// take_front moves the first `size` bytes of `payload` from `at` on.
SecretBytes slice(ByteView payload, std::size_t& at, std::size_t size) {
  const auto view = payload.subspan(at, size);
  at += size;
  return {view.begin(), view.end()};
}

Result<void> check_parts(const MessageHead& head, std::span<const SecretBytes> parts) {
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (crypto::sha256(parts[i]) != head.part_hashes[i - 1])
      return fail(Errc::wrong_hash, "message part");
  return {};
}

}  // namespace

Result<std::vector<SecretBytes>> split_message(const Message& message) {
  TIP_CHECK(check(message));
  const auto payload = join_payload(message);
  TIP_TRY(const auto count, parts_needed(message, payload.size()));
  // The last parts are cut first, so that part 0 can name their hashes.
  const std::size_t first_room = kBlockDataBytesMax - head_bytes(message, count);
  std::size_t at = std::min(first_room, payload.size());
  std::vector<SecretBytes> parts(1);
  while (parts.size() < count)
    parts.push_back(slice(payload, at, std::min(kBlockDataBytesMax, payload.size() - at)));
  SecretWriter out;
  write_head(out, message, count, payload.size());
  for (std::size_t i = 1; i < count; ++i) out.raw(crypto::sha256(parts[i]).view());
  out.raw(ByteView(payload).first(std::min(first_room, payload.size())));
  parts[0] = out.take();
  return parts;
}

Result<MessageHead> parse_untrusted_message_head(ByteView data, std::uint8_t parts) {
  Reader in(data);
  MessageHead head;
  TIP_TRY(head.flags, in.u8());
  if ((head.flags & ~kMessageWantsAnswers) != 0) return fail(Errc::bad_value, "message flags");
  TIP_CHECK(in.zeros(1));
  TIP_TRY(const auto stated_parts, in.u16());
  if (parts == 0 || stated_parts != parts) return fail(Errc::bad_value, "message parts");
  TIP_TRY(head.when, in.u64());
  TIP_TRY(head.total, in.u32());
  if (head.total > kPartsMax * kBlockDataBytesMax) return fail(Errc::too_large, "message");
  TIP_TRY(head.text_bytes, in.u32());
  TIP_TRY(const auto files, in.u8());
  if (files > kFilesMax) return fail(Errc::too_large, "message files");
  TIP_CHECK(read_files(in, head, files));
  for (std::size_t i = 1; i < parts; ++i) {
    TIP_TRY(auto hash, in.fixed<Hash32>());
    head.part_hashes.push_back(hash);
  }
  head.payload_at = data.size() - in.rest().size();
  return head;
}

Result<Message> join_message(std::span<const SecretBytes> parts) {
  if (parts.empty() || parts.size() > kPartsMax) return fail(Errc::wrong_length, "message parts");
  TIP_TRY(const auto head,
          parse_untrusted_message_head(parts[0], static_cast<std::uint8_t>(parts.size())));
  TIP_CHECK(check_parts(head, parts));
  SecretBytes payload(parts[0].begin() + static_cast<std::ptrdiff_t>(head.payload_at),
                      parts[0].end());
  for (const auto& part : parts.subspan(1))
    payload.insert(payload.end(), part.begin(), part.end());
  if (payload.size() != head.total) return fail(Errc::wrong_length, "message payload");
  Message out;
  out.flags = head.flags;
  out.when = head.when;
  std::size_t at = 0;
  out.text = slice(payload, at, head.text_bytes);
  if (!valid_utf8(out.text)) return fail(Errc::bad_text, "message text");
  for (const auto& file : head.files) out.files.push_back({file.name, slice(payload, at, file.size)});
  return out;
}

}  // namespace tipstaff::wire
