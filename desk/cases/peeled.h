#pragma once
// Attachments, opened in a cage and kept as what they turned into: texts, pixels,
// properties, and refusals. The desk itself opens no file of a stranger.

#include <chrono>
#include <functional>

#include "casework/peeled/part.h"
#include "desk/cases/peeled_room.h"
#include "desk/desk.h"

namespace tipstaff::desk {

using casework::PartKind;
using casework::PeeledPart;

// Peeler opens a file. It always answers: what could not be opened is a refused part.
using Peeler = std::function<std::vector<PeeledPart>(ByteView bytes, const std::string& name)>;

// caged_peeler starts desk-peel, and for pictures desk-peel-read, of `folder`
// (platform::program_folder, where they are installed): a process
// each for every file, `time_max` of the clock together. What they say is checked.
inline constexpr std::chrono::milliseconds kPeelTimeMax{60'000};
[[nodiscard]] Peeler caged_peeler(std::filesystem::path folder, std::chrono::milliseconds time_max = kPeelTimeMax);

enum class Again : std::uint8_t { no, yes };

// peel_file opens a file of the vault and keeps the parts there; once, unless `again`, or
// when nothing but the missing cage stood in the way. The vault is free meanwhile. What
// has no room is left out, and a part says so.
// Errors: not_found (also when it was erased meanwhile), closed, wrong_state.
[[nodiscard]] Result<std::vector<PeeledPart>> peel_file(Desk& desk, const Peeler& peeler, std::int64_t file, Again again,
                                                         const PeeledRoom& room = {});

// list_peeled: the parts of a file in the order in which they were found, pictures
// without their pixels; nothing when it was not peeled yet.
[[nodiscard]] Result<std::vector<PeeledPart>> list_peeled(Vault& vault, std::int64_t file);
// peeled_picture: the PNG of one part. Errors: not_found.
[[nodiscard]] Result<Bytes> peeled_picture(Vault& vault, std::int64_t file, std::int64_t part);

}  // namespace tipstaff::desk
