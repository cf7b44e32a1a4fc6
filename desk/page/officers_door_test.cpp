// Several officers at one page: roles, who did it, logins over TLS and how fast they may fail.
#include <fstream>
#include <future>
#include <set>

#include "desk/page/api_roles.h"
#include "desk/page/json.h"
#include "desk/page/web_door.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"

namespace tipstaff::desk {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::string_view kAnna = "anna's eight", kCarl = "carl's eight";
constexpr const char* kHost = "10.0.0.5:8110";

// Tab is one officer's session.
struct Tab {
  std::string cookie, key;
};

class OfficersDoorTest : public DeskFixture {
 protected:
  OfficersDoorTest() {
    add("Anna", Role::officer, kAnna);
    add("Carl", Role::auditor, kCarl);
    Api::Options options;
    options.programme = relay_.programme();
    options.save_folder = scratch_.path() / "saved";
    options.idle_ms = 15 * 60 * 1000;
    options.four_eyes_export = true;
    options.engine_status = [this] {
      if (break_it_) throw std::bad_alloc();
      return engine_->status();
    };
    options.wake_engine = [] {};
    api_ = std::make_unique<Api>(desk_, std::move(options), crypto::Drbg(drbg_.draw<Seed32>()));
    const auto page = std::make_shared<const Bytes>(Bytes{'x'});
    door_ = std::make_unique<WebDoor>(*api_, Sessions(clock_, crypto::Drbg(drbg_.draw<Seed32>())), UiFiles{{"/", {"text/html", page}}},
                                      std::string(64, 'c'));
    door_->set_tls({kHost});
  }

  void add(std::string_view name, Role role, std::string_view passphrase) {
    EXPECT_TRUE(with([&](Vault& vault) { return desk_.book(vault).add(name, role, as_bytes(passphrase), 5, drbg_); }));
  }
  HttpResponse ask(const Tab& tab, const std::string& name, const std::string& body = "{}") {
    HttpRequest request{"POST", "/api/" + name, {{"host", kHost}, {"origin", std::string("https://") + kHost}}, {body.begin(), body.end()}};
    request.headers["cookie"] = "__Host-desk=" + tab.cookie + "; __Host-desk-browser=" + browser_;
    request.peer = peer_;
    request.headers["desk-key"] = tab.key;
    return ask(std::move(request));
  }
  HttpResponse ask(HttpRequest request) {
    std::promise<HttpResponse> promise;
    auto future = promise.get_future();
    door_->handle(std::move(request), [&](HttpResponse response) { promise.set_value(std::move(response)); });
    return future.get();
  }
  unsigned status(const Tab& tab, const std::string& name, const std::string& body = "{}") { return ask(tab, name, body).status; }
  // known_browser logs in and returns the cookie by which the browser is known.
  std::string known_browser(std::string_view name, std::string_view passphrase) {
    constexpr std::string_view kName = "__Host-desk-browser=";
    for (const auto& [header, value] : try_login(name, passphrase).headers)
      if (header == "Set-Cookie" && value.starts_with(kName)) return value.substr(kName.size(), value.find(';') - kName.size());
    return {};
  }
  HttpResponse try_login(std::string_view name, std::string_view passphrase) {
    return ask(Tab{}, "login", json_text(boost::json::object{{"name", name}, {"passphrase", passphrase}}));
  }
  Tab log_in(std::string_view name, std::string_view passphrase) {
    const auto response = try_login(name, passphrase);
    EXPECT_EQ(response.status, 200u) << name;
    std::string set;
    for (const auto& [header, value] : response.headers)
      if (header == "Set-Cookie" && set.empty()) set = value;
    EXPECT_TRUE(set.starts_with("__Host-desk=") && set.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure")) << set;
    return {set.substr(12, set.find(';') - 12), *text_field(*parse_json_object(response.body), "key")};
  }
  std::string peer_ = "10.0.0.9", browser_;
  std::string last_line() {
    const auto lines = *with([](Vault& vault) { return read_audit(vault); });
    return lines.back().who + ": " + lines.back().action + " " + lines.back().detail;
  }

  std::atomic<bool> break_it_ = false;
  std::unique_ptr<Api> api_;
  std::unique_ptr<WebDoor> door_;
};

TEST_F(OfficersDoorTest, EveryMethodHasARoleAndEveryRoleAMethod) {
  const auto methods = Api::methods();
  for (const auto name : methods) EXPECT_TRUE(least_role(name)) << name << " is in no line of api_roles.cpp";
  std::set<std::string_view> seen;
  for (const auto& [method, least] : method_roles()) {
    EXPECT_NE(std::ranges::find(methods, method), methods.end()) << method;
    EXPECT_TRUE(seen.insert(method).second) << method << " stands there twice";
    EXPECT_TRUE(least != Role::nobody || method == "status" || method == "unlock" || method == "lock") << method;
  }
}

TEST_F(OfficersDoorTest, AnAuditorGetsTheAuditAndCountsAndNoTip) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("PELARGONIUM")));
  ASSERT_TRUE(engine_->round());
  const auto id = inbox().at(0).id;
  ASSERT_TRUE(with([&](Vault& vault) { return set_folder(vault, id, "PELARGONIUM folder"); }));
  const auto carl = log_in("Carl", kCarl);
  EXPECT_EQ(status(carl, "audit"), 200u);
  const auto shown = ask(carl, "status");
  EXPECT_EQ(number_field(*parse_json_object(shown.body), "unread"), 1);
  EXPECT_EQ(as_text(shown.body).find("PELARGONIUM"), std::string_view::npos);
  for (const auto name : Api::methods())
    if (*least_role(name) > Role::auditor) {
      const auto response = ask(carl, std::string(name), R"({"id":1,"case":1,"message":1,"file":1,"at":0,"text":"x"})");
      EXPECT_EQ(response.status, 403u) << name;
      EXPECT_EQ(as_text(response.body).find("PELARGONIUM"), std::string_view::npos) << name;
    }
}

