#include "desk/page/web_door.h"

#include <future>

#include "desk/cases/cases.h"
#include "desk/page/json.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"

namespace tipstaff::desk {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;

class WebDoorTest : public DeskFixture {
 protected:
  static constexpr std::uint16_t kPort = 8110;

  WebDoorTest() {
    Api::Options options;
    options.programme = relay_.programme();
    options.title = "Honest Vote";
    options.save_folder = scratch_.path() / "saved";
    options.idle_ms = 15 * 60 * 1000;
    options.engine_status = [this] {
      if (while_asked_) while_asked_();
      return engine_->status();
    };
    options.wake_engine = [] {};
    options.starts_as = Who{std::string(kFirstOfficer), Role::supervisor};
    api_ = std::make_unique<Api>(desk_, std::move(options), crypto::Drbg(drbg_.draw<Seed32>()));
    const std::string index = "<!doctype html>";
    const auto bytes = std::make_shared<const Bytes>(index.begin(), index.end());
    door_ = std::make_unique<WebDoor>(*api_, Sessions(clock_, crypto::Drbg(drbg_.draw<Seed32>())),
                                      UiFiles{{"/", {"text/html", bytes}}}, control_);
    door_->set_port(kPort);
  }

  HttpResponse ask(HttpRequest request) {
    std::promise<HttpResponse> promise;
    auto future = promise.get_future();
    door_->handle(std::move(request), [&](HttpResponse response) { promise.set_value(std::move(response)); });
    return future.get();
  }
  HttpRequest post(const std::string& target, const std::string& body) {
    HttpRequest out;
    out.method = "POST";
    out.target = target;
    out.headers = {{"host", "127.0.0.1:8110"}, {"origin", "http://127.0.0.1:8110"},
                   {"sec-fetch-site", "same-origin"}};
    if (!cookie_.empty()) out.headers["cookie"] = "other=1; desk=" + cookie_;
    if (!key_.empty()) out.headers["desk-key"] = key_;
    out.body.assign(body.begin(), body.end());
    return out;
  }
  static std::string header(const HttpResponse& response, const std::string& name) {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return {};
  }
  static boost::json::object object_of(const HttpResponse& response) {
    return *parse_json_object(response.body);
  }
  std::string token() {
    const auto address = door_->address();
    return address.substr(address.find("token=") + 6);
  }
  unsigned log_in(const std::string& token_text) {
    const auto response = ask(post("/api/session", R"({"token":")" + token_text + R"("})"));
    if (response.status != 200) return response.status;
    const auto set = header(response, "Set-Cookie");
    cookie_ = set.substr(5, set.find(';') - 5);
    key_ = *text_field(object_of(response), "key");
    return 200;
  }

