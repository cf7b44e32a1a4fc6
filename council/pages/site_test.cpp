#include "council/pages/site.h"

#include <gtest/gtest.h>

#include "council/testing/example.h"
#include "council/testing/pictures.h"
#include "tipstaff/protocol/still_page.h"
#include "tipstaff/wire/languages.h"
#include "tipstaff/wire/post_kinds.h"

namespace tipstaff::council::pages {
namespace {

using testing::Example;
using testing::kDay;
using testing::kNow;
using testing::kUntil;

class Site : public ::testing::Test {
 protected:
  Site() {
    publisher.title = "Honest <Vote>";
    publisher.address = "http://relay.onion";
    publisher.programme = wire::programme_hash(example.programme);
    publisher.posts = {office(1, "XA", "Embassy of Arvenia")};
  }
  static wire::PostRecord office(std::uint16_t id, std::string_view country, std::string name) {
    wire::PostRecord out;
    out.id = id;
    std::ranges::copy(country, out.country.begin());
    out.name = std::move(name);
    return out;
  }
  // show returns a page as it is at `now`.
  std::string show(const std::string& name, std::uint64_t now = kNow) {
    const auto site = make_site(set, pictures, publisher, now);
    EXPECT_TRUE(site) << site.error().where;
    return site && site->contains(name) ? std::string(as_text(site->at(name))) : "no such file";
  }
  static bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

