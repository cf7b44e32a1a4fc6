#include "casework/locating/locating.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

#include "casework/locating/languages.h"
#include "casework/locating/mail_headers.h"
#include "casework/locating/phones.h"
#include "casework/observables/benign.h"

namespace tipstaff::casework {
namespace {

constexpr double kScoreWritten = 0.7, kScoreCamera = 0.7, kScoreAddress = 0.5, kScoreHosting = 0.05;
constexpr double kScoreCode = 0.4, kScoreShared = 0.25, kScoreSharedOther = 0.15;
constexpr double kScoreZone = 0.3, kScoreHours = 0.3, kScoreOneAccount = 0.15, kScoreLanguage = 0.15;
constexpr std::uint32_t kCameraRadius = 100;          // of a phone among houses
constexpr std::uint32_t kWrittenRadiusMax = 100'000;
constexpr std::uint32_t kOneAccountMin = 120;         // active hours: fewer were wrong in one of two cases

// What coordinates were written to: the last digit's worth.
std::uint32_t radius_of(std::string_view value) {
  const auto dot = value.find('.');
  const auto comma = value.find(',');
  const auto decimals = dot == std::string_view::npos || comma < dot ? 0 : comma - dot - 1;
  const double metres = 111'000 / std::pow(10.0, static_cast<double>(std::min<std::size_t>(decimals, 5)));
  return static_cast<std::uint32_t>(std::clamp(metres, 10.0, static_cast<double>(kWrittenRadiusMax)));
}

std::optional<double> number_of(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  double out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(out)) return std::nullopt;
  return out;
}

std::optional<Point> point_of(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto lat = number_of(text.substr(0, comma)), lon = number_of(text.substr(comma + 1));
  if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180) return std::nullopt;
  return Point{*lat, *lon};
}

std::optional<Stamp> stamp_of(std::span<const Property> properties, std::string_view name) {
  for (const auto& one : properties)
    if (one.name == name) return parse_untrusted_stamp(one.text);
  return std::nullopt;
}

// A zone as a band: half hours belong to both hours beside them.
PlaceHint zone_hint(HintKind kind, const Stamp& stamp, std::string_view method, Caveat caveat) {
  PlaceHint out;
  out.kind = kind;
  out.at = stamp.at;
  out.method = method;
  out.caveat = caveat;
  out.reliability = kDoubtful;
  out.score = kScoreZone;
  const double hours = *stamp.offset_minutes / 60.0;
  out.band = Band{static_cast<int>(std::floor(hours)), static_cast<int>(std::ceil(hours))};
  return out;
}

bool names_account(Type type) { return type >= Type::telegram && type <= Type::handle; }

}  // namespace

std::optional<PlaceHint> Locator::country_hint(Country country) const {
  PlaceHint out;
  out.country = country;
  out.place = country_text(country);
  if (toponyms_ == nullptr) return out;
  const auto entry = toponyms_->gazetteer().country_place(country);
  if (!entry) return out;
  out.place = entry->name;
  out.point = entry->point;
  out.radius_m = entry->radius_m;
  return out;
}

void Locator::add_phone(std::vector<PlaceHint>& out, const Observable& one) const {
  const auto countries = countries_of_phone(one.value);
  for (std::size_t i = 0; i < countries.size(); ++i) {
    auto hint = *country_hint(countries[i]);
    const bool shared = countries.size() > 1;
    hint.kind = HintKind::phone;
    hint.begin = one.offset, hint.length = one.length;
    hint.method = "phone.prefix";
    hint.caveat = shared ? Caveat::shared_code : Caveat::country_code;
    hint.reliability = shared ? kWeak : kDoubtful;
    hint.score = !shared ? kScoreCode : i == 0 ? kScoreShared : kScoreSharedOther;
    out.push_back(std::move(hint));
  }
}

void Locator::add_coordinates(std::vector<PlaceHint>& out, const Observable& one) const {
  const auto point = point_of(one.value);
  if (!point) return;
  PlaceHint hint;
  hint.kind = HintKind::coordinates;
  hint.place = one.value;
  hint.point = point;
  hint.radius_m = radius_of(one.value);
  hint.begin = one.offset, hint.length = one.length;
  hint.method = "coordinates.text";
  hint.caveat = Caveat::written;
  hint.reliability = kReliable;
  hint.score = kScoreWritten;
  out.push_back(std::move(hint));
}

std::optional<PlaceHint> Locator::hint_of_address(std::string_view address) const {
  if (addresses_ == nullptr) return std::nullopt;
  const auto answer = addresses_->look_up(address);
  if (!answer || (answer->country[0] == '\0' && !answer->point)) return std::nullopt;
  auto out = answer->country[0] == '\0' ? PlaceHint{} : *country_hint(answer->country);
  if (answer->point) {
    out.point = answer->point;
    out.radius_m = answer->radius_m != 0 ? answer->radius_m : std::max(out.radius_m, kWrittenRadiusMax);
  }
  if (!answer->city.empty()) out.place = answer->city;
  out.kind = HintKind::ip;
  out.method = "ip.database";
  out.caveat = answer->hosting ? Caveat::ip_hosting : Caveat::ip_database;
  out.reliability = answer->hosting ? kWeak : kReliable;
  out.score = answer->hosting ? kScoreHosting : kScoreAddress;
  return out;
}

