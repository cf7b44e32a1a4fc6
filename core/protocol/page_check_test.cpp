#include "tipstaff/protocol/page_check.h"

#include <gtest/gtest.h>

#include <map>

#include "tipstaff/crypto/hash.h"

namespace tipstaff::protocol {
namespace {

// Served is a page as a relay serves it, honest or not.
class PageCheck : public testing::Test {
 protected:
  PageCheck() {
    put("/index.html", "<p>");
    put("/", "<p>");
    put("/app.js", "run()");
    put("/programme.json", "{}");
    const auto manifest = *wire::encode_page_manifest({{"index.html", hash("<p>")}, {"app.js", hash("run()")}});
    files_["/manifest.txt"] = manifest;
    bundle_ = crypto::sha256(manifest);
  }
  static Hash32 hash(std::string_view text) { return crypto::sha256(as_bytes(text)); }
  void put(const std::string& path, std::string_view text) { files_[path] = Bytes(text.begin(), text.end()); }
  std::vector<std::string> different() const {
    const auto report = check_page(bundle_, as_bytes("{}"), [&](std::string_view path) { return fetch(path); });
    return report ? report->different : std::vector<std::string>{"no report"};
  }
  Result<Bytes> fetch(std::string_view path) const {
    const auto at = files_.find(path);
    if (at == files_.end()) return fail(Errc::bad_status, "page");
    return at->second;
  }
  using Names = std::vector<std::string>;

  std::map<std::string, Bytes, std::less<>> files_;
  Hash32 bundle_;
};

TEST_F(PageCheck, APageAsItWasSignedIsGood) { EXPECT_EQ(different(), Names()); }

TEST_F(PageCheck, AChangedOrMissingFileIsNamed) {
  put("/app.js", "run();leak()");
  EXPECT_EQ(different(), Names{"app.js"});
  files_.erase("/app.js");
  EXPECT_EQ(different(), Names{"app.js"});
}

TEST_F(PageCheck, AnotherFirstPageUnderTheSlashIsSeen) {
  put("/", "<p>evil");
  EXPECT_EQ(different(), Names{"/"});
}

TEST_F(PageCheck, AnotherAuthoritysKeyInProgrammeJsonIsSeen) {
  put("/programme.json", "{ }");
  EXPECT_EQ(different(), Names{"programme.json"});
}

TEST_F(PageCheck, AManifestThatFitsABadPageIsNotTheAuthoritys) {
  put("/app.js", "leak()");
  files_["/manifest.txt"] = *wire::encode_page_manifest({{"index.html", hash("<p>")}, {"app.js", hash("leak()")}});
  EXPECT_EQ(different(), Names{"manifest.txt"});
  files_.erase("/manifest.txt");
  EXPECT_EQ(different(), Names{"manifest.txt"});
}

TEST_F(PageCheck, APageOfACallThatRunsSomethingElseIsSeen) {
  const std::string good = "<!doctype html>\n<script src=\"/app.js\" defer></script>";
  put("/calls/", good + "<a href=\"index.pl.html\">");
  put("/calls/list.html", good);
  put("/calls/index.pl.html", good + "<a href=\"call-a.pl.html\"><a href=\"index.pl.html\">");
  put("/calls/call-a.pl.html", good + "<p>");
  EXPECT_EQ(different(), Names());
  EXPECT_EQ(check_page(bundle_, as_bytes("{}"), [&](std::string_view path) { return fetch(path); })->calls, 4u);
  put("/calls/call-a.pl.html", good + "<textarea>");
  EXPECT_EQ(different(), Names{"calls"});
  files_.erase("/calls/call-a.pl.html");
  EXPECT_EQ(different(), Names{"calls"});
}

TEST_F(PageCheck, WithoutASignedPageOrARelayNothingIsSaid) {
  const auto honest = [&](std::string_view path) { return fetch(path); };
  EXPECT_EQ(check_page({}, as_bytes("{}"), honest).error().code, Errc::wrong_state);
  const auto silent = [](std::string_view) -> Result<Bytes> { return fail(Errc::not_found, "no answer"); };
  EXPECT_EQ(check_page(bundle_, as_bytes("{}"), silent).error().code, Errc::not_found);
}

}  // namespace
}  // namespace tipstaff::protocol
