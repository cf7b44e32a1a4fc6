#include "fuzz/parts.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/reader.h"

namespace tipstaff::fuzz {

std::vector<SecretBytes> read_parts(ByteView input) {
  wire::Reader in(input);
  std::vector<SecretBytes> parts;
  while (!in.rest().empty() && parts.size() < wire::kPartsMax) {
    const auto length = in.u16();
    if (!length) break;
    const auto data = in.take(std::min<std::size_t>(*length, in.rest().size()));
    parts.emplace_back(data->begin(), data->end());
  }
  if (parts.empty() || parts.size() > 255) return parts;
  const auto head = wire::parse_untrusted_message_head(
      parts[0], static_cast<std::uint8_t>(parts.size()));
  if (!head) return parts;
  const std::size_t hashes_at = head->payload_at - head->part_hashes.size() * Hash32::kBytes;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (head->part_hashes[i - 1].is_zero())
      copy_into(MutableBytes(parts[0]).subspan(hashes_at + (i - 1) * Hash32::kBytes, Hash32::kBytes),
                crypto::sha256(parts[i]).view());
  return parts;
}

bool same_message(const wire::Message& a, const wire::Message& b) {
  const auto same_file = [](const wire::MessageFile& x, const wire::MessageFile& y) {
    return x.name == y.name && x.bytes == y.bytes;
  };
  return a.flags == b.flags && a.when == b.when && a.text == b.text &&
         std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(), same_file);
}

}  // namespace tipstaff::fuzz
