#pragma once
// PlaceHint: something that points at a place, and how far to believe it. Hints are never
// joined into one place, and nothing here says where anybody is.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tipstaff::casework {

enum class HintKind : std::uint8_t { toponym, phone, ip, coordinates, exif, hours, mail, document, language };
[[nodiscard]] std::string_view hint_kind_name(HintKind kind);

// What an officer must know about a hint. The sentences are fixed, in hint.cpp.
enum class Caveat : std::uint8_t {
  named,          // a text names a place
  namesake,       // a text names one of several places of one name
  country_named,  // a text names a country
  country_code,   // a phone number's prefix, of one country
  shared_code,    // a prefix that several countries share
  written,        // coordinates that somebody wrote
  ip_database,    // an address, looked up in the operator's file
  ip_hosting,     // the same, for a hosting service, proxy or VPN
  camera,         // a picture's own position
  crowd_hours,    // hours of several accounts
  account_hours,  // hours of one account
  office_hours,   // hours of several accounts that keep those of an office
  mail_date,      // the zone of a mail's Date line
  mail_hop,       // the newest Received line
  document_zone,  // the zone in a document's dates
  language,       // the language of a file
  count_,
};
inline constexpr std::size_t kCaveats = static_cast<std::size_t>(Caveat::count_);
[[nodiscard]] std::string_view caveat_name(Caveat caveat);
[[nodiscard]] std::string_view caveat_text(Caveat caveat);

// Letters of the Admiralty code for the method. A machine gives no A and no B: those
// are for an officer who knows the source.
inline constexpr char kReliable = 'C', kDoubtful = 'D', kWeak = 'E', kUnknown = 'F';

// Wording of a score; these three and no others.
[[nodiscard]] std::string_view score_words(double score);

struct Point {
  double lat = 0;  // degrees
  double lon = 0;
};

// Band of offsets from UTC, in hours.
struct Band {
  int from = 0;
  int to = 0;
};

using Country = std::array<char, 2>;  // ISO 3166 letters, or zeros
[[nodiscard]] std::string country_text(Country country);

struct PlaceHint {
  HintKind kind = HintKind::toponym;
  std::string place;                 // its first name in the gazetteer; "" for a band
  Country country{};
  std::optional<Point> point;        // the middle of the area, nothing for a band
  std::uint32_t radius_m = 0;
  std::optional<std::int64_t> at;    // unix seconds, when the source of the hint says a time
  std::uint32_t begin = 0;           // bytes of the text that says so
  std::uint32_t length = 0;
  std::string_view method;           // a literal of our own
  char reliability = kUnknown;
  Caveat caveat = Caveat::named;
  double score = 0;                  // 0 to 1, comparable within a kind only
  std::optional<Band> band;          // for hours, and for zones of mail and documents
};

// distance_km on the mean sphere.
[[nodiscard]] double distance_km(Point a, Point b);

}  // namespace tipstaff::casework
