#include "desk/cases/peeled.h"

#include "desk/cases/named.h"

#include "desk/mail/mail.h"
#include "platform/cage.h"
#include "platform/caged_child.h"

namespace tipstaff::desk {
namespace {

namespace refusal = casework::refusal;
using platform::ChildAnswer;
using platform::ChildEnd;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kPeelProgram = "desk-peel";
constexpr const char* kReadProgram = "desk-peel-read";


std::string_view why_it_gave_up(int status) {
  if (status == platform::kNoCage) return refusal::kNoCage;
  return status == platform::kNoMemory ? refusal::kWornOut : refusal::kCrashed;
}

// fault_of says what went wrong with a reader, or "".
std::string_view fault_of(const ChildAnswer& answer, const casework::Peeled& said) {
  switch (answer.end) {
    case ChildEnd::not_started: return refusal::kNoCage;
    case ChildEnd::gave_up: return why_it_gave_up(answer.status);
    case ChildEnd::forbidden: return refusal::kForbidden;
    case ChildEnd::worn_out: return refusal::kWornOut;
    case ChildEnd::crashed: return refusal::kCrashed;
    case ChildEnd::called_off: case ChildEnd::too_slow: return refusal::kTooSlow;
    case ChildEnd::too_much: return refusal::kTooMuch;
    case ChildEnd::done: return said.honest && said.whole ? std::string_view() : refusal::kLied;
  }
  return refusal::kLied;
}

// A name is the sender's; what we add to it ourselves must pass our own rules.
std::string path_of(const std::string& name) { return valid_utf8(as_bytes(name)) ? name : std::string("file"); }

PeeledPart refused_part(const std::string& path, std::string_view why) {
  return {PartKind::refused, path, std::string(why), {}, {}};
}

std::vector<PeeledPart> run(const std::filesystem::path& program, ByteView request, milliseconds time,
                            const std::string& path) {
  const auto answer = platform::run_caged_child(program.string(), {}, request,
                                                {.time_max = time, .answer_bytes_max = casework::kAnswerBytesMax});
  auto said = casework::parse_untrusted_frames(answer.bytes);
  if (const auto fault = fault_of(answer, said); !fault.empty()) said.parts.push_back(refused_part(path, fault));
  return std::move(said.parts);
}

// pictures_to_read: those whose words did not come as text.
Bytes pictures_to_read(const std::vector<PeeledPart>& parts) {
  Bytes out;
  for (const auto& part : parts) {
    if (part.kind != PartKind::picture || part.name == casework::kHasText) continue;
    const auto frame = casework::frame_of(part);
    out.insert(out.end(), frame.begin(), frame.end());
  }
  const auto end = casework::end_frame();
  if (!out.empty()) out.insert(out.end(), end.begin(), end.end());
  return out;
}

// What reading may add: words, codes, and why not.
bool may_be_read(const PeeledPart& part) {
  return part.kind == PartKind::refused ||
         (part.kind == PartKind::text && (part.name == casework::kReadByMachine || part.name == casework::kQrCode));
}

// A picture is there, and its words are not: that is all that a reader of words can fail.
PeeledPart of_reading(PeeledPart part) {
  for (const auto why : {refusal::kWornOut, refusal::kTooSlow, refusal::kNoCage})
    if (part.kind == PartKind::refused && part.name == why)
      return {PartKind::refused, std::move(part.path), std::string(refusal::kNotAllRead), std::string(why), {}};
  return part;
}

std::vector<PeeledPart> peel(const std::filesystem::path& folder, milliseconds time_max, ByteView bytes,
                             const std::string& name) {
  const auto until = steady_clock::now() + time_max;
  auto parts = run(folder / kPeelProgram, casework::request_of(bytes, name), time_max, path_of(name));
  const auto pictures = pictures_to_read(parts);
  if (pictures.empty()) return parts;
  const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
  for (auto& part : run(folder / kReadProgram, casework::request_of(pictures, {}), std::max(left, milliseconds(1)), path_of(name)))
    if (may_be_read(part)) parts.push_back(of_reading(std::move(part)));
  return parts;
}

bool only_no_cage(const std::vector<PeeledPart>& parts) {
  return parts.size() == 1 && parts[0].kind == PartKind::refused && parts[0].name == refusal::kNoCage;
}

Result<void> store_part(Vault& vault, std::int64_t file, std::size_t position, const PeeledPart& part) {
  return vault.db()
      .prepare("INSERT INTO peeled(file, position, kind, path, name, text, png) VALUES(?, ?, ?, ?, ?, ?, ?)")
      .bind(file).bind(static_cast<std::int64_t>(position)).bind(static_cast<std::int64_t>(part.kind))
      .bind(std::string_view(part.path)).bind(std::string_view(part.name)).bind(std::string_view(part.text))
      .bind(ByteView(part.png)).run();
}

Result<void> store(Vault& vault, std::int64_t file, std::vector<PeeledPart> all, const PeeledRoom& room) {
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_CHECK(vault.db().prepare("DELETE FROM peeled WHERE file = ?").bind(file).run());
  TIP_TRY(const auto parts, fit_room(vault, file, std::move(all), room));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto stored = store_part(vault, file, i, parts[i]);
    // It was erased while it was open.
    if (!stored && stored.error().code == Errc::conflict) return fail(Errc::not_found, "file");
    TIP_CHECK(stored);
  }
  TIP_CHECK(note_room(vault, file, parts));
  TIP_CHECK(scan_file_again(vault, file));
  return transaction.commit();
}

}  // namespace

Peeler caged_peeler(std::filesystem::path folder, milliseconds time_max) {
  return [folder = std::move(folder), time_max](ByteView bytes, const std::string& name) {
    return peel(folder, time_max, bytes, name);
  };
}

Result<std::vector<PeeledPart>> peel_file(Desk& desk, const Peeler& peeler, std::int64_t file, Again again,
                                           const PeeledRoom& room) {
  TIP_TRY(const auto known, desk.with([&](Vault& vault) { return list_peeled(vault, file); }));
  if (again == Again::no && !known.empty() && !only_no_cage(known)) return known;
  TIP_TRY(const auto whole, desk.with([&](Vault& vault) { return read_file_bytes(vault, file); }));
  auto parts = peeler(whole.bytes, whole.info.name);
  return desk.with([&](Vault& vault) -> Result<std::vector<PeeledPart>> {
    TIP_CHECK(store(vault, file, std::move(parts), room));
    return list_peeled(vault, file);
  });
}

Result<std::vector<PeeledPart>> list_peeled(Vault& vault, std::int64_t file) {
  std::vector<PeeledPart> out;
  auto query = vault.db().prepare("SELECT kind, path, name, text FROM peeled WHERE file = ? ORDER BY position");
  query.bind(file);
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back({static_cast<PartKind>(query.integer(0)), query.text(1), query.text(2), query.text(3), {}});
  }
}

Result<Bytes> peeled_picture(Vault& vault, std::int64_t file, std::int64_t part) {
  auto query = vault.db().prepare("SELECT png FROM peeled WHERE file = ? AND position = ? AND kind = ?");
  TIP_TRY(const bool row, query.bind(file).bind(part).bind(static_cast<std::int64_t>(PartKind::picture)).step());
  if (!row) return fail(Errc::not_found, "picture");
  const auto png = query.blob(0);
  return Bytes(png.begin(), png.end());
}

}  // namespace tipstaff::desk
