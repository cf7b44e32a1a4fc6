#include "desk/post/page_guard.h"

#include "desk/testing/desk_fixture.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

constexpr std::int64_t kHourMs = 60 * 60 * 1000;

class PageGuardTest : public DeskFixture {
 protected:
  PageGuardTest() {
    put("/app.js", "run()");
    put("/programme.json", "{}");
    const auto manifest = *wire::encode_page_manifest({{"app.js", crypto::sha256(as_bytes("run()"))}});
    relay_.objects["/manifest.txt"] = manifest;
    relay_.sign_page(crypto::sha256(manifest));
    engine_->watch_page(PageGuard("{}"));
  }
  void put(const std::string& path, std::string_view text) { relay_.objects[path] = Bytes(text.begin(), text.end()); }
  Trouble trouble_after(std::int64_t ms) {
    clock_.now_ms += ms;
    EXPECT_TRUE(engine_->round());
    return engine_->status().trouble;
  }
};

TEST_F(PageGuardTest, AlarmsWithinADayAndUntilThePageIsTheSignedOneAgain) {
  begin();
  put("/app.js", "leak()");
  EXPECT_EQ(trouble_after(kHourMs), Trouble::none);  // looked at an hour ago
  EXPECT_EQ(trouble_after(24 * kHourMs), Trouble::page_differs);
  put("/app.js", "run()");
  EXPECT_EQ(trouble_after(1000), Trouble::page_differs);
  EXPECT_EQ(trouble_after(kHourMs), Trouble::none);
}

TEST_F(PageGuardTest, ARelayThatHidesThePageDoesNotSilenceTheAlarm) {
  begin();
  put("/app.js", "leak()");
  EXPECT_EQ(trouble_after(24 * kHourMs), Trouble::page_differs);
  relay_.objects.erase("/app.js");
  EXPECT_EQ(trouble_after(kHourMs), Trouble::page_differs);
}

}  // namespace
}  // namespace tipstaff::desk
