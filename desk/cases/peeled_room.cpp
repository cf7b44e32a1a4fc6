#include "desk/cases/peeled_room.h"

#include <algorithm>
#include <numeric>

namespace tipstaff::desk {
namespace {

namespace refusal = casework::refusal;
using casework::PartKind;
using casework::PeeledPart;

std::size_t size_of(const PeeledPart& part) { return part.path.size() + part.name.size() + part.text.size() + part.png.size(); }

std::size_t left_of(std::size_t most, std::int64_t used) {
  const auto taken = static_cast<std::size_t>(std::max<std::int64_t>(used, 0));
  return taken < most ? most - taken : 0;
}

struct Left {
  std::size_t tip = 0, all = 0;
};

Result<Left> room_left(Vault& vault, std::int64_t file, const PeeledRoom& room) {
  auto tip = vault.db().prepare("SELECT m.conversation, (SELECT coalesce(sum(r.bytes), 0) FROM messages o JOIN files f ON f.message = o.id"
                                " JOIN peeled_room r ON r.file = f.id WHERE o.conversation = m.conversation AND f.id <> ?1)"
                                " FROM files i JOIN messages m ON m.id = i.message WHERE i.id = ?1");
  TIP_TRY(const bool known, tip.bind(file).step());
  if (!known) return fail(Errc::not_found, "file");
  auto all = vault.db().prepare("SELECT coalesce(sum(bytes), 0) FROM peeled_room WHERE file <> ?");
  TIP_CHECK(all.bind(file).step());
  return Left{left_of(room.tip_bytes, tip.integer(1)), left_of(room.all_bytes, all.integer(0))};
}

}  // namespace

Result<std::vector<PeeledPart>> fit_room(Vault& vault, std::int64_t file, std::vector<PeeledPart> parts, const PeeledRoom& room) {
  TIP_TRY(const auto left, room_left(vault, file, room));
  auto free = std::min(left.tip, left.all);
  const auto before = parts.size();
  const auto path = parts.empty() ? std::string() : parts.front().path;
  std::erase_if(parts, [&](const PeeledPart& part) {
    if (size_of(part) > free) return true;
    free -= size_of(part);
    return false;
  });
  const auto why = left.tip <= left.all ? refusal::kTipFull : refusal::kVaultFull;
  if (parts.size() < before)
    parts.push_back({PartKind::refused, path, std::string(why), "parts left out: " + std::to_string(before - parts.size()), {}});
  return parts;
}

Result<void> note_room(Vault& vault, std::int64_t file, const std::vector<PeeledPart>& parts) {
  const auto bytes = std::accumulate(parts.begin(), parts.end(), std::size_t{0},
                                     [](std::size_t sum, const PeeledPart& part) { return sum + size_of(part); });
  return vault.db().prepare("INSERT OR REPLACE INTO peeled_room(file, bytes) VALUES(?, ?)")
      .bind(file).bind(static_cast<std::int64_t>(bytes)).run();
}

}  // namespace tipstaff::desk