  Example example;
  CallSet set;
  Pictures pictures;
  Publisher publisher;
};

TEST_F(Site, HasEveryPageInEveryLanguage) {
  ASSERT_TRUE(set.add(*example.open()));
  const auto site = *make_site(set, pictures, publisher, kNow);
  for (const auto* name : {"index.html", "index.en.html", "index.pl.html", "call-false-ballots.en.html", "call-false-ballots.pl.html",
                           "history-false-ballots.pl.html", "poster-false-ballots.en.html", "qr-false-ballots.pl.svg", "news.en.atom",
                           "news.pl.atom", "call-false-ballots.tsc", "calls.tscs", "calls.css"})
    EXPECT_TRUE(site.contains(name)) << name;
  EXPECT_EQ(site.at("call-false-ballots.tsc"), encode_call(set.calls()[0]));
  const auto page = show("call-false-ballots.pl.html");
  EXPECT_TRUE(has(page, "<html lang=\"pl\" dir=\"ltr\">"));
  EXPECT_TRUE(has(page, "Embassy of Arvenia"));
  EXPECT_TRUE(has(page, "Plac\xC3\xB3wka 3"));
  EXPECT_TRUE(has(page, "250\xC2\xA0" "000\xC2\xA0" "EUR"));
  EXPECT_TRUE(has(page, "Honest &lt;Vote&gt;"));
}

TEST_F(Site, TellsOfEveryOfficeWhatItPublishesInOneListForAll) {
  publisher.posts[0].address = "Quay <1>";
  publisher.posts[0].hours = *wire::parse_hours("Mo-Fr 09:00-16:30, Sa 10:00-12:00");
  publisher.posts[0].langs = *wire::parse_languages("en,ar,vi");
  publisher.posts[0].kind = *wire::parse_post_kind("embassy");
  for (std::uint16_t id = 2; id <= 200; ++id) publisher.posts.push_back(office(id, "ZZ", "Office " + std::to_string(id)));
  const auto page = show("index.pl.html");  // a programme that has no call yet has it too
  for (const auto* part : {"<bdi>Quay &lt;1&gt;</bdi>", "pon.\xE2\x80\x93pt. <bdi dir=\"ltr\">09:00\xE2\x80\x93" "16:30</bdi>", "sob. <bdi dir=\"ltr\">10:00", "ambasada", "Numer 1<",
                           "dir=\"rtl\">\xD8\xA7\xD9\x84\xD8\xB9\xD8\xB1\xD8\xA8\xD9\x8A\xD8\xA9", "Ti\xE1\xBA\xBFng Vi\xE1\xBB\x87t", "Numer 200<", "Office 200"})
    EXPECT_TRUE(has(page, part)) << part;
  EXPECT_FALSE(has(page, "Quay <1>"));
  EXPECT_TRUE(protocol::still_page_links(as_bytes(page)));
}

TEST_F(Site, RunsTheSourcesScriptOnlyAndLoadsNothingFromElsewhere) {
  auto call = *example.open();
  ASSERT_TRUE(example.next(call, Example::communique(), kNow + 1));
  ASSERT_TRUE(set.add(call));
  const auto site = *make_site(set, pictures, publisher, kNow + 2);
  for (const auto& [name, bytes] : site) {
    if (!name.ends_with(".html") && !name.ends_with(".svg")) continue;
    std::string page(as_text(bytes));
    constexpr std::string_view kScript = "<script src=\"/app.js\" defer></script>";
    if (const auto at = page.find(kScript); at != std::string::npos) page.erase(at, kScript.size());
    for (const auto* part : {"<script", "<style", " style=", " on", "src=\"http", "href=\"http:", "<iframe", "<form", "<base", "javascript:"})
      EXPECT_FALSE(std::string_view(part) == " on" ? has(page, " onload=") || has(page, " onclick=") : has(page, part)) << name << " " << part;
  }
}

// A browser that asked for other files, or in another order, would show who reads calls.
TEST_F(Site, EveryPageLoadsWhatTheSourcesPageLoadsInThatOrder) {
  ASSERT_TRUE(set.add(*example.open()));
  const auto site = *make_site(set, pictures, publisher, kNow);
  for (const auto& [name, bytes] : site) {
    if (!name.ends_with(".html") || name == "list.html") continue;
    const std::string page(as_text(bytes));
    const auto icon = page.find("<link rel=\"icon\" href=\"data:"), style = page.find("href=\"/style.css\""),
               calls = page.find("href=\"calls.css\""), script = page.find("src=\"/app.js\"");
    EXPECT_TRUE(icon < style && style < calls && calls < script && script != std::string::npos) << name;
  }
}

// What `tipstaff verify-page` and every desk look for (core/protocol/still_page.h).
TEST_F(Site, EveryPageIsStillWhateverACallSays) {
  auto opened = example.opened();
  for (auto& text : opened.terms.texts)
    text.text = "# A\n\n> **b** *c* `d`\n\n3. e\n4. f <\n\n***\n\n- [g \"h\"](https://law.example/?a=1&b=%22)\n\n###### i\\\nj";
  opened.terms.texts[0].title = "\"><script>evil()</script>";
  const auto picture = *strip_untrusted_picture(testing::png(64, 80));
  opened.terms.persons[0].picture = picture.ref;
  pictures[picture.ref.file_name()] = picture.bytes;
  ASSERT_TRUE(set.add(*sign_opened("false-ballots", opened, kNow, example.programme, example.authority)));
  const auto site = make_site(set, pictures, publisher, kNow);
  ASSERT_TRUE(site) << site.error().where;
  for (const auto& [name, bytes] : *site)
    EXPECT_TRUE(!name.ends_with(".html") || protocol::still_page_links(bytes)) << name << as_text(bytes);
}

TEST_F(Site, TheIndexLeadsToPagesThatExistAlsoInALanguageThatNoCallHas) {
  ASSERT_TRUE(set.add(*example.open()));
  const auto site = *make_site(set, pictures, publisher, kNow);
  for (const auto* name : {"index.tr.html", "index.pl.html", "list.html"}) {
    const auto page = show(name);
    std::size_t found = 0;
    for (auto at = page.find("\"call-"); at != std::string::npos; at = page.find("\"call-", at + 1), ++found)
      EXPECT_TRUE(site.contains(page.substr(at + 1, page.find('"', at + 1) - at - 1))) << name;
    EXPECT_GT(found, 0u) << name;
  }
}

TEST_F(Site, TheListSaysTheSameOfEveryCallInEveryLanguage) {
  auto call = *example.open();
  ASSERT_TRUE(example.next(call, Closed{Ending::answered}, kNow + 3));
  ASSERT_TRUE(set.add(call));
  const auto list = show("list.html");
  EXPECT_TRUE(has(list, "<ul lang=\"tr\" dir=\"ltr\"><li data-from=")) << list;
  EXPECT_TRUE(has(list, "data-until=\"" + std::to_string(kUntil) + "\" data-closed=\"" + std::to_string(kNow + 3) + "\""));
  EXPECT_TRUE(has(list, "href=\"call-false-ballots.pl.html\" lang=\"pl\""));
}

TEST_F(Site, DatesAreReadableInTheirLanguageWithoutAScript) {
  ASSERT_TRUE(set.add(*example.open()));
  const auto date = [&](const char* name) {
    const auto page = show(name);
    const auto at = page.find("<time ");
    return page.substr(at, page.find("</time>", at) - at);
  };
  EXPECT_EQ(date("call-false-ballots.en.html"), "<time datetime=\"2027-01-15T08:00:00Z\" dir=\"auto\">15 January 2027 <bdi dir=\"ltr\">08:00 UTC</bdi>");
  EXPECT_TRUE(has(date("history-false-ballots.pl.html"), ">15 stycznia 2027 "));
  EXPECT_TRUE(has(show("index.zh.html"), "2027\xE5\xB9\xB4"));
}

TEST_F(Site, CallsLapseThoughNobodySignsAnything) {
  ASSERT_TRUE(set.add(*example.open()));
  EXPECT_TRUE(has(show("call-false-ballots.en.html", kUntil - 1), ">Open<"));
  const auto lapsed = show("call-false-ballots.en.html", kUntil);
  EXPECT_TRUE(has(lapsed, ">Lapsed<"));
  EXPECT_TRUE(has(lapsed, "Nothing is promised"));
  EXPECT_TRUE(has(show("history-false-ballots.en.html", kUntil), ">Lapsed<"));
  EXPECT_TRUE(has(show("poster-false-ballots.en.html", kUntil), "This call is over."));
  EXPECT_TRUE(has(show("index.en.html", kUntil), "No call is open now."));
}

TEST_F(Site, AClosedCallInvitesNobodyAndPromisesNoEnd) {
  auto call = *example.open();
  ASSERT_TRUE(example.next(call, Closed{Ending::answered}, kNow + 3));
  ASSERT_TRUE(set.add(call));
  const auto page = show("call-false-ballots.en.html", kNow + 4);
  EXPECT_TRUE(has(page, "<dt>Closed</dt>"));
  EXPECT_FALSE(has(page, "ends by itself"));
  const auto poster = show("poster-false-ballots.en.html", kNow + 4);
  EXPECT_FALSE(has(poster, "You need not give a name."));
  EXPECT_FALSE(has(poster, "Afterwards nothing is promised."));
  EXPECT_TRUE(has(poster, "This call is over."));
}

TEST_F(Site, EditionsHoldWhatDiffersAndNoNewNames) {
  ASSERT_TRUE(set.add(*example.open()));
  auto later = example.opened();
  later.valid_from = kNow + kDay;
  ASSERT_TRUE(set.add(*sign_opened("another-call", later, kNow, example.programme, example.authority)));
  const auto editions = *make_editions(set, pictures, publisher, kNow);
  ASSERT_EQ(editions.size(), 3u);
  EXPECT_EQ(editions[1].from, kNow + kDay);
  EXPECT_EQ(editions[2].from, kUntil);
  auto now = editions[0].files;
  for (std::size_t i = 1; i < editions.size(); ++i) {
    for (const auto& [name, bytes] : editions[i].files) {
      EXPECT_TRUE(now.contains(name)) << name;
      now[name] = bytes;
    }
    EXPECT_EQ(now, *make_site(set, pictures, publisher, editions[i].from));
  }
  EXPECT_FALSE(editions[1].files.contains("call-false-ballots.en.html"));
}

TEST_F(Site, TellsTheWholeHistory) {
  auto call = *example.open();
  auto changed = example.terms();
  changed.reward.amount = 1;
  ASSERT_TRUE(example.next(call, Amended{changed}, kNow + 1));
  ASSERT_TRUE(example.next(call, Renewed{kUntil + kDay}, kNow + 2));
  ASSERT_TRUE(example.next(call, Closed{Ending::answered}, kNow + 3));
  ASSERT_TRUE(set.add(call));
  const auto page = show("history-false-ballots.en.html", kNow + 4);
  for (const auto* part : {"Opened", "Amended", "<td>Reward</td>", "Renewed", "Closed", "We know what we asked"}) EXPECT_TRUE(has(page, part)) << part;
  EXPECT_TRUE(has(page, to_hex(call.head().view())));
  EXPECT_FALSE(has(page, "Lapsed"));
}

TEST_F(Site, WritesFromRightToLeft) {
  auto opened = example.opened();
  opened.terms.texts[1].language = "ur";
  opened.terms.texts[1].title = "<b>\xD8\xB3\xD9\x88\xD8\xA7\xD9\x84";
  ASSERT_TRUE(set.add(*sign_opened("false-ballots", opened, kNow, example.programme, example.authority)));
  const auto page = show("call-false-ballots.ur.html");
  EXPECT_TRUE(has(page, "<html lang=\"ur\" dir=\"rtl\">"));
  EXPECT_TRUE(has(page, "&lt;b&gt;"));
  EXPECT_TRUE(has(show("index.ar.html"), "<html lang=\"ar\" dir=\"rtl\">"));
}

TEST_F(Site, PublishesAPictureOnlyIfItIsTheOneThatWasSigned) {
  const auto picture = *strip_untrusted_picture(testing::png(64, 80));
  auto opened = example.opened();
  opened.terms.persons[0].picture = picture.ref;
  ASSERT_TRUE(set.add(*sign_opened("false-ballots", opened, kNow, example.programme, example.authority)));
  EXPECT_EQ(make_site(set, pictures, publisher, kNow).error().code, Errc::not_found);
  pictures[picture.ref.file_name()] = testing::png(64, 81);
  EXPECT_EQ(make_site(set, pictures, publisher, kNow).error().code, Errc::wrong_hash);
  pictures[picture.ref.file_name()] = picture.bytes;
  EXPECT_TRUE(has(show("call-false-ballots.en.html"), picture.ref.file_name()));
}

TEST_F(Site, FeedsCarryCommuniques) {
  auto call = *example.open();
  ASSERT_TRUE(example.next(call, Example::communique(), kNow + 5));
  ASSERT_TRUE(set.add(call));
  const auto feed = show("news.pl.atom", kNow + 6);
  EXPECT_TRUE(has(feed, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"pl\">"));
  EXPECT_TRUE(has(feed, "Dzi\xC4\x99kujemy"));
  EXPECT_TRUE(has(feed, "2027-01-15T08:00:05Z"));
  EXPECT_TRUE(has(show("news.en.atom"), "&lt;strong&gt;every&lt;/strong&gt;"));
}

TEST_F(Site, AnUnsignedPreviewSaysSo) {
  publisher.stage = Stage::preview;
  ASSERT_TRUE(set.add(*example.open()));
  const auto page = show("call-false-ballots.en.html");
  EXPECT_TRUE(has(page, "Preview: not signed"));
  EXPECT_FALSE(has(page, "<script"));
}

}  // namespace
}  // namespace tipstaff::council::pages
