#include "desk/cases/hints.h"

#include <boost/json.hpp>
#include <fstream>

#include "desk/cases/cases.h"
#include "desk/cases/peeled.h"
#include "desk/cases/timeline.h"
#include "desk/page/api.h"
#include "desk/page/json.h"
#include "desk/testing/case_fixture.h"
#include "desk/testing/mmdb_writer.h"
#include "desk/testing/seated.h"
#include "platform/file.h"

namespace tipstaff::desk {
namespace {

constexpr std::array<std::uint8_t, 4> kKnown = {81, 2, 69, 142}, kHosting = {81, 2, 70, 1}, kFlat = {91, 4, 4, 4};

// Networks of an invented database over real addresses; what it says is made up.
Bytes made_up_database() {
  MmdbWriter out;
  out.add_ipv4(kKnown, 24, mmdb::map({{"country", mmdb::map({{"iso_code", mmdb::text("PL")}})},
                                      {"city", mmdb::map({{"names", mmdb::map({{"en", mmdb::text("Lublin")}})}})},
                                      {"location", mmdb::map({{"latitude", mmdb::real(51.25)}, {"longitude", mmdb::real(22.57)},
                                                              {"accuracy_radius", mmdb::number(5, 20, 1)}})}}));
  out.add_ipv4(kHosting, 24, mmdb::map({{"country", mmdb::map({{"iso_code", mmdb::text("NL")}})},
                                        {"traits", mmdb::map({{"is_hosting_provider", mmdb::boolean(true)}})}}));
  out.add_ipv4(kFlat, 16, mmdb::map({{"country_code", mmdb::text("CZ")}}));
  std::array<std::uint8_t, 16> v6{0x2A, 0x01, 0x04, 0xF8};
  out.add(v6, 32, mmdb::map({{"country", mmdb::text("SK")}}));
  return out.file();
}

class HintsTest : public CaseFixture {
 protected:
  HintsTest() { EXPECT_TRUE(platform::write_file(scratch_.path() / "made-up.mmdb", made_up_database(), platform::Access::owner_only)); }
  std::int64_t case_of(std::initializer_list<std::int64_t> conversations) {
    const auto id = *with([&](Vault& vault) { return open_case(vault, "Ballots", 5); });
    for (const auto one : conversations) EXPECT_TRUE(with([&](Vault& vault) { return link_conversation(vault, id, one, 6); }));
    return id;
  }
  CaseHints hints(std::int64_t conversation) {
    return *with([&](Vault& vault) { return hints_of_conversation(vault, places_.locator(), conversation); });
  }
  // write is quick: nobody needs these bytes after a power cut.
  static void write(const std::filesystem::path& path, ByteView bytes) {
    std::ofstream(path, std::ios::binary) << as_text(bytes);
  }
  static const CaseHint* find(const CaseHints& all, casework::HintKind kind) {
    for (const auto& one : all.hints)
      if (one.hint.kind == kind) return &one;
    return nullptr;
  }

