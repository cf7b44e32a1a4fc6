#include "desk/cases/ip_database.h"

#include <cmath>

namespace tipstaff::desk {
namespace {

// value_at follows a path through the maps of an entry; nothing when it is not there.
template <class... Names>
std::optional<MMDB_entry_data_s> value_at(MMDB_entry_s entry, Names... names) {
  MMDB_entry_data_s out{};
  if (MMDB_get_value(&entry, &out, names..., nullptr) != MMDB_SUCCESS || !out.has_data) return std::nullopt;
  return out;
}

std::string text_of(const std::optional<MMDB_entry_data_s>& value) {
  constexpr std::size_t kTextMax = 100;
  if (!value || value->type != MMDB_DATA_TYPE_UTF8_STRING || value->data_size > kTextMax) return "";
  std::string out(value->utf8_string, value->data_size);
  return valid_utf8(as_bytes(out)) ? out : "";
}

std::optional<double> number_of(const std::optional<MMDB_entry_data_s>& value) {
  if (!value) return std::nullopt;
  switch (value->type) {
    case MMDB_DATA_TYPE_DOUBLE: return value->double_value;
    case MMDB_DATA_TYPE_FLOAT: return static_cast<double>(value->float_value);
    case MMDB_DATA_TYPE_UINT16: return value->uint16;
    case MMDB_DATA_TYPE_UINT32: return value->uint32;
    default: return std::nullopt;
  }
}

bool is_set(const std::optional<MMDB_entry_data_s>& value) {
  return value && value->type == MMDB_DATA_TYPE_BOOLEAN && value->boolean;
}

// Country: as MaxMind's own files have it, or flat, as most free ones do.
casework::Country country_of(const MMDB_entry_s& entry) {
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (const auto& text : {text_of(value_at(entry, "country", "iso_code")), text_of(value_at(entry, "country_code")),
                           text_of(value_at(entry, "country"))})
    if (text.size() == 2 && is_letter(text[0]) && is_letter(text[1])) return {text[0], text[1]};
  return {};
}

std::optional<casework::Point> point_of(const MMDB_entry_s& entry) {
  auto lat = number_of(value_at(entry, "location", "latitude")), lon = number_of(value_at(entry, "location", "longitude"));
  if (!lat) lat = number_of(value_at(entry, "latitude"));
  if (!lon) lon = number_of(value_at(entry, "longitude"));
  if (!lat || !lon || !(std::abs(*lat) <= 90) || !(std::abs(*lon) <= 180)) return std::nullopt;
  return casework::Point{*lat, *lon};
}

bool is_hosting(const MMDB_entry_s& entry) {
  for (const char* flag : {"is_hosting_provider", "is_anonymous_vpn", "is_anonymous_proxy", "is_anonymous", "is_tor_exit_node",
                           "is_public_proxy", "is_hosting", "is_vpn", "is_proxy", "is_tor", "hosting", "vpn", "proxy", "tor"})
    if (is_set(value_at(entry, "traits", flag)) || is_set(value_at(entry, flag))) return true;
  return false;
}

}  // namespace

void IpDatabase::Close::operator()(MMDB_s* file) const {
  MMDB_close(file);
  delete file;
}

Result<IpDatabase> IpDatabase::open(const std::filesystem::path& path) {
  auto file = std::make_unique<MMDB_s>();
  switch (MMDB_open(path.c_str(), MMDB_MODE_MMAP, file.get())) {
    case MMDB_SUCCESS: return IpDatabase(std::unique_ptr<MMDB_s, Close>(file.release()));
    case MMDB_FILE_OPEN_ERROR: return fail(Errc::not_found, "address database");
    default: return fail(Errc::bad_text, "address database");
  }
}

std::optional<casework::IpAnswer> IpDatabase::look_up(std::string_view address) const {
  int resolving = 0, reading = MMDB_SUCCESS;
  auto found = MMDB_lookup_string(file_.get(), std::string(address).c_str(), &resolving, &reading);
  if (resolving != 0 || reading != MMDB_SUCCESS || !found.found_entry) return std::nullopt;
  casework::IpAnswer out;
  out.country = country_of(found.entry);
  out.city = text_of(value_at(found.entry, "city", "names", "en"));
  if (out.city.empty()) out.city = text_of(value_at(found.entry, "city"));
  out.point = point_of(found.entry);
  const auto km = number_of(value_at(found.entry, "location", "accuracy_radius"));
  if (km && *km > 0 && *km <= 20'000) out.radius_m = static_cast<std::uint32_t>(*km * 1000);
  out.hosting = is_hosting(found.entry);
  return out;
}

}  // namespace tipstaff::desk