TEST_F(OfficersDoorTest, AnOfficerWorksButNeitherErasesNorLetsPeopleIn) {
  const auto anna = log_in("Anna", kAnna);
  EXPECT_EQ(status(anna, "inbox"), 200u);
  ASSERT_EQ(status(anna, "case_open", R"({"name":"Ballots"})"), 200u);
  EXPECT_EQ(last_line(), "Anna: open case Ballots");
  for (const auto* name : {"erase", "officers", "officer_add", "officer_remove", "officer_role"})
    EXPECT_EQ(status(anna, name, R"({"id":1,"name":"Anna","role":"supervisor","passphrase":"long enough"})"), 403u) << name;
  EXPECT_EQ(status(anna, "passphrase", R"({"before":"wrong one","after":"long enough"})"), 403u);
  EXPECT_EQ(status(anna, "passphrase", R"({"before":"anna's eight","after":"long enough"})"), 200u);
  EXPECT_EQ(last_line(), "Anna: change passphrase Anna");
  EXPECT_EQ(try_login("Anna", "long enough").status, 200u);
}

TEST_F(OfficersDoorTest, ASupervisorLetsInAndOutAndItCountsAtTheNextRequest) {
  const auto boss = log_in(kFirstOfficer, kTestPassphrase);
  ASSERT_EQ(status(boss, "officer_add", R"({"name":"Dora","role":"officer","passphrase":"dora's eight"})"), 200u);
  EXPECT_EQ(last_line(), "supervisor: add officer Dora officer");
  const auto dora = log_in("Dora", "dora's eight");
  EXPECT_EQ(status(dora, "inbox"), 200u);
  EXPECT_EQ(status(boss, "officer_role", R"({"name":"Dora","role":"auditor"})"), 200u);
  EXPECT_EQ(status(dora, "inbox"), 403u);
  EXPECT_EQ(status(dora, "audit"), 200u);
  EXPECT_EQ(status(boss, "officer_remove", R"({"name":"Dora"})"), 200u);
  EXPECT_EQ(status(dora, "audit"), 423u);
  EXPECT_EQ(try_login("Dora", "dora's eight").status, 403u);
  EXPECT_EQ(status(boss, "officer_remove", R"({"name":"supervisor"})"), 409u) << "the last one";
  EXPECT_EQ(parse_json_object(ask(boss, "officers").body)->at("officers").as_array().size(), 3u);
}

TEST_F(OfficersDoorTest, WhatOneAsksToTakeOutAnotherApproves) {
  add("Dora", Role::supervisor, "dora's eight");
  const auto boss = log_in(kFirstOfficer, kTestPassphrase), dora = log_in("Dora", "dora's eight"), anna = log_in("Anna", kAnna);
  ASSERT_EQ(status(anna, "case_open", R"({"name":"Ballots"})"), 200u);
  const auto asked = *parse_json_object(ask(boss, "export", R"({"case":1,"format":"csv"})").body);
  EXPECT_FALSE(asked.contains("path"));
  EXPECT_FALSE(std::filesystem::exists(scratch_.path() / "saved"));
  const auto agree = R"({"id":1,"approve":true,"sha256":")" + *text_field(asked, "sha256") + R"("})";
  EXPECT_EQ(status(anna, "export_decide", agree), 403u) << "an officer";
  EXPECT_EQ(status(boss, "export_decide", agree), 409u) << "the same person";
  EXPECT_EQ(status(dora, "export_decide", R"({"id":1,"approve":true,"sha256":")" + std::string(64, '0') + R"("})"), 400u);
  const auto done = ask(dora, "export_decide", agree);
  ASSERT_EQ(done.status, 200u);
  EXPECT_TRUE(std::filesystem::exists(*text_field(*parse_json_object(done.body), "path")));
  EXPECT_EQ(status(dora, "export_decide", agree), 409u) << "once";
}

TEST_F(OfficersDoorTest, AnAttachmentAndAnExhibitDoNotSlipPastTheSecondPerson) {
  ASSERT_TRUE(desk_.with([](Vault& vault) -> Result<void> {
    TIP_CHECK(vault.db().execute("INSERT INTO conversations(id, sender, name, wants_answers, apke, fetch, pke) VALUES(90, x'01', 'x', 0, x'', x'', x'')"));
    TIP_CHECK(vault.db().execute("INSERT INTO messages VALUES(90, 90, 0, x'', x'', x'', 1, 1, 0, 1, 1, 0, 0)"));
    TIP_CHECK(vault.db().execute("INSERT INTO files VALUES(90, 90, 0, 'ledger.txt', 'text/plain', x'6162')"));
    TIP_CHECK(vault.db().execute("INSERT INTO campaigns VALUES(1, 'x', 1, '{}', '{}')"));
    return vault.db().execute("INSERT INTO campaign_files VALUES(1, 'members.csv', x'6162')");
  }));
  add("Dora", Role::supervisor, "dora's eight");
  const auto anna = log_in("Anna", kAnna), dora = log_in("Dora", "dora's eight");
  for (const auto& [name, body] : {std::pair{"save", R"({"file":90})"}, {"campaign_export", R"({"id":1,"name":"members.csv","techniques":[]})"}}) {
    const auto asked = ask(anna, name, body);
    ASSERT_EQ(asked.status, 200u) << name;
    EXPECT_TRUE(parse_json_object(asked.body)->contains("request")) << name;
    EXPECT_FALSE(std::filesystem::exists(scratch_.path() / "saved")) << name;
  }
  const auto hash = to_hex(crypto::sha256(as_bytes("ab")).view());
  EXPECT_EQ(status(dora, "export_decide", R"({"id":1,"approve":true,"sha256":")" + hash + R"("})"), 200u);
  EXPECT_TRUE(std::filesystem::exists(scratch_.path() / "saved" / "ledger.txt"));
}

TEST_F(OfficersDoorTest, WhatCannotBeWrittenAfterTheConsentIsStillThere) {
  add("Dora", Role::supervisor, "dora's eight");
  const auto anna = log_in("Anna", kAnna), dora = log_in("Dora", "dora's eight");
  ASSERT_EQ(status(anna, "case_open", R"({"name":"Ballots"})"), 200u);
  const auto asked = *parse_json_object(ask(anna, "export", R"({"case":1,"format":"csv"})").body);
  const auto agree = R"({"id":1,"approve":true,"sha256":")" + *text_field(asked, "sha256") + R"("})";
  std::ofstream(scratch_.path() / "saved") << "no folder";
  EXPECT_NE(status(dora, "export_decide", agree), 200u);
  std::filesystem::remove(scratch_.path() / "saved");
  EXPECT_EQ(status(dora, "export_decide", agree), 200u);
  EXPECT_EQ(status(dora, "export_decide", agree), 409u) << "once";
}

TEST_F(OfficersDoorTest, OneWhoLocksKeepsNobodyElseFromWorkAndTheLastClosesTheVault) {
  const auto anna = log_in("Anna", kAnna), carl = log_in("Carl", kCarl);
  EXPECT_EQ(status(anna, "lock"), 200u);
  EXPECT_EQ(status(anna, "inbox"), 423u);
  EXPECT_EQ(status(carl, "audit"), 200u);
  EXPECT_FALSE(desk_.locked());
  clock_.now_ms += 15 * 60'000;
  EXPECT_EQ(status(carl, "audit"), 423u) << "nobody used it";
  EXPECT_TRUE(desk_.locked());
  EXPECT_EQ(status(carl, "unlock", R"({"name":"Carl","passphrase":"carl's eight"})"), 200u);
  EXPECT_EQ(status(carl, "audit"), 200u);
}

TEST_F(OfficersDoorTest, NoTokenAndNoOtherHostBuysASessionOverTls) {
  EXPECT_EQ(door_->address(), "https://10.0.0.5:8110/");
  EXPECT_EQ(status(Tab{}, "session", R"({"token":"x"})"), 401u);
  EXPECT_EQ(status(Tab{}, "status"), 401u);
  EXPECT_EQ(ask(HttpRequest{"POST", "/control/link", {{"host", "127.0.0.1"}}, Bytes(64, 'c')}).status, 403u);
  for (const auto* origin : {"http://10.0.0.5:8110", "https://evil.example", "null", ""}) {
    HttpRequest request{"POST", "/api/login", {{"host", kHost}, {"origin", origin}}, {'{', '}'}};
    EXPECT_EQ(ask(std::move(request)).status, 403u) << origin;
  }
  HttpRequest rebound{"POST", "/api/login", {{"host", "evil.example"}, {"origin", "https://evil.example"}}, {'{', '}'}};
  EXPECT_EQ(ask(std::move(rebound)).status, 403u);
}

TEST_F(OfficersDoorTest, GuessingSlowsDownAndLocksNobodyOutForGood) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(try_login("Anna", "wrong wrong").status, 403u);
  EXPECT_EQ(try_login("Anna", kAnna).status, 429u) << "too early, though it is right";
  EXPECT_EQ(try_login("Carl", kCarl).status, 200u) << "others are not kept waiting";
  clock_.now_ms += 2000;
  EXPECT_EQ(try_login("Anna", kAnna).status, 200u);
  EXPECT_EQ(try_login("Anna", "wrong wrong").status, 403u) << "and it begins anew";
}

TEST_F(OfficersDoorTest, AFloodOfWrongLoginsFromElsewhereDoesNotKeepAnOfficerWaiting) {
  peer_ = "10.0.0.7";
  browser_ = known_browser("Anna", kAnna);
  ASSERT_EQ(browser_.size(), 64u);
  const auto mine = std::exchange(browser_, "");
  peer_ = "10.0.0.66";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(try_login("Anna", "wrong wrong").status, 403u);
  EXPECT_EQ(try_login("Anna", "wrong wrong").status, 429u) << "the flood slows itself";
  EXPECT_EQ(try_login("Anna", kAnna).status, 429u);
  browser_ = mine;
  EXPECT_EQ(try_login("Anna", kAnna).status, 200u) << "her browser, wherever it is";
  browser_.clear();
  peer_ = "10.0.0.8";
  EXPECT_EQ(try_login("Anna", kAnna).status, 200u) << "another machine, which nobody knows";
}

TEST_F(OfficersDoorTest, ALeftOutNameGivesNoMoreGuessesAndItsBrowserIsKnown) {
  for (const auto* name : {"Anna", "Carl"})
    ASSERT_TRUE(with([&](Vault& vault) { return desk_.book(vault).remove(name, 6); }));
  const auto mine = known_browser("", kTestPassphrase);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(try_login("", "wrong wrong").status, 403u);
  EXPECT_EQ(try_login(kFirstOfficer, kTestPassphrase).status, 429u) << "the same officer by name";
  browser_ = mine;
  EXPECT_EQ(try_login("", kTestPassphrase).status, 200u);
}

TEST_F(OfficersDoorTest, ACookieThatSomebodyPlantedIsNeverKnown) {
  browser_ = std::string(64, 'a');
  EXPECT_NE(known_browser("Anna", kAnna), browser_);
}

TEST(LoginGuardTest, OneWaitsAtMostAMinuteAndAloneWhileStrangersHaveALimitTogether) {
  TestClock clock;
  LoginGuard guard(clock);
  const LoginCaller flood{"10.0.0.66", {}}, other{"10.0.0.8", {}};
  for (int i = 0; i < 9; ++i) guard.failed("Anna", flood);
  EXPECT_EQ(guard.wait_ms("Anna", flood), LoginGuard::kWaitMaxMs);
  EXPECT_EQ(guard.wait_ms("Anna", other), 0);
  for (int i = 0; i < 11; ++i) guard.failed("made up " + std::to_string(i), flood);
  EXPECT_GT(guard.wait_ms("Carl", flood), 0) << "twenty failures of an address in this minute";
  EXPECT_EQ(guard.wait_ms("Carl", other), 0);
  for (int i = 0; i < 12; ++i) guard.failed("Carl", {"10.1.0." + std::to_string(i), {}});
  EXPECT_GT(guard.wait_ms("Carl", other), 0) << "many addresses guess at one name";
  guard.know("Carl", Hash32{});
  EXPECT_EQ(guard.wait_ms("Carl", {"10.1.0.1", Hash32{}}), 0);
  EXPECT_GT(guard.wait_ms("Anna", {"10.0.0.66", Hash32{}}), 0) << "known to Carl alone";
  clock.now_ms += 60'000;
  for (const auto* name : {"Anna", "Carl"}) EXPECT_EQ(guard.wait_ms(name, flood), 0);
}

TEST(LoginGuardTest, AFloodFromEverywhereLeavesHalfOfTheTimeToKnownBrowsers) {
  TestClock clock;
  LoginGuard guard(clock);
  guard.know("Anna", Hash32{});
  int looked_at = 0;
  for (int i = 0; i < 600; ++i, clock.now_ms += 100) {
    const auto name = "made up " + std::to_string(i);
    const LoginCaller stranger{"10.2.0." + std::to_string(i), {}};
    if (guard.wait_ms(name, stranger) > 0) continue;
    guard.failed(name, stranger);
    ++looked_at;
  }
  EXPECT_EQ(looked_at, 30) << "seconds of a minute";
  EXPECT_EQ(guard.wait_ms("Anna", {"10.0.0.9", Hash32{}}), 0);
}

TEST(LoginGuardTest, AStolenCookieStillGuessesNoFasterThanAStranger) {
  TestClock clock;
  LoginGuard guard(clock);
  guard.know("Anna", Hash32{});
  const LoginCaller thief{"10.0.0.66", Hash32{}};
  for (int i = 0; i < 9; ++i) guard.failed("Anna", thief);
  EXPECT_EQ(guard.wait_ms("Anna", thief), LoginGuard::kWaitMaxMs);
}

TEST_F(OfficersDoorTest, AnExceptionEndsTheRequestAndNotTheDesk) {
  const auto anna = log_in("Anna", kAnna);
  break_it_ = true;
  EXPECT_EQ(status(anna, "status"), 500u);
  break_it_ = false;
  EXPECT_EQ(status(anna, "status"), 200u);
}

}  // namespace
}  // namespace tipstaff::desk
