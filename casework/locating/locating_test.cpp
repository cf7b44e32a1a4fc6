#include "casework/locating/locating.h"

#include <gtest/gtest.h>

#include "casework/locating/conflicts.h"
#include "casework/locating/languages.h"
#include "casework/locating/mail_headers.h"
#include "casework/locating/phones.h"
#include "casework/locating/testing/names_file.h"

namespace tipstaff::casework {
namespace {

// MadeUpAddresses knows one address, and calls another a hosting service.
class MadeUpAddresses final : public IpPlaces {
 public:
  std::optional<IpAnswer> look_up(std::string_view address) const override {
    if (address == "81.2.69.142") return IpAnswer{{'S', 'E'}, "Uppsala", Point{59.86, 17.64}, 30'000, false};
    if (address == "81.2.70.1") return IpAnswer{{'N', 'L'}, "", std::nullopt, 0, true};
    return std::nullopt;
  }
};

const Scanner& scanner() {
  static const Scanner kScanner;
  return kScanner;
}
const MadeUpAddresses kAddresses;
Locator locator() { return {scanner(), &test_toponyms(), &kAddresses}; }

std::string countries(std::string_view number) {
  std::string out;
  for (const auto country : countries_of_phone(number)) out += country_text(country);
  return out;
}

// No sentence of ours may sound like a verdict.
TEST(Wording, NothingSaysWhereAnybodyIs) {
  for (std::size_t i = 0; i < kCaveats; ++i) {
    const auto text = std::string(caveat_text(static_cast<Caveat>(i)));
    EXPECT_GE(text.size(), 40u);
    EXPECT_TRUE(text.ends_with("."));
    for (const auto* verdict : {"located", "is in ", "lives", "proves", "certain", "confirmed", "identified", "surely"})
      EXPECT_EQ(text.find(verdict), std::string::npos) << text << ": " << verdict;
  }
}

TEST(Wording, IsFixed) {
  EXPECT_EQ(score_words(1), "points at");
  EXPECT_EQ(score_words(0.5), "may point at");
  EXPECT_EQ(score_words(0.1), "could be read as");
  EXPECT_EQ(caveat_text(Caveat::named), "The text names this place. That does not say that anybody is or was there.");
  EXPECT_EQ(caveat_text(Caveat::ip_database),
            "The operator's database gives an area for this address. Such databases are often wrong by a country.");
}

TEST(Wording, AMachineGivesNeitherAnANorAB) {
  for (const char letter : {kReliable, kDoubtful, kWeak, kUnknown}) EXPECT_GE(letter, 'C');
}

TEST(Phones, PrefixesOfOneCountryAndSharedOnes) {
  EXPECT_EQ(countries("+48221234567"), "PL");
  EXPECT_EQ(countries("+380441234567"), "UA");
  EXPECT_EQ(countries("+35312345678"), "IE");
  EXPECT_EQ(countries("+12125550123"), "USCA");
  EXPECT_EQ(countries("+14165550123"), "CAUS");
  EXPECT_EQ(countries("+18765550123"), "JMUS");
  EXPECT_EQ(countries("+79123456789"), "RUKZ");
  EXPECT_EQ(countries("+77012345678"), "KZRU");
  EXPECT_EQ(countries("+447700900123"), "GBGGJEIM");
  for (const auto* none : {"", "+", "48221234567", "+9991234567", "+8001234567", "+8821234567", "+x"}) EXPECT_EQ(countries(none), "") << none;
}

TEST(Phones, ASharedCodeSaysSoAndTheOthersAreListed) {
  const auto hints = *locator().hints_of_text("call +7 912 345 67 89");
  ASSERT_EQ(hints.size(), 2u);
  for (const auto& hint : hints) {
    EXPECT_EQ(hint.caveat, Caveat::shared_code);
    EXPECT_EQ(hint.reliability, kWeak);
  }
  EXPECT_GT(hints[0].score, hints[1].score);
}

TEST(Addresses, PrivateOnesAndThoseOfExamplesSayNothing) {
  EXPECT_TRUE(locator().hints_of_text("10.0.0.7 192.168.1.1 192.0.2.5 127.0.0.1")->empty());
  const auto hosting = *locator().hints_of_text("from 81.2.70.1");
  ASSERT_EQ(hosting.size(), 1u);
  EXPECT_EQ(hosting[0].caveat, Caveat::ip_hosting);
}

constexpr std::string_view kOutside = "from pc (host.example [81.2.69.142]) by mx1.example with ESMTP; Sat, 14 Mar 2026 09:30:00 +0100";
constexpr std::string_view kInner = "from mx1.example (mx1.example [10.1.2.3]) by store.example with LMTP; Sat, 14 Mar 2026 09:30:01 +0100";
constexpr std::string_view kForged = "from home ([81.2.70.1]) by relay.example; Sat, 14 Mar 2026 09:29:00 +0100";

TEST(Received, TheFirstAddressOutsideEndsIt) {
  const std::array chain = {kInner, kOutside, kForged};
  const auto hop = first_outside_hop(chain, scanner());
  ASSERT_TRUE(hop);
  EXPECT_EQ(hop->address, "81.2.69.142");
  EXPECT_EQ(hop->line, 1u);
}

TEST(Received, ALineThatNamesNoAddressEndsItWithoutAHint) {
  const std::array chain = {std::string_view("by store.example with LMTP"), kOutside};
  EXPECT_FALSE(first_outside_hop(chain, scanner()));
  EXPECT_FALSE(first_outside_hop({}, scanner()));
}

TEST(Received, AnAddressInTheGreetingIsNotBelieved) {
  const std::array chain = {std::string_view("from [81.2.70.1] (host.example [81.2.69.142]) by mx1.example; now")};
  EXPECT_EQ(first_outside_hop(chain, scanner())->address, "81.2.69.142");
}

TEST(Received, LongAndEndlessChainsEnd) {
  const std::string inner(kInner);
  const std::vector<std::string_view> endless(10'000, inner);
  EXPECT_FALSE(first_outside_hop(endless, scanner()));
  EXPECT_FALSE(address_of_received("from x [81.2.69.142] " + std::string(kReceivedBytesMax, 'x') + " by y"));
  for (const auto* text : {"[", "]", "from ] [ by x", "from [] by x", "from [1.2.3] by x", "from [::] by", "\tby\t"})
    static_cast<void>(address_of_received(text));
}

TEST(Properties, APhotosPositionAndTime) {
  const std::array<Property, 2> photo = {{{"gps", "59.9139,10.7522"}, {"taken", "2026:03:14 09:30:00"}}};
  const auto hints = locator().hints_of_properties(photo);
  ASSERT_EQ(hints.size(), 1u);
  EXPECT_EQ(hints[0].kind, HintKind::exif);
  EXPECT_NEAR(hints[0].point->lon, 10.7522, 1e-9);
  EXPECT_EQ(hints[0].at, 1'773'480'600);
}

TEST(Properties, PositionsThatCannotBeAreNoHints) {
  for (const auto* text : {"", "91,0", "0,0", "nan,nan", "inf,1", "59.9", "59.9,", "59.9,10.7x", ",,", "59.9139;10.7522"}) {
    const std::array<Property, 1> photo = {{{"gps", text}}};
    EXPECT_TRUE(locator().hints_of_properties(photo).empty()) << text;
  }
}

TEST(Properties, AMailsZoneAndFirstHop) {
  const std::array<Property, 4> mail = {{{"mail.date", "Sat, 14 Mar 2026 09:30:00 +0530"}, {"mail.received", kInner},
                                         {"mail.received", kOutside}, {"mail.received", kForged}}};
  const auto hints = locator().hints_of_properties(mail);
  ASSERT_EQ(hints.size(), 2u);
  EXPECT_EQ(hints[0].band->from, 5);
  EXPECT_EQ(hints[0].band->to, 6);
  EXPECT_FALSE(hints[0].point);
  EXPECT_EQ(hints[1].place, "Uppsala");
  EXPECT_EQ(hints[1].caveat, Caveat::mail_hop);
}

TEST(Properties, ADocumentsZoneAndUtcWhichSaysNothing) {
  const std::array<Property, 2> document = {{{"created", "D:20260314093000+03'00'"}, {"modified", "2026-03-14T09:30:00Z"}}};
  const auto hints = locator().hints_of_properties(document);
  ASSERT_EQ(hints.size(), 1u);
  EXPECT_EQ(hints[0].kind, HintKind::document);
  EXPECT_EQ(hints[0].band->from, 3);
}

TEST(Languages, OfFilesThatAreLongEnoughAndAtHomeSomewhere) {
  const auto code = [](std::string_view text) {
    std::string many;
    for (int i = 0; i < 4; ++i) many += std::string(text) + " ";
    const auto language = language_of(many);
    return language ? std::string(language->code) : "";
  };
  EXPECT_EQ(code("Nie wiem, co to jest, ale on się tego boi i nie mówi, że to jest tak jak było."), "pl");
  EXPECT_EQ(code("Я не знаю, что это такое, но он так и не сказал, как все это было и за что."), "ru");
  EXPECT_EQ(code("Ми не знаємо, що це за люди, але він був там і ще не сказав, як та чи інша."), "uk");
  EXPECT_EQ(code("Ich weiß nicht, was das ist, aber er hat es mit der Frau und dem Mann gemacht."), "de");
  EXPECT_EQ(code("그 사람은 부산에 살고 매주 서울에서 돈을 받는다"), "ko");
  EXPECT_EQ(code("I do not know what this is, but he was there and it was for the money."), "");
  EXPECT_EQ(code("xx yy zz"), "");
  EXPECT_FALSE(language_of(""));
}

PlaceHint at(double lat, double lon, char reliability = kReliable, HintKind kind = HintKind::coordinates) {
  PlaceHint out;
  out.kind = kind;
  out.place = std::to_string(lat) + std::to_string(lon);
  out.point = Point{lat, lon};
  out.reliability = reliability;
  return out;
}

TEST(Conflicts, FarApartAndGoodIsAConflictAndNothingElseIs) {
  const auto warsaw = at(52.23, 21.01), lisbon = at(38.72, -9.14), doubtful = at(0, 0, kDoubtful), near = at(52.3, 21.1);
  const std::array<SaidHint, 4> placed = {{{&warsaw, 1}, {&lisbon, 2}, {&doubtful, 3}, {&near, 4}}};
  const auto conflicts = conflicts_of(placed);
  ASSERT_EQ(conflicts.size(), 2u);
  for (const auto& one : conflicts) EXPECT_TRUE(one.a == 1 || one.b == 1);
}

TEST(Conflicts, TwoTownsInOneMessageAreAJourney) {
  const auto a = at(52.23, 21.01, kReliable, HintKind::toponym), b = at(38.72, -9.14, kReliable, HintKind::toponym);
  EXPECT_TRUE(conflicts_of(std::array<SaidHint, 2>{{{&a, 1}, {&b, 1}}}).empty());
  EXPECT_EQ(conflicts_of(std::array<SaidHint, 2>{{{&a, 1}, {&b, 2}}}).size(), 1u);
}

TEST(Conflicts, AThousandTipsOfOnePlaceAreOneConflictNotAMillion) {
  std::vector<PlaceHint> hints;
  for (int i = 0; i < 3000; ++i) hints.push_back(i % 2 == 0 ? at(52.23, 21.01) : at(38.72, -9.14));
  std::vector<SaidHint> placed;
  for (std::size_t i = 0; i < hints.size(); ++i) placed.push_back({&hints[i], static_cast<std::int64_t>(i)});
  EXPECT_EQ(conflicts_of(placed).size(), 1u);
}

}  // namespace
}  // namespace tipstaff::casework