Result<std::vector<PlaceHint>> Locator::hints_of_text(std::string_view text) const {
  std::vector<PlaceHint> out;
  TIP_TRY(auto found, scanner_.scan(text));
  BenignLists().mark(found.observables);
  for (const auto& one : found.observables) {
    if (one.type == Type::phone) add_phone(out, one);
    if (one.type == Type::coordinates) add_coordinates(out, one);
    if ((one.type != Type::ipv4 && one.type != Type::ipv6) || !one.benign.empty()) continue;
    if (auto hint = hint_of_address(one.value)) {
      hint->begin = one.offset, hint->length = one.length;
      out.push_back(std::move(*hint));
    }
  }
  if (toponyms_ == nullptr) return out;
  std::vector<Country> countries;
  for (const auto& hint : out)
    if (hint.caveat == Caveat::country_code) countries.push_back(hint.country);
  TIP_TRY(auto named, toponyms_->find(text, countries));
  std::vector<PlaceHint> both;
  std::merge(std::make_move_iterator(out.begin()), std::make_move_iterator(out.end()), std::make_move_iterator(named.hints.begin()),
             std::make_move_iterator(named.hints.end()), std::back_inserter(both),
             [](const PlaceHint& a, const PlaceHint& b) { return a.begin < b.begin; });
  return both;
}

void Locator::add_mail(std::vector<PlaceHint>& out, std::span<const Property> properties) const {
  const auto date = stamp_of(properties, "mail.date");
  // UTC is what servers and careful programs write.
  if (date && date->offset_minutes && *date->offset_minutes != 0)
    out.push_back(zone_hint(HintKind::mail, *date, "mail.date", Caveat::mail_date));
  std::vector<std::string_view> received;
  for (const auto& one : properties)
    if (one.name == "mail.received") received.push_back(one.text);
  const auto hop = first_outside_hop(received, scanner_);
  auto hint = hop ? hint_of_address(hop->address) : std::nullopt;
  if (!hint) return;
  const bool hosting = hint->caveat == Caveat::ip_hosting;
  hint->kind = HintKind::mail;
  hint->method = "mail.received";
  if (!hosting) hint->caveat = Caveat::mail_hop, hint->reliability = kDoubtful;
  if (date) hint->at = date->at;
  out.push_back(std::move(*hint));
}

std::vector<PlaceHint> Locator::hints_of_properties(std::span<const Property> properties) const {
  std::vector<PlaceHint> out;
  const auto taken = stamp_of(properties, "taken");
  for (const auto& one : properties) {
    const auto point = one.name == "gps" ? point_of(one.text) : std::nullopt;
    if (!point || (point->lat == 0 && point->lon == 0)) continue;  // 0, 0 is what broken devices write
    PlaceHint hint;
    hint.kind = HintKind::exif;
    hint.place = one.text;
    hint.point = point;
    hint.radius_m = std::max(kCameraRadius, radius_of(one.text));
    if (taken) hint.at = taken->at;
    hint.method = "exif.gps";
    hint.caveat = Caveat::camera;
    hint.reliability = kReliable;
    hint.score = kScoreCamera;
    out.push_back(std::move(hint));
  }
  add_mail(out, properties);
  for (const std::string_view name : {"created", "modified"})
    if (const auto stamp = stamp_of(properties, name); stamp && stamp->offset_minutes && *stamp->offset_minutes != 0)
      out.push_back(zone_hint(HintKind::document, *stamp, name == "created" ? "document.created" : "document.modified", Caveat::document_zone));
  return out;
}

std::optional<PlaceHint> Locator::hint_of_language(std::string_view text) const {
  const auto language = language_of(text);
  if (!language) return std::nullopt;
  auto out = country_hint(language->country);
  out->kind = HintKind::language;
  out->method = "language.words";
  out->caveat = Caveat::language;
  out->reliability = kWeak;
  out->score = kScoreLanguage;
  return out;
}

Result<std::vector<ActiveHour>> Locator::posting_hours(std::string_view text) const {
  const auto dates = dates_of(text);
  std::vector<ActiveHour> out;
  if (dates.empty()) return out;
  TIP_TRY(const auto found, scanner_.scan(text));
  // Lines, dates and accounts all grow; each is walked once.
  std::size_t date = 0, one = 0;
  for (std::size_t begin = 0; begin < text.size() && date < dates.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    std::string_view account;
    for (; one < found.observables.size() && found.observables[one].offset < end; ++one)
      if (account.empty() && names_account(found.observables[one].type)) account = found.observables[one].value;
    for (; date < dates.size() && dates[date].begin < end; ++date)
      if (!account.empty() && dates[date].has_time && dates[date].offset_minutes && dates[date].at >= 0)
        out.push_back({static_cast<std::uint32_t>(hash_word(account)), dates[date].at / 3600});
    begin = end + 1;
  }
  return out;
}

std::optional<PlaceHint> hint_of_hours(std::vector<ActiveHour> active) {
  const auto hours = hours_of(std::move(active));
  const bool crowd = hours.accounts >= kCrowdMin;
  if (!hours.band || (!crowd && hours.active < kOneAccountMin)) return std::nullopt;
  PlaceHint out;
  out.kind = HintKind::hours;
  const bool office = hours.profile == Profile::office;
  out.method = office ? "hours.office" : "hours.profile";
  out.band = Band{hours.band->from, hours.band->to};
  out.caveat = office ? Caveat::office_hours : crowd ? Caveat::crowd_hours : Caveat::account_hours;
  out.reliability = crowd ? kDoubtful : kWeak;
  out.score = crowd ? kScoreHours : kScoreOneAccount;
  return out;
}

}  // namespace tipstaff::casework