  const std::string control_ = std::string(64, 'c');
  std::string cookie_, key_;
  std::function<void()> while_asked_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<WebDoor> door_;
};

TEST_F(WebDoorTest, ATokenWorksOnceAndOpensASession) {
  const auto once = token();
  EXPECT_EQ(ask(post("/api/status", "{}")).status, 401u);
  EXPECT_EQ(log_in(once), 200u);
  EXPECT_EQ(ask(post("/api/status", "{}")).status, 200u);
  EXPECT_EQ(log_in(once), 401u);
  EXPECT_EQ(log_in(std::string(64, '0')), 401u);
  EXPECT_EQ(ask(post("/api/session", "{}")).status, 401u);
  EXPECT_EQ(ask(post("/api/session", "nonsense")).status, 400u);
}

TEST_F(WebDoorTest, TheCookieIsOutOfReachOfScriptsAndOtherSites) {
  const auto response = ask(post("/api/session", R"({"token":")" + token() + R"("})"));
  const auto set = header(response, "Set-Cookie");
  EXPECT_NE(set.find("HttpOnly"), std::string::npos);
  EXPECT_NE(set.find("SameSite=Strict"), std::string::npos);
}

TEST_F(WebDoorTest, CookieAndKeyAreBothNeededAndBelongTogether) {
  ASSERT_EQ(log_in(token()), 200u);
  const auto cookie = cookie_, key = key_;
  key_.clear();
  EXPECT_EQ(ask(post("/api/status", "{}")).status, 401u) << "what every port of this machine gets";
  cookie_.clear(), key_ = key;
  EXPECT_EQ(ask(post("/api/status", "{}")).status, 401u);
  ASSERT_EQ(log_in(token()), 200u);
  cookie_ = cookie;
  EXPECT_EQ(ask(post("/api/status", "{}")).status, 401u) << "the cookie of another session";
}

TEST_F(WebDoorTest, ASessionEndsAfterAWorkingDay) {
  ASSERT_EQ(log_in(token()), 200u);
  const auto unused = token();
  clock_.now_ms += 12LL * 3600 * 1000 + 1;
  EXPECT_EQ(ask(post("/api/status", "{}")).status, 401u);
  EXPECT_EQ(log_in(unused), 401u);
}

TEST_F(WebDoorTest, AnotherHostNameIsRefusedEvenForThePage) {
  ASSERT_EQ(log_in(token()), 200u);
  for (const auto* host : {"evil.example", "evil.example:8110", "localhost:8110", "127.0.0.1", "127.0.0.1:81",
                           "127.0.0.1:8110.evil.example", ""}) {
    auto request = post("/api/status", "{}");
    request.headers["host"] = host;
    EXPECT_EQ(ask(std::move(request)).status, 403u) << host;
    HttpRequest page{"GET", "/", {{"host", host}}, {}};
    EXPECT_EQ(ask(std::move(page)).status, 403u) << host;
  }
  HttpRequest page{"GET", "/", {{"host", "127.0.0.1:8110"}}, {}};
  EXPECT_EQ(ask(std::move(page)).status, 200u);
}

TEST_F(WebDoorTest, AnotherOriginIsRefusedEvenWithASession) {
  ASSERT_EQ(log_in(token()), 200u);
  for (const auto* origin : {"http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:9999",
                             "https://127.0.0.1:8110", "http://localhost:8110", ""}) {
    auto request = post("/api/inbox", "{}");
    request.headers["origin"] = origin;
    EXPECT_EQ(ask(std::move(request)).status, 403u) << origin;
  }
  auto missing = post("/api/inbox", "{}");
  missing.headers.erase("origin");
  EXPECT_EQ(ask(std::move(missing)).status, 403u);
  auto cross = post("/api/inbox", "{}");
  cross.headers["sec-fetch-site"] = "cross-site";
  EXPECT_EQ(ask(std::move(cross)).status, 403u);
}

TEST_F(WebDoorTest, OnlyPostsAskTheApi) {
  ASSERT_EQ(log_in(token()), 200u);
  auto request = post("/api/inbox", "");
  request.method = "GET";
  EXPECT_EQ(ask(std::move(request)).status, 404u);
  for (const auto* method : {"PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"}) {
    auto other = post("/api/inbox", "");
    other.method = method;
    EXPECT_EQ(ask(std::move(other)).status, 405u) << method;
  }
}

TEST_F(WebDoorTest, EveryAnswerCarriesTheGuardingHeaders) {
  for (const auto* target : {"/", "/nothing", "/../../etc/passwd"}) {
    const auto response = ask({"GET", target, {{"host", "127.0.0.1:8110"}}, {}});
    EXPECT_NE(header(response, "Content-Security-Policy").find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(header(response, "Cache-Control"), "no-store");
    EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.status, std::string_view(target) == "/" ? 200u : 404u);
  }
}

TEST_F(WebDoorTest, TheLinkCommandNeedsTheControlKeyAndNoBrowserHasIt) {
  auto good = post("/control/link", control_);
  good.headers = {{"host", "127.0.0.1"}};
  const auto response = ask(good);
  ASSERT_EQ(response.status, 200u);
  EXPECT_TRUE(as_text(response.body).starts_with("http://127.0.0.1:8110/#token="));
  auto wrong = good;
  wrong.body[3] ^= 1;
  EXPECT_EQ(ask(std::move(wrong)).status, 403u);
  auto page = good;
  page.headers["origin"] = "http://127.0.0.1:8110";
  EXPECT_EQ(ask(std::move(page)).status, 403u);
  auto rebound = good;
  rebound.headers["host"] = "evil.example";
  EXPECT_EQ(ask(std::move(rebound)).status, 403u);
}

TEST_F(WebDoorTest, TheVaultClosesWhenNobodyUsesThePage) {
  ASSERT_EQ(log_in(token()), 200u);
  ASSERT_EQ(ask(post("/api/inbox", "{}")).status, 200u);
  for (int minute = 0; minute < 14; ++minute) {
    clock_.now_ms += 60'000;
    ASSERT_EQ(ask(post("/api/status", "{}")).status, 200u);
    ASSERT_EQ(ask(post("/api/inbox", R"({"poll":true})")).status, 200u);
  }
  EXPECT_FALSE(desk_.locked()) << "not yet";
  clock_.now_ms += 60'000;
  EXPECT_EQ(ask(post("/api/inbox", R"({"poll":true})")).status, 423u) << "look-ups of the page are no use";
  EXPECT_TRUE(desk_.locked());
  EXPECT_EQ(ask(post("/api/unlock", R"({"passphrase":"wrong wrong"})")).status, 403u);
  EXPECT_EQ(ask(post("/api/inbox", "{}")).status, 423u);
  EXPECT_EQ(ask(post("/api/unlock", R"({"passphrase":"correct horse battery"})")).status, 200u);
  EXPECT_EQ(ask(post("/api/inbox", "{}")).status, 200u);
}

TEST_F(WebDoorTest, WhatIsReadAndErasedIsInTheAudit) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("seen")));
  ASSERT_TRUE(engine_->round());
  ASSERT_EQ(log_in(token()), 200u);
  const auto id = std::to_string(inbox().at(0).id);
  for (const auto* more : {R"(,"poll":true})", "}"}) ASSERT_EQ(ask(post("/api/conversation", R"({"id":)" + id + more)).status, 200u);
  ASSERT_EQ(ask(post("/api/erase", R"({"id":)" + id + "}")).status, 200u);
  const auto lines = *with([](Vault& vault) { return read_audit(vault); });
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].who + " " + lines[0].action + " " + lines[0].detail, "supervisor read " + id);
  EXPECT_EQ(lines[1].action + " " + lines[1].detail, "erase conversation " + id);
}

