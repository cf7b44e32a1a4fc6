#include "authority/call_book.h"

#include <gtest/gtest.h>

#include "authority/call_draft.h"
#include "council/testing/example.h"
#include "council/testing/pictures.h"
#include "platform/file.h"

namespace tipstaff::authority {
namespace {

namespace fs = std::filesystem;
using council::testing::Example;
using council::testing::kDay;
using council::testing::kNow;
using council::testing::kUntil;

constexpr std::string_view kCall =
    "id = false-ballots\naim = identify\nreward = 250000 EUR\nbasis_link = https://law.example/12\n"
    "until = 2027-06-01\nposts = all\nlanguages = en, pl\n[person]\npicture = courier.png\n";
constexpr std::string_view kText =
    "title = Who paid?\nbasis = Act, section 12\n[person]\nlabel = The courier\nasked = Who is it?\n[text]\nCrates came.\n";

class CallBookTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto pattern = (fs::temp_directory_path() / "tipstaff-calls-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    put("draft/call.conf", kCall);
    put("draft/en.txt", kText);
    put("draft/pl.txt", kText);
    put("draft/courier.png", as_text(council::testing::png(64, 80)));
  }
  void TearDown() override { fs::remove_all(folder_); }
  void put(const std::string& name, std::string_view text) {
    ASSERT_TRUE(platform::write_file(folder_ / name, as_bytes(text), platform::Access::owner_only));
  }
  // complaint returns the sentence that a draft is refused with.
  std::string complaint() {
    const auto draft = load_draft(folder_ / "draft");
    return draft ? "taken" : draft.error();
  }
  std::string with_text(const std::string& markdown) {
    put("draft/en.txt", std::string(kText) + markdown);
    return complaint();
  }
  fs::path folder_;
  Example example;
};

TEST_F(CallBookTest, KeepsCallsAndTheirHistory) {
  auto book = *CallBook::open(folder_, example.programme);
  auto call = *example.open();
  ASSERT_TRUE(book.begin(call, {}));
  EXPECT_EQ(book.begin(call, {}).error().code, Errc::conflict);
  ASSERT_TRUE(example.next(call, council::Renewed{kUntil + kDay}, kNow + 1));
  ASSERT_TRUE(book.keep(call, {}));
  const auto again = *CallBook::open(folder_, example.programme);
  ASSERT_EQ(again.calls().calls().size(), 1u);
  EXPECT_EQ(again.calls().calls()[0].until(), kUntil + kDay);
}

TEST_F(CallBookTest, TwoFilesWithOneIdAreRefused) {
  put("calls/a.tsc", as_text(council::encode_call(*example.open())));
  put("calls/b.tsc", as_text(council::encode_call(*example.open("false-ballots", kNow + 1))));
  EXPECT_EQ(CallBook::open(folder_, example.programme).error().code, Errc::conflict);
}

TEST_F(CallBookTest, AForgedFileIsRefused) {
  const Example other{crypto::Drbg{Seed32::from(Bytes(32, 1))}};
  put("calls/false-ballots.tsc", as_text(council::encode_call(*other.open())));
  EXPECT_EQ(CallBook::open(folder_, example.programme).error().code, Errc::bad_signature);
}

TEST_F(CallBookTest, AGoodDraftIsTakenAndItsPictureStripped) {
  const auto told = council::testing::png(64, 80, council::testing::chunk("tEXt", as_bytes("51.5 N")));
  put("draft/courier.png", as_text(told));
  const auto draft = load_draft(folder_ / "draft");
  ASSERT_TRUE(draft) << draft.error();
  ASSERT_EQ(draft->pictures.size(), 1u);
  EXPECT_EQ(draft->pictures.begin()->second, council::testing::png(64, 80));
}

TEST_F(CallBookTest, HostileMarkdownIsRefusedWithItsLine) {
  EXPECT_EQ(with_text("\n<script>alert(1)</script>\n"), "en.txt, line 9: this is not taken: HTML in the text.");
  EXPECT_EQ(with_text("\n![](https://track.example/1.gif)\n"),
            "en.txt, line 9: this is not taken: a picture in the text; pictures belong to a [person].");
  EXPECT_EQ(with_text("\n<img src=\"https://track.example/1.gif\">\n"), "en.txt, line 9: this is not taken: HTML in the text.");
  EXPECT_EQ(with_text("\n[x](javascript:alert(1))\n"), "en.txt, line 9: this is not taken: a link that is not http:// or https://.");
}

TEST_F(CallBookTest, AMissingLanguageIsRefusedByName) {
  fs::remove(folder_ / "draft/pl.txt");
  EXPECT_EQ(complaint(), "pl.txt is missing: the call is in this language too.");
}

TEST_F(CallBookTest, GiantAndOtherPicturesAreRefused) {
  put("draft/courier.png", as_text(council::testing::png(9000, 80)));
  EXPECT_EQ(complaint(), "picture courier.png: it is too large. At most 2000 pixels a side and 400 KB are taken; make it smaller.");
  put("draft/courier.png", "<svg onload=\"alert(1)\"/>");
  EXPECT_EQ(complaint(), "picture courier.png: it is neither PNG nor JPEG.");
  fs::remove(folder_ / "draft/courier.png");
  EXPECT_EQ(complaint(), "picture courier.png: there is no such file beside call.conf.");
}

TEST_F(CallBookTest, APictureFromAnotherFolderIsRefused) {
  std::string call(kCall);
  call.replace(call.find("courier.png"), 11, "../authority.key");
  put("draft/call.conf", call);
  EXPECT_EQ(complaint(), "call.conf: the picture must lie beside it.");
}

TEST_F(CallBookTest, ACommuniqueNeedsEveryLanguageOfItsCall) {
  put("news/en.txt", "title = News\n[text]\nWe know.\n");
  EXPECT_EQ(load_communique(folder_ / "news", example.terms()).error(), "pl.txt is missing: the call is in this language too.");
  put("news/pl.txt", "title = Wiesci\n[text]\nWiemy.\n");
  EXPECT_TRUE(load_communique(folder_ / "news", example.terms()));
}

TEST_F(CallBookTest, ASiteReplacesASiteAndNothingElse) {
  const std::vector<council::pages::Edition> editions = {{0, {{"calls.tscs", {}}, {"a.html", {1}}}}, {7, {{"a.html", {2}}}}};
  ASSERT_TRUE(write_editions(folder_ / "site", editions));
  ASSERT_TRUE(write_editions(folder_ / "site/", {{0, {{"calls.tscs", {}}}}}));
  EXPECT_FALSE(fs::exists(folder_ / "site/a.html"));
  EXPECT_FALSE(fs::exists(folder_ / "site/at-7"));
  EXPECT_EQ(write_editions(folder_ / "draft", editions).error().code, Errc::conflict);
  EXPECT_TRUE(fs::exists(folder_ / "draft/call.conf"));
}

}  // namespace
}  // namespace tipstaff::authority