  PlaceSources places_{TIPSTAFF_NAMES, scratch_.path() / "made-up.mmdb"};
};

TEST_F(HintsTest, ATipNamesATownAPhoneAnAddressAndAPoint) {
  const std::string text = "He lives in Lublin, +48 22 123 45 67, login from 81.2.69.142, met at 50.0614, 19.9372.";
  const auto all = hints(tip(text));
  const auto* town = find(all, casework::HintKind::toponym);
  ASSERT_NE(town, nullptr);
  EXPECT_EQ(town->hint.place, "Lublin");
  EXPECT_EQ(text.substr(town->hint.begin, town->hint.length), "Lublin");
  const auto* phone = find(all, casework::HintKind::phone);
  ASSERT_NE(phone, nullptr);
  EXPECT_EQ(casework::country_text(phone->hint.country), "PL");
  const auto* address = find(all, casework::HintKind::ip);
  ASSERT_NE(address, nullptr);
  EXPECT_EQ(address->hint.place, "Lublin");
  EXPECT_EQ(address->hint.radius_m, 20'000u);
  const auto* point = find(all, casework::HintKind::coordinates);
  ASSERT_NE(point, nullptr);
  EXPECT_NEAR(point->hint.point->lat, 50.0614, 1e-9);
}

TEST_F(HintsTest, AHostingServiceSaysNextToNothing) {
  const auto all = hints(tip("login from 81.2.70.9 and 91.4.7.7"));
  ASSERT_EQ(all.hints.size(), 2u);
  EXPECT_EQ(all.hints[0].hint.caveat, casework::Caveat::ip_hosting);
  EXPECT_LT(all.hints[0].hint.score, 0.1);
  EXPECT_EQ(casework::country_text(all.hints[1].hint.country), "CZ");
}

TEST_F(HintsTest, TheTimeAndLanguageOfATipPointAtNobody) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "Nie wiem, co to jest, ale on się tego boi i to nie jest tak, jak oni mówią. ";
  for (const auto& one : hints(tip(text, 180'000'000)).hints) {
    EXPECT_NE(one.hint.kind, casework::HintKind::language);
    EXPECT_NE(one.hint.kind, casework::HintKind::hours);
    EXPECT_FALSE(one.hint.at);
  }
}

TEST_F(HintsTest, WhatTwoTipsSayApartIsAConflictAndBothStay) {
  const auto a = tip("He was seen at 52.2297, 21.0122 with a van"), b = tip("The flat is at 38.7223, -9.1393, third floor");
  const auto id = case_of({a, b});
  const auto all = *with([&](Vault& vault) { return hints_of_case(vault, places_.locator(), id); });
  EXPECT_EQ(all.hints.size(), 2u);
  ASSERT_EQ(all.conflicts.size(), 1u);
  EXPECT_NEAR(all.conflicts[0].km, 2760, 30);
}

TEST_F(HintsTest, PostsOfACrowdGiveABandAndNoPoint) {
  std::string text;
  for (int day = 10; day < 28; ++day)
    for (int hour = 7; hour < 19; hour += 2)
      text += "2026-03-" + std::to_string(day) + "T" + (hour < 10 ? "0" : "") + std::to_string(hour) + ":15Z https://t.me/crane_club_" +
              std::to_string(hour % 5) + "/" + std::to_string(day) + "\n";
  const auto all = hints(tip(text));
  const auto* hours = find(all, casework::HintKind::hours);
  ASSERT_NE(hours, nullptr);
  ASSERT_TRUE(hours->hint.band);
  EXPECT_GE(hours->hint.band->to - hours->hint.band->from, 6);
  EXPECT_LE(hours->hint.band->to - hours->hint.band->from, 8);
  EXPECT_FALSE(hours->hint.point);
}

TEST_F(HintsTest, AnswersOfOursAreNotLookedThrough) {
  const auto id = tip("nothing");
  ASSERT_TRUE(with([&](Vault& vault) {
    return vault.db().prepare("INSERT INTO messages(conversation, outgoing, hash, head, body, at, tick, unread, state, parts, receipt, leaf)"
                              " VALUES(?, 1, x'', x'', ?, 1, 1, 0, 1, 1, 0, 0)").bind(id).bind(as_bytes("Come to Lublin")).run();
  }));
  EXPECT_TRUE(hints(id).hints.empty());
}

TEST_F(HintsTest, WhatAnAttachmentTurnedIntoGivesHintsToo) {
  const auto id = tip("see the photo", 5);
  std::int64_t file = 0;
  ASSERT_TRUE(with([&](Vault& vault) -> Result<void> {
    TIP_TRY(const auto messages, list_messages(vault, id));
    TIP_CHECK(vault.db().prepare("INSERT INTO files(message, position, name, type, bytes) VALUES(?, 0, 'a.zip', '', x'00')").bind(messages[0].id).run());
    file = vault.db().last_row();
    return {};
  }));
  EXPECT_EQ(hints(id).unopened, 1u);
  const auto peeler = [](ByteView, const std::string&) {
    return std::vector<PeeledPart>{{PartKind::property, "a.zip/b.jpg", "gps", "59.9139,10.7522", {}},
                                   {PartKind::property, "a.zip/b.jpg", "taken", "2026:03:14 09:30:00", {}},
                                   {PartKind::property, "a.zip/c.eml", "mail.date", "Sat, 14 Mar 2026 09:30:00 +0300", {}},
                                   {PartKind::text, "a.zip/c.eml", "", "Come to Lublin on Sunday", {}}};
  };
  ASSERT_TRUE(peel_file(desk_, peeler, file, Again::no));
  const auto all = hints(id);
  EXPECT_EQ(all.unopened, 0u);
  ASSERT_EQ(all.hints.size(), 3u);
  for (const auto& one : all.hints) EXPECT_EQ(one.file, file);
  const auto* photo = find(all, casework::HintKind::exif);
  ASSERT_NE(photo, nullptr);
  EXPECT_EQ(photo->path, "a.zip/b.jpg");
  EXPECT_TRUE(photo->hint.at);
  const auto* mail = find(all, casework::HintKind::mail);
  ASSERT_NE(mail, nullptr);
  EXPECT_EQ(mail->hint.band->from, 3);
  const auto number = case_of({id});
  const auto events = *with([&](Vault& vault) { return timeline_of_case(vault, number); });
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[1].kind, EventKind::exif);
}

TEST_F(HintsTest, ADatabaseCutShortGivesNoHintsAndNoCrash) {
  const auto whole = made_up_database();
  const auto path = scratch_.path() / "cut.mmdb";
  for (std::size_t size = 0; size < whole.size(); size += 1 + size / 40) {
    write(path, ByteView(whole).first(size));
    const auto opened = IpDatabase::open(path);
    if (opened) static_cast<void>(opened->look_up("81.2.69.142"));
  }
  EXPECT_EQ(IpDatabase::open(scratch_.path() / "none.mmdb").error().code, Errc::not_found);
  ASSERT_TRUE(platform::write_file(path, as_bytes("not a database"), platform::Access::owner_only));
  EXPECT_EQ(IpDatabase::open(path).error().code, Errc::bad_text);
}

TEST_F(HintsTest, ADamagedDatabaseNeverSaysWhatCannotBe) {
  const auto whole = made_up_database();
  const auto path = scratch_.path() / "bent.mmdb";
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    auto bent = whole;
    bent[at] ^= 0xFF;
    write(path, bent);
    const auto opened = IpDatabase::open(path);
    const auto answer = opened ? opened->look_up("81.2.69.142") : std::nullopt;
    if (!answer || !answer->point) continue;
    EXPECT_LE(std::abs(answer->point->lat), 90);
    EXPECT_LE(std::abs(answer->point->lon), 180);
  }
}