TEST_F(WebDoorTest, ALockedPageTellsNothing) {
  ASSERT_EQ(log_in(token()), 200u);
  ASSERT_EQ(ask(post("/api/lock", "{}")).status, 200u);
  for (const auto* name : {"inbox", "conversation", "mark", "answer", "label", "folder", "name", "save", "erase", "alive", "export"})
    EXPECT_EQ(ask(post(std::string("/api/") + name, R"({"id":1,"text":"x"})")).status, 423u) << name;
  const auto status = object_of(ask(post("/api/status", "{}")));
  EXPECT_TRUE(flag_field(status, "locked"));
  EXPECT_EQ(status.if_contains("post"), nullptr);
  EXPECT_EQ(status.if_contains("unread"), nullptr);
}

TEST_F(WebDoorTest, HostileTextAndNamesAreHarmlessInTheAnswer) {
  begin();
  auto message = text_message("look: \u202egpj.exe \x1b[2J <script>alert(1)</script>");
  message.files.push_back({"../../etc/\u202ecron.d", SecretBytes(9, 'x')});
  relay_.publish(kTick + 1, seal_message(message));
  ASSERT_TRUE(engine_->round());
  ASSERT_EQ(log_in(token()), 200u);
  const auto id = inbox().at(0).id;
  const auto whole = object_of(ask(post("/api/conversation", R"({"id":)" + std::to_string(id) + "}")));
  const auto& one = whole.at("messages").at(0).as_object();
  EXPECT_EQ(*text_field(one, "text"), "look: <U+202E>gpj.exe <U+001B>[2J <script>alert(1)</script>");
  const auto& file = one.at("files").at(0).as_object();
  EXPECT_EQ(*text_field(file, "safe_name"), "cron.d");
  const auto saved = object_of(ask(post("/api/save", R"({"file":)" + std::to_string(*number_field(file, "id")) + "}")));
  EXPECT_EQ(*text_field(saved, "path"), (scratch_.path() / "saved" / "cron.d").string());
}

