// What hostile bytes do at the three doors, and in the parsers behind them.

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <ctime>

#include "tests/rig.h"

namespace tipstaff::testing {
namespace {

// talk sends raw bytes to a door and returns what comes back until it closes, or
// until `seconds` of silence.
std::string talk(std::uint16_t port, std::string_view bytes, int seconds = 3) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval limit{seconds, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  std::string out;
  if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0) {
    (void)!::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    char piece[4096];
    for (;;) {
      const auto got = ::recv(fd, piece, sizeof piece, 0);
      if (got <= 0) break;
      out.append(piece, static_cast<std::size_t>(got));
    }
  }
  ::close(fd);
  return out;
}

std::string status_line(const std::string& answer) { return answer.substr(0, answer.find("\r\n")); }

class Doors : public ::testing::Test {
 protected:
  void SetUp() override {
    rig.start();
    rig.upload_keys(wire::epoch_of(rig.open_tick()));
    ASSERT_TRUE(rig.tick());
  }
  Rig rig;
};

TEST_F(Doors, RefuseLodgingsOfTheWrongLength) {
  const auto good = rig.junk(rig.bulletin().tick);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, good.size() - 1, good.size() + 1}) {
    Bytes body = good;
    body.resize(size);
    EXPECT_EQ(rig.lodge(body).status, 400u) << size;
  }
  EXPECT_EQ(rig.lodge(good).status, 204u);
}

TEST_F(Doors, RefuseStampsThatAreStaleOrOfTheFuture) {
  const auto tick = rig.bulletin().tick;
  EXPECT_EQ(rig.lodge(rig.junk(tick + 2)).status, 403u);
  EXPECT_EQ(rig.lodge(rig.junk(tick - 6)).status, 403u);
  EXPECT_EQ(rig.lodge(rig.junk(tick - 5)).status, 204u);
  EXPECT_EQ(rig.lodge(rig.junk(tick, 145)).status, 400u);
}

TEST_F(Doors, RefuseAStampThatAnotherLodgingUsed) {
  const auto first = rig.junk(rig.bulletin().tick);
  auto second = rig.junk(rig.bulletin().tick);
  std::copy_n(first.begin(), wire::kStampBytes, second.begin());
  EXPECT_EQ(rig.lodge(first).status, 204u);
  EXPECT_EQ(rig.lodge(second).status, 403u);
  EXPECT_EQ(rig.lodge(first).status, 204u);
}

TEST_F(Doors, RefuseHintsThatAreNoPoints) {
  auto identity = rig.junk(rig.bulletin().tick);
  std::fill_n(identity.begin() + 80, 32, std::uint8_t{0});
  EXPECT_EQ(rig.lodge(identity).status, 400u);
  auto other = rig.junk(rig.bulletin().tick);
  std::fill_n(other.begin() + 112, 32, std::uint8_t{0xFF});
  EXPECT_EQ(rig.lodge(other).status, 400u);
  Bytes reply(wire::kEnvelopeBytes, 0);
  EXPECT_EQ(rig.post("POST", "/v1/reply", reply).status, 400u);
}

TEST_F(Doors, RefuseKeysOfStrangersAndOfFrozenEpochs) {
  const auto epoch = rig.bulletin().epoch;
  const auto keys = protocol::draw_key_set(rig.drbg);
  const crypto::SignKey stranger(rig.drbg.draw<crypto::SignSeed>());
  const auto sign = [&](std::uint16_t id, std::uint32_t e, const crypto::SignKey& by) {
    return wire::sign_key_record({id, 0, e, keys.pub}, rig.programme.origin, by);
  };
  const auto put = [&](ByteView body) { return rig.post("POST", "/v1/keys", body).status; };
  EXPECT_EQ(put(sign(1, epoch + 1, stranger)), 403u);
  EXPECT_EQ(put(sign(99, epoch + 1, stranger)), 403u);
  EXPECT_EQ(put(sign(1, epoch, rig.posts[0].sign)), 409u);
  EXPECT_EQ(put(sign(1, epoch + 9, rig.posts[0].sign)), 400u);
  EXPECT_EQ(put(Bytes(17, 1)), 400u);
  EXPECT_EQ(put(sign(1, epoch + 1, rig.posts[0].sign)), 204u);
  EXPECT_EQ(put(sign(1, epoch + 1, rig.posts[0].sign)), 204u);
}