TEST_F(HintsTest, AddressesOfBothKindsAreFound) {
  const auto opened = IpDatabase::open(scratch_.path() / "made-up.mmdb");
  ASSERT_TRUE(opened);
  EXPECT_EQ(casework::country_text(opened->look_up("2a01:4f8::1")->country), "SK");
  EXPECT_FALSE(opened->look_up("8.8.8.8"));
  EXPECT_FALSE(opened->look_up("not an address"));
}

TEST_F(HintsTest, WithoutAGazetteerPhonesStillSayTheirCountryAndANoteSaysWhy) {
  PlaceSources none(scratch_.path() / "none.tsn", "");
  const auto id = tip("call +48 22 123 45 67 in Lublin");
  const auto all = *with([&](Vault& vault) { return hints_of_conversation(vault, none.locator(), id); });
  ASSERT_EQ(all.hints.size(), 1u);
  EXPECT_EQ(all.hints[0].hint.place, "PL");
  ASSERT_EQ(none.notes().size(), 1u);
}

TEST_F(HintsTest, ThePageGetsHintsAndTheTimeLine) {
  const auto a = tip("On 14 March 2026 he was at 52.2297, 21.0122", 1'780'000'000);
  const auto id = case_of({a});
  Api::Options options;
  options.idle_ms = 1'000'000;
  options.places = std::make_shared<PlaceSources>(TIPSTAFF_NAMES, "");
  Api api(desk_, std::move(options), crypto::Drbg(Seed32{}));
  const auto ask = [&](const char* name, const std::string& body) {
    const auto response = api.call(seated(clock_.steady_ms()), name, as_bytes(body));
    return std::pair(response.status, *parse_json_object(response.body));
  };
  const auto number = std::to_string(id);
  const auto [status, hints_reply] = ask("hints", "{\"case\":" + number + "}");
  ASSERT_EQ(status, 200u);
  const auto& hint = hints_reply.at("hints").as_array().at(0).as_object();
  for (const auto* field : {"kind", "place", "country", "lat", "lon", "radius_m", "at", "conversation", "message", "begin", "length", "file",
                            "method", "reliability", "caveat", "caveat_text", "score"})
    EXPECT_TRUE(hint.contains(field)) << field;
  const auto [line_status, line] = ask("timeline", "{\"case\":" + number + "}");
  ASSERT_EQ(line_status, 200u);
  const auto& events = line.at("events").as_array();
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].at("kind").as_string(), "date");
  EXPECT_EQ(events[0].at("at").as_int64(), 1'773'446'400);
  EXPECT_EQ(events[1].at("kind").as_string(), "tip");
  EXPECT_EQ(ask("hints", "{\"case\":99}").first, 404u);
  EXPECT_EQ(ask("hints", "{}").first, 400u);
}

TEST_F(HintsTest, AListOfPlacesAndDatesHidesNobodyElses) {
  std::string list;
  for (int i = 0; i < 6000; ++i) list += "50.4501, 30.5234 on 2026-03-14\n";
  const auto honest = tip("he stood at 51.2500, 22.5700 on 2025-11-02"), hostile = tip(list);
  const auto id = case_of({honest, hostile});
  const auto found = *with([&](Vault& vault) { return hints_of_case(vault, places_.locator(), id); });
  const auto of = [&](std::int64_t one) { return std::ranges::count(found.hints, one, &CaseHint::conversation); };
  EXPECT_EQ(of(honest), 1);
  EXPECT_EQ(of(hostile), static_cast<std::ptrdiff_t>(kMessageHintsMax));
  EXPECT_EQ(found.left_out, 6000 - kMessageHintsMax);
  const auto events = *with([&](Vault& vault) { return timeline_of_case(vault, id); });
  EXPECT_EQ(events.size(), 3 + kMessageDatesMax);  // two tips, one date, and the list's
}

}  // namespace
}  // namespace tipstaff::desk
