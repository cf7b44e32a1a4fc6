#include "desk/cases/place_sources.h"

#include "platform/file.h"
#include "platform/process.h"

namespace tipstaff::desk {
namespace {

constexpr const char* kNamesFile = "names.tsn";

// Where the gazetteer is: where --names says, beside the program, where packages put it,
// or where the build does.
std::vector<std::filesystem::path> candidates(const std::filesystem::path& given) {
  if (!given.empty()) return {given};
  const auto program = platform::program_folder();
  return {program / kNamesFile, program.parent_path() / "share" / "tipstaff" / kNamesFile,
          program.parent_path().parent_path() / "places" / kNamesFile};
}

}  // namespace

const casework::Locator& PlaceSources::locator() {
  std::call_once(once_, [this] { read(); });
  return *locator_;
}

void PlaceSources::read() {
  read_names();
  if (!mmdb_.empty()) read_addresses();
  locator_.emplace(scanner_, toponyms_.get(), addresses_.get());
}

void PlaceSources::read_names() {
  bool damaged = false;
  for (const auto& path : candidates(names_)) {
    const auto bytes = platform::read_file(path, casework::kGazetteerFileMax);
    if (!bytes) continue;
    auto gazetteer = casework::Gazetteer::parse_untrusted(*bytes);
    damaged = damaged || !gazetteer;
    if (!gazetteer) continue;
    toponyms_ = std::make_unique<casework::Toponyms>(std::move(*gazetteer));
    return;
  }
  notes_.push_back(damaged ? "The gazetteer names.tsn is damaged or of another version: no names of places are found. Install it again, or name it with --names."
                           : "The gazetteer names.tsn is not there: no names of places are found. source/places/build makes it; name it with --names.");
}

void PlaceSources::read_addresses() {
  auto opened = IpDatabase::open(mmdb_);
  if (opened) addresses_ = std::make_unique<IpDatabase>(std::move(*opened));
  else notes_.push_back(opened.error().code == Errc::not_found
                            ? "The address database of --mmdb cannot be opened: nothing is said about IP addresses."
                            : "The address database of --mmdb is damaged or no MMDB file: nothing is said about IP addresses.");
}

}  // namespace tipstaff::desk