TEST_F(Doors, RefuseASecondSetOfKeysOfOnePost) {
  const auto epoch = rig.bulletin().epoch + 1;
  const auto one = protocol::draw_key_set(rig.drbg);
  const auto two = protocol::draw_key_set(rig.drbg);
  const auto put = [&](const wire::PublicKeys& keys) {
    return rig.post("POST", "/v1/keys",
                    wire::sign_key_record({1, 0, epoch, keys}, rig.programme.origin, rig.posts[0].sign)).status;
  };
  EXPECT_EQ(put(one.pub), 204u);
  EXPECT_EQ(put(two.pub), 409u);
}

TEST_F(Doors, AnswerKnownUnknownAndBurnedReplyIdsAlike) {
  const auto unknown = rig.read("/v1/reply/00112233445566778899aabbccddeeff");
  const auto again = rig.read("/v1/reply/00112233445566778899aabbccddeeff");
  const auto other = rig.read("/v1/reply/10112233445566778899aabbccddeeff");
  EXPECT_EQ(unknown.status, 200u);
  EXPECT_EQ(unknown.body.size(), wire::kEnvelopeBytes);
  EXPECT_EQ(unknown.body, again.body);
  EXPECT_NE(unknown.body, other.body);
  EXPECT_TRUE(crypto::Point::parse(ByteView(unknown.body).first(32)));
  EXPECT_EQ(rig.read("/v1/reply/0011").status, 400u);
  EXPECT_EQ(rig.read("/v1/reply/00112233445566778899aabbccddeefg").status, 400u);
}

// Nobody must see by the time of the answer whether a visit burned something, so a
// burn of nothing goes to the disk as well.
TEST_F(Doors, WriteForABurnOfUnknownIdsToo) {
  const auto wal = rig.options().data / "relay.db-wal";
  for (int i = 0; i < 3; ++i) {
    const auto before = platform::read_file(wal, 64 << 20);
    ASSERT_EQ(rig.ask(rig.doors().read, "POST", "/v1/burn", Bytes(wire::kBurnBytes, 7)).status, 204u);
    const auto after = platform::read_file(wal, 64 << 20);
    ASSERT_TRUE(before && after);
    EXPECT_NE(*after, *before);
  }
}

TEST_F(Doors, ServeOnlyWhatIsPublishedHere) {
  const auto tick = std::to_string(rig.bulletin().tick);
  EXPECT_EQ(rig.read("/v1/t/" + tick + "/challenges").body.size(), 64u * wire::kReplySlots);
  EXPECT_EQ(rig.read("/v1/t/" + tick + "/bag").status, 404u);
  EXPECT_EQ(rig.post("GET", "/v1/t/" + tick + "/bag", {}).body.size(), 31u * wire::kEnvelopeBytes);
  for (const auto* path : {"/v1/../relay.db", "/v1/t/../../../relay.db", "/../../etc/passwd", "/v1/t/1/bulletin",
                           "/v1/t/latest?x=1", "//v1/t/latest", "/v1/", "/relay.key"})
    EXPECT_EQ(rig.read(path).status, 404u) << path;
}