TEST_F(WebDoorTest, ACaseGoesIntoTheSaveFolderAndNeverOverWhatIsThere) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("see http://evil.example.com/a")));
  ASSERT_TRUE(engine_->round());
  ASSERT_EQ(log_in(token()), 200u);
  const auto id = with([](Vault& vault) { return open_case(vault, "Ballots", 5); });
  const auto conversation = inbox().at(0).id;
  ASSERT_TRUE(with([&](Vault& vault) { return link_conversation(vault, *id, conversation, 6); }));
  const auto saved = scratch_.path() / "saved", elsewhere = scratch_.path() / "elsewhere";
  std::filesystem::create_directories(saved);
  std::filesystem::create_symlink(elsewhere, saved / "case-1.stix.json");
  const auto out = object_of(ask(post("/api/export", R"({"case":1,"format":"stix","tlp":"amber"})")));
  EXPECT_EQ(*text_field(out, "path"), (saved / "case-1.stix (2).json").string());
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
  const auto lines = with([](Vault& vault) { return read_audit(vault); });
  EXPECT_EQ(lines->back().detail, "1 stix " + *text_field(out, "sha256"));
  EXPECT_EQ(ask(post("/api/export", R"({"case":1,"format":"exe"})")).status, 400u);
  EXPECT_EQ(ask(post("/api/export", R"({"case":1,"format":"csv","tlp":"pink"})")).status, 400u);
  EXPECT_EQ(ask(post("/api/export", R"({"case":9,"format":"csv"})")).status, 404u);
}

TEST_F(WebDoorTest, ConversationsAreReadAnsweredSortedAndErased) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("Is this the right place?")));
  ASSERT_TRUE(engine_->round());
  ASSERT_EQ(log_in(token()), 200u);
  const auto id = std::to_string(inbox().at(0).id);
  EXPECT_EQ(number_field(object_of(ask(post("/api/status", "{}"))), "unread"), 1);
  ASSERT_EQ(ask(post("/api/conversation", R"({"id":)" + id + "}")).status, 200u);
  EXPECT_EQ(number_field(object_of(ask(post("/api/status", "{}"))), "unread"), 0);
  const auto sent = ask(post("/api/answer", R"({"id":)" + id + R"(,"text":"Yes.","files":[{"name":"a.txt","data":"aGk="}]})"));
  ASSERT_EQ(sent.status, 200u);
  EXPECT_EQ(number_field(object_of(sent), "parts"), 1);
  EXPECT_EQ(ask(post("/api/answer", R"({"id":)" + id + R"(,"text":""})")).status, 400u);
  EXPECT_EQ(ask(post("/api/answer", R"({"id":)" + id + R"(,"text":"x","files":[{"name":"a","data":"!"}]})")).status, 400u);
  EXPECT_EQ(ask(post("/api/answer", R"({"id":999,"text":"x"})")).status, 404u);
  EXPECT_EQ(ask(post("/api/label", R"({"id":)" + id + R"(,"label":"urgent"})")).status, 200u);
  EXPECT_EQ(ask(post("/api/folder", R"({"id":)" + id + R"(,"folder":"Cases"})")).status, 200u);
  EXPECT_EQ(ask(post("/api/name", R"({"id":)" + id + R"(,"name":"The clerk"})")).status, 200u);
  EXPECT_EQ(ask(post("/api/mark", R"({"id":)" + id + R"(,"unread":true})")).status, 200u);
  const auto list = object_of(ask(post("/api/inbox", R"({"folder":"Cases","label":"urgent","words":"right pla","unread":true})")));
  EXPECT_EQ(list.at("conversations").as_array().size(), 1u);
  EXPECT_EQ(ask(post("/api/erase", R"({"id":)" + id + "}")).status, 200u);
  EXPECT_EQ(ask(post("/api/conversation", R"({"id":)" + id + "}")).status, 404u);
  EXPECT_TRUE(inbox().empty());
}

