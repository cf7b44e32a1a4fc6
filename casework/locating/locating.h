#pragma once
// Locator: all hints of a text, of what was found in it, and of the properties of a file.

#include "casework/locating/dates.h"
#include "casework/locating/hours.h"
#include "casework/locating/toponyms.h"
#include "casework/observables/scanner.h"

namespace tipstaff::casework {

// IpPlaces is the operator's database of addresses; the shell reads it.
struct IpAnswer {
  Country country{};
  std::string city;
  std::optional<Point> point;
  std::uint32_t radius_m = 0;  // 0: the database does not say
  bool hosting = false;        // a hosting service, proxy, VPN or Tor
};
class IpPlaces {
 public:
  virtual ~IpPlaces() = default;
  [[nodiscard]] virtual std::optional<IpAnswer> look_up(std::string_view address) const = 0;
};

// Property of a file, as it came out of it: gps, taken, created, modified, mail.date,
// mail.received (one each, the newest first), and others that say nothing here.
struct Property {
  std::string_view name;
  std::string_view text;
};

class Locator {
 public:
  // `toponyms` and `addresses` may be nothing: then there are no hints of their kind.
  Locator(const Scanner& scanner, const Toponyms* toponyms, const IpPlaces* addresses)
      : scanner_(scanner), toponyms_(toponyms), addresses_(addresses) {}

  // hints_of_text: places that a text names, and phones, addresses and coordinates among
  // what the scanner found in it. Errors: too_large.
  [[nodiscard]] Result<std::vector<PlaceHint>> hints_of_text(std::string_view text) const;

  // hints_of_properties: exif, mail and document. Nothing of a name that it does not know
  // or that cannot be read. begin and length are zero.
  [[nodiscard]] std::vector<PlaceHint> hints_of_properties(std::span<const Property> properties) const;

  // hint_of_language: for the text of a file, never for a tip's own words.
  [[nodiscard]] std::optional<PlaceHint> hint_of_language(std::string_view text) const;

  // posting_hours: lines that name an account and say a time of day with its zone.
  [[nodiscard]] Result<std::vector<ActiveHour>> posting_hours(std::string_view text) const;

 private:
  [[nodiscard]] std::optional<PlaceHint> country_hint(Country country) const;
  void add_phone(std::vector<PlaceHint>& out, const Observable& one) const;
  void add_coordinates(std::vector<PlaceHint>& out, const Observable& one) const;
  [[nodiscard]] std::optional<PlaceHint> hint_of_address(std::string_view address) const;
  void add_mail(std::vector<PlaceHint>& out, std::span<const Property> properties) const;

  const Scanner& scanner_;
  const Toponyms* toponyms_;
  const IpPlaces* addresses_;
};

// hint_of_hours: a band, with the caveat of a crowd or of one account; nothing without
// one (hours.h says when).
[[nodiscard]] std::optional<PlaceHint> hint_of_hours(std::vector<ActiveHour> active);

}  // namespace tipstaff::casework
