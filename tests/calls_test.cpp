// The calls' pages at the read door, and how they lapse.

#include "platform/file.h"
#include "relay/page.h"
#include "tests/rig.h"

namespace tipstaff::testing {
namespace {

class CallPages : public ::testing::Test {
 protected:
  void put(const std::string& name, std::string_view text) {
    ASSERT_TRUE(platform::write_file(folder() / name, as_bytes(text), platform::Access::owner_only));
  }
  [[nodiscard]] std::filesystem::path folder() const { return rig.folder.path() / "calls"; }
  void start() {
    rig.calls = folder();
    rig.start();
    rig.upload_keys(wire::epoch_of(rig.open_tick()));
    rig.upload_keys(wire::epoch_of(rig.open_tick()) + 1);
    ASSERT_TRUE(rig.tick());
  }
  std::string get(const std::string& name) {
    const auto answer = rig.read("/calls/" + name);
    if (answer.status != 200) return std::to_string(answer.status);
    std::string out(as_text(answer.body));
    out.erase(out.find_last_not_of(' ') + 1);  // documents are padded
    return out;
  }
  std::uint64_t now() const { return static_cast<std::uint64_t>(rig.clock.unix_ms()) / 1000; }
  Rig rig;
};

TEST_F(CallPages, AreServedAndNothingElseOfTheFolderIs) {
  put("calls.tscs", "set");
  put("index.html", "index");
  put("call-a.en.html", "open");
  put("evil.js", "alert(1)");
  put("secret.key", "x");
  put("deeper/a.html", "x");
  start();
  EXPECT_EQ(get(""), "index");
  EXPECT_EQ(get("index.html"), "index");
  EXPECT_EQ(get("call-a.en.html"), "open");
  EXPECT_EQ(get("calls.tscs"), "set");
  for (const auto* name : {"evil.js", "secret.key", "deeper/a.html", "a.html", "../roster.tsr", "at-1/a.html", "call-a.en.html?x=1", "."})
    EXPECT_EQ(get(name), "404") << name;
  EXPECT_EQ(rig.read("/calls").status, 404u);
}

TEST_F(CallPages, HaveSizesThatDoNotTellOneFromAnother) {
  put("calls.tscs", "set");
  put("calls.css", "body {}");
  put("index.html", "a");
  put("call-a.en.html", std::string(relay::kDocumentBytes, 'b'));
  put("call-b.en.html", std::string(relay::kDocumentBytes + 1, 'c'));
  start();
  const auto size = [&](const std::string& name) { return rig.read("/calls/" + name).body.size(); };
  EXPECT_EQ(size(""), relay::kDocumentBytes);
  EXPECT_EQ(size("index.html"), relay::kDocumentBytes);
  EXPECT_EQ(size("call-a.en.html"), relay::kDocumentBytes);
  EXPECT_EQ(size("call-b.en.html"), 2 * relay::kDocumentBytes);
  EXPECT_EQ(size("calls.css"), 7u);
}

TEST_F(CallPages, LapseAtTheBulletinsTime) {
  const auto end = now() / 600 * 600 + 1200;
  put("calls.tscs", "set");
  put("call-a.en.html", "open");
  put("at-" + std::to_string(end) + "/call-a.en.html", "lapsed");
  start();
  EXPECT_EQ(get("call-a.en.html"), "open");
  ASSERT_TRUE(rig.tick());  // the bulletin of the tick before the end
  EXPECT_EQ(get("call-a.en.html"), "open");
  ASSERT_TRUE(rig.tick());  // that of the tick that begins at the end
  EXPECT_EQ(get("call-a.en.html"), "lapsed");
  EXPECT_EQ(get("at-" + std::to_string(end) + "/call-a.en.html"), "404");
}

TEST_F(CallPages, ChangeOnTheTickOnly) {
  put("calls.tscs", "set");
  put("call-a.en.html", "old");
  start();
  put("call-a.en.html", "newer");
  EXPECT_EQ(get("call-a.en.html"), "old");
  ASSERT_TRUE(rig.tick());
  EXPECT_EQ(get("call-a.en.html"), "newer");
}

TEST_F(CallPages, StayWhenTheFolderGoes) {
  put("calls.tscs", "set");
  put("call-a.en.html", "open");
  start();
  std::filesystem::remove_all(folder());
  ASSERT_TRUE(rig.tick());
  EXPECT_EQ(get("call-a.en.html"), "open");
}

TEST_F(CallPages, AFolderWithoutASiteStopsTheStart) {
  put("index.html", "not a site");
  rig.calls = folder();
  auto opened = relay::Relay::open(rig.options(), rig.keys(), rig.clock);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::not_found);
}

}  // namespace
}  // namespace tipstaff::testing
