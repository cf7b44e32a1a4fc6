#include "casework/locating/hint.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tipstaff::casework {
namespace {

constexpr std::array<std::string_view, 9> kKinds = {"toponym", "phone", "ip", "coordinates", "exif",
                                                    "hours",   "mail",  "document", "language"};

struct Words {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<Words, kCaveats> kWords = {{
    {"named", "The text names this place. That does not say that anybody is or was there."},
    {"namesake", "Several places have this name. Each is listed; which one is meant is not known."},
    {"country_named", "The text names this country. The point is only the middle of its people."},
    {"country_code", "The number was given out in this country. It can be used anywhere, rented or made up."},
    {"shared_code", "Several countries share this prefix. The one shown is a guess; the others are as possible."},
    {"written", "Somebody wrote these coordinates. They can be copied, mistyped or a lie."},
    {"ip_database", "The operator's database gives an area for this address. Such databases are often wrong by a country."},
    {"ip_hosting", "The address is of a hosting service, proxy or VPN. It says next to nothing about its user."},
    {"camera", "The file says where a device was when it was taken. That can be changed with a keystroke, and it may be the place of whoever took the picture, not of whoever can be seen."},
    {"crowd_hours", "If these are people with usual days, these time zones fit best. Shift work, schedules, summer time and customs move it by hours."},
    {"account_hours", "Hours of one account. One in four people is further off than three hours; programs and night workers more."},
    {"office_hours", "These accounts keep the hours of an office, five days a week. If it works from nine to six, these time zones fit best. Other hours of work and summer time move it; it may work for another zone."},
    {"mail_date", "The writer's machine was set to this time zone. Any machine can be set to any."},
    {"mail_hop", "The last mail server wrote this address down. Earlier lines can be forged and were not used."},
    {"document_zone", "The program that wrote the file was set to this time zone. It can be set to any."},
    {"language", "The file's language is spoken mostly there. It is spoken and learnt elsewhere too."},
}};

constexpr double kLikely = 0.66, kPossible = 0.33;
constexpr double kEarthKm = 6371.0088;

double squared(double value) { return value * value; }

}  // namespace

std::string_view hint_kind_name(HintKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view caveat_name(Caveat caveat) { return kWords[static_cast<std::size_t>(caveat)].name; }
std::string_view caveat_text(Caveat caveat) { return kWords[static_cast<std::size_t>(caveat)].text; }

std::string_view score_words(double score) {
  return score >= kLikely ? "points at" : score >= kPossible ? "may point at" : "could be read as";
}

std::string country_text(Country country) { return country[0] == '\0' ? "" : std::string(country.data(), country.size()); }

double distance_km(Point a, Point b) {
  constexpr double kRadians = std::numbers::pi / 180;
  const double h = squared(std::sin((b.lat - a.lat) * kRadians / 2)) +
                   std::cos(a.lat * kRadians) * std::cos(b.lat * kRadians) * squared(std::sin((b.lon - a.lon) * kRadians / 2));
  return 2 * kEarthKm * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace tipstaff::casework