TEST_F(Doors, RefuseMalformedHttp) {
  const auto port = rig.relay().ports().read;
  const std::string get = "GET /v1/t/latest HTTP/1.1\r\n";
  EXPECT_EQ(status_line(talk(port, get + "\r\n")), "HTTP/1.1 400 Bad Request");            // no Host
  EXPECT_EQ(status_line(talk(port, get + "Host: a\r\nHost: b\r\n\r\n")), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(status_line(talk(port, "GET http://x/ HTTP/1.1\r\nHost: a\r\n\r\n")), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(status_line(talk(port, get + "Host: a\r\nX: " + std::string(9000, 'y') + "\r\n\r\n")),
            "HTTP/1.1 431 Request Header Fields Too Large");
  EXPECT_EQ(talk(port, "\x16\x03\x01 hello").find("200"), std::string::npos);
  const auto lodge = rig.relay().ports().lodge;
  const std::string post = "POST /v1/lodge HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(status_line(talk(lodge, post + "Content-Length: 99999\r\n\r\n")), "HTTP/1.1 413 Payload Too Large");
  EXPECT_EQ(talk(lodge, post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").find("204"),
            std::string::npos);
  EXPECT_EQ(talk(lodge, post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef").find("204"),
            std::string::npos);
  EXPECT_EQ(talk(lodge, post + "Content-Length: +5\r\n\r\nabcde").find("204"), std::string::npos);
  EXPECT_EQ(rig.read("/v1/t/latest").status, 200u);
}

TEST_F(Doors, ServeOthersWhileManyConnectionsHang) {
  std::vector<int> hanging;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(rig.relay().ports().read);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int i = 0; i < 300; ++i) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    (void)!::send(fd, "GET /", 5, MSG_NOSIGNAL);
    hanging.push_back(fd);
  }
  EXPECT_EQ(rig.read("/v1/t/latest").status, 200u);
  for (const int fd : hanging) ::close(fd);
}

TEST_F(Doors, ServeWholeBagsToReadersThatAreSlow) {
  // More than the kernel holds for one connection, so that sending has to wait.
  constexpr int kTimes = 8;
  const auto path = "/v1/t/" + std::to_string(rig.bulletin().tick) + "/bag";
  const auto ask = "GET " + path + " HTTP/1.1\r\nHost: a\r\n";
  std::string requests;
  for (int i = 1; i < kTimes; ++i) requests += ask + "\r\n";
  const auto answers = talk(rig.relay().ports().post, requests + ask + "Connection: close\r\n\r\n", 30);
  const auto bag = platform::read_file(rig.options().data / ("shelf" + path), 1 << 20);
  ASSERT_TRUE(bag);
  const auto bytes = as_text(*bag);
  int whole = 0;
  for (auto at = answers.find(bytes); at != std::string::npos; at = answers.find(bytes, at + 1)) ++whole;
  EXPECT_EQ(whole, kTimes);
}

TEST_F(Doors, GoOnWhenReadersLeaveInTheMiddleOfABag) {
  const auto ask = "GET /v1/t/" + std::to_string(rig.bulletin().tick) + "/bag HTTP/1.1\r\nHost: a\r\n\r\n";
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(rig.relay().ports().post);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int i = 0; i < 50; ++i) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const linger at_once{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ASSERT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    for (int times = 0; times < 8; ++times) (void)!::send(fd, ask.data(), ask.size(), MSG_NOSIGNAL);
    char piece[1000];
    (void)!::recv(fd, piece, sizeof piece, 0);
    ::close(fd);
  }
  EXPECT_EQ(rig.post("GET", "/v1/t/" + std::to_string(rig.bulletin().tick) + "/bag", {}).status, 200u);
}

TEST_F(Doors, SayNothingOfThemselves) {
  const auto answer = talk(rig.relay().ports().read, "GET /v1/t/latest HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  for (const auto* name : {"Server:", "Date:", "ETag:", "Last-Modified:", "Set-Cookie:"})
    EXPECT_EQ(answer.find(name), std::string::npos) << name;
}

// Quick is a door that answers everything at once, with short times.
class Quick final : public platform::HttpHandler {
 public:
  Quick() {
    platform::HttpDoor door{"127.0.0.1:0", this, {}};
    door.limits.header_time = std::chrono::seconds(1);
    door.limits.idle_time = std::chrono::seconds(4);
    port = *server_.listen(door);
    serving_ = std::thread([this] { server_.run(); });
  }
  ~Quick() override {
    server_.stop();
    serving_.join();
  }
  void handle(platform::HttpRequest, platform::Responder respond) override {
    respond(platform::empty_response(204));
  }
  std::uint16_t port = 0;

 private:
  platform::HttpServer server_;
  std::thread serving_;
};

// Whoever solves challenges for some seconds keeps the connection; a drip does not.
TEST(Door, WaitsLongerBetweenRequestsThanWithinOne) {
  Quick quick;
  auto client = platform::HttpClient::create({.url = "http://127.0.0.1:" + std::to_string(quick.port), .socks5 = ""});
  ASSERT_TRUE(client);
  ASSERT_TRUE(client->request("GET", "/", {}));
  const auto slow = [&](std::string_view bytes) {
    const auto from = std::chrono::steady_clock::now();
    (void)talk(quick.port, bytes, 10);
    return std::chrono::steady_clock::now() - from;
  };
  EXPECT_LT(slow("GET / HT"), std::chrono::seconds(3));
  const std::string one = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_GT(slow(one), std::chrono::seconds(3));
  EXPECT_LT(slow(one + "GET / HT"), std::chrono::seconds(3));
}

TEST(Door, DoesNotSpinWhenDescriptorsRunOut) {
  Quick quick;
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  std::vector<int> clients;
  for (int i = 0; i < 40; ++i) clients.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const rlimit tight{static_cast<rlim_t>(clients.back()) + 5, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(quick.port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (const int fd : clients) (void)::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to);
  const auto used = std::clock();
  std::this_thread::sleep_for(std::chrono::milliseconds(800));
  EXPECT_LT(std::clock() - used, CLOCKS_PER_SEC / 5);
  for (const int fd : clients) ::close(fd);
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_EQ(status_line(talk(quick.port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")),
            "HTTP/1.1 204 No Content");
}

}  // namespace
}  // namespace tipstaff::testing