TEST_F(WebDoorTest, NoRequestBodyBreaksIt) {
  ASSERT_EQ(log_in(token()), 200u);
  for (const auto* body : {"", "[]", "null", "{", "{\"id\":\"x\"}", "{\"id\":1.5}", "{\"id\":-1}", "{\"id\":99999999999999999999}",
                           "{\"id\":1,\"files\":7}", "\xff\xfe", "{\"poll\":3}"})
    for (const auto* name : {"inbox", "conversation", "answer", "label", "folder", "name", "save", "erase", "mark", "unlock", "export", "nothing"}) {
      const auto status = ask(post(std::string("/api/") + name, body)).status;
      EXPECT_TRUE(status == 200 || status == 400 || status == 403 || status == 404) << name << body << status;
    }
  EXPECT_EQ(ask(post("/api/inbox", std::string(100'000, '['))).status, 400u);
}

TEST_F(WebDoorTest, ALockCountsAtOnceWhateverIsWorkedAt) {
  ASSERT_EQ(log_in(token()), 200u);
  std::promise<void> working, go_on;
  while_asked_ = [&] { working.set_value(), go_on.get_future().wait(); };
  const auto later = [&](const char* name) {
    return std::async(std::launch::async, [this, name] { return ask(post(std::string("/api/") + name, "{}")); });
  };
  auto status = later("status");
  working.get_future().wait();
  auto lock = later("lock");
  for (int i = 0; i < 5000 && !api_->locked(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_TRUE(api_->locked());
  go_on.set_value();
  EXPECT_FALSE(object_of(status.get()).contains("unread"));
  EXPECT_EQ(lock.get().status, 200u);
  EXPECT_EQ(ask(post("/api/inbox", "{}")).status, 423u);
}

// A PDF may take a minute, too.
TEST_F(WebDoorTest, WhatMayTakeAMinuteHasALaneOfItsOwn) {
  EXPECT_TRUE(Api::slow("peel") && Api::slow("export"));
  EXPECT_TRUE(Api::costly("unlock") && Api::costly("passphrase") && Api::costly("officer_add"));
  EXPECT_FALSE(Api::slow("conversation") || Api::slow("lock"));
}

TEST_F(WebDoorTest, ObservablesAlwaysComeDefanged) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("pay 10.9.8.7 or see hxxp://evil[.]com/a")));
  clock_.now_ms += 5000;
  ASSERT_TRUE(engine_->round());
  ASSERT_EQ(log_in(token()), 200u);
  const auto id = std::to_string(inbox().at(0).id);
  const auto text_of = [](const HttpResponse& response) { return std::string(as_text(response.body)); };
  const auto safe = text_of(ask(post("/api/observables", R"({"id":)" + id + "}")));
  EXPECT_NE(safe.find("hxxp://evil[.]com/a"), std::string::npos) << safe;
  EXPECT_NE(safe.find("10[.]9[.]8[.]7"), std::string::npos);
  EXPECT_NE(safe.find("\"offset\":4,\"length\":8"), std::string::npos);
  EXPECT_EQ(safe.find("http://"), std::string::npos);
  const auto live = text_of(ask(post("/api/observables", R"({"id":)" + id + R"(,"live":true})")));
  EXPECT_EQ(live.find("http://"), std::string::npos) << "copy_live is the only way, and leaves a line";
  EXPECT_EQ(ask(post("/api/observables", R"({"id":999})")).status, 404u);
}

TEST_F(WebDoorTest, APreviewRunsNothingAndGoesWhenTheDeskLocks) {
  ASSERT_EQ(log_in(token()), 200u);
  const auto begun = object_of(ask(post("/api/call_begin", R"({"what":"open"})")));
  const auto form = std::string(R"({"id":"night-cargo","aim":"prove","reward":"9 EUR","basis_link":"https://law.example/1","from":"",)") +
                    R"("until":"1970-03-01","posts":"all","persons":[],"texts":[{"language":"en","title":"Who?","basis":"Act","text":"Crates.","persons":[]}]})";
  const auto shown = object_of(ask(post("/api/call_preview", "{\"draft\":" + std::to_string(begun.at("draft").as_int64()) + ",\"form\":" + form + "}")));
  HttpRequest get;
  get.method = "GET";
  get.target = std::string(shown.at("path").as_string()) + "call-night-cargo.en.html";
  get.headers = {{"host", "127.0.0.1:8110"}};
  const auto page = ask(get);
  EXPECT_EQ(page.status, 200u);
  const auto policy = header(page, "Content-Security-Policy");
  EXPECT_NE(policy.find("sandbox allow-same-origin"), std::string::npos);
  EXPECT_EQ(policy.find("script-src"), std::string::npos);
  EXPECT_EQ(header(page, "X-Frame-Options"), "SAMEORIGIN");
  get.target = "/";
  EXPECT_EQ(header(ask(get), "X-Frame-Options"), "DENY");
  get.target = std::string(shown.at("path").as_string()) + "call-night-cargo.en.html";
  ask(post("/api/lock", "{}"));
  EXPECT_EQ(ask(get).status, 404u);
}

}  // namespace
}  // namespace tipstaff::desk
