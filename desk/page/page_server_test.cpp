#include "desk/page/page_server.h"

#include <openssl/ssl.h>

#include "desk/testing/desk_fixture.h"
#include "platform/file.h"

namespace tipstaff::desk {
namespace {

class PageServerTest : public DeskFixture {
 protected:
  PageServerTest() {
    Api::Options options;
    options.programme = relay_.programme();
    options.idle_ms = 1'000'000;
    options.engine_status = [this] { return engine_->status(); };
    options.wake_engine = [] {};
    api_ = std::make_unique<Api>(desk_, std::move(options), crypto::Drbg(drbg_.draw<Seed32>()));
    const auto page = std::make_shared<const Bytes>(Bytes(100'000, 'x'));
    door_ = std::make_unique<WebDoor>(*api_, Sessions(clock_, crypto::Drbg(drbg_.draw<Seed32>())), UiFiles{{"/", {"text/html", page}}},
                                      std::string(64, 'c'));
    config_.data = desk_.folder().string();
    config_.listen = "127.0.0.2:0";
    config_.tls = true;
  }
  // fetch asks for a path with OpenSSL's client; "" when there is no connection.
  static std::string fetch(std::uint16_t port, const std::string& host, int version) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_max_proto_version(context, version);
    BIO* connection = BIO_new_ssl_connect(context);
    BIO_set_conn_hostname(connection, ("127.0.0.2:" + std::to_string(port)).c_str());
    const auto request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    std::string out;
    if (BIO_do_connect(connection) == 1 && BIO_puts(connection, request.c_str()) > 0) {
      char piece[4096];
      for (int got; (got = BIO_read(connection, piece, sizeof piece)) > 0;) out.append(piece, static_cast<std::size_t>(got));
    }
    BIO_free_all(connection);
    SSL_CTX_free(context);
    return out;
  }

  DeskConfig config_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<WebDoor> door_;
};

TEST_F(PageServerTest, OverTlsOfThisVersionAloneAndUnderItsOwnNameAlone) {
  auto server = PageServer::open(config_, *door_);
  ASSERT_TRUE(server);
  std::jthread runs([&] { (*server)->run(); });
  const auto host = "127.0.0.2:" + std::to_string((*server)->port());
  const auto page = fetch((*server)->port(), host, TLS1_3_VERSION);
  EXPECT_TRUE(page.starts_with("HTTP/1.1 200")) << page.substr(0, 100);
  EXPECT_GT(page.size(), 100'000u) << "the whole file";
  EXPECT_EQ(fetch((*server)->port(), host, TLS1_2_VERSION), "");
  EXPECT_TRUE(fetch((*server)->port(), "evil.example", TLS1_3_VERSION).starts_with("HTTP/1.1 403"));
  (*server)->stop();
}

TEST_F(PageServerTest, TheCertificateIsMadeOnceAndAnewForOtherNames) {
  const auto fingerprint = [&] {
    auto server = PageServer::open(config_, *door_);
    EXPECT_TRUE(server);
    return server ? (*server)->fingerprint() : std::string();
  };
  const auto first = fingerprint();
  EXPECT_EQ(first.size(), 95u);
  EXPECT_EQ(fingerprint(), first);
  config_.host_names = {"desk.example"};
  EXPECT_NE(fingerprint(), first);
  const auto mode = std::filesystem::status(desk_.folder() / "tls.key").permissions();
  EXPECT_EQ(mode & (std::filesystem::perms::group_all | std::filesystem::perms::others_all), std::filesystem::perms::none);
}

TEST_F(PageServerTest, AKillBetweenKeyAndCertificateHealsAtTheNextStart) {
  ASSERT_TRUE(PageServer::open(config_, *door_));
  const platform::TlsFiles other{scratch_.path() / "b.crt", desk_.folder() / "tls.key"};
  ASSERT_TRUE(platform::make_certificate(other, {"127.0.0.2"})) << "a new key, and the certificate of before";
  const platform::TlsFiles own{desk_.folder() / "tls.crt", desk_.folder() / "tls.key"};
  ASSERT_FALSE(platform::is_pair(own));
  const auto server = PageServer::open(config_, *door_);
  ASSERT_TRUE(server);
  EXPECT_TRUE((*server)->made_certificate());
  EXPECT_TRUE(platform::is_pair(own));
}

TEST_F(PageServerTest, WithoutTlsNoOtherMachineReachesIt) {
  config_.tls = false;
  for (const auto* address : {"0.0.0.0:0", "10.0.0.5:0", "192.168.1.1:0", "::"  ":0"}) {
    config_.listen = address;
    EXPECT_EQ(PageServer::open(config_, *door_).error().where, platform::kNotLoopback) << address;
  }
  config_.tls = true;
  config_.listen = "0.0.0.0:0";
  EXPECT_EQ(PageServer::open(config_, *door_).error().where, kNoHostName);
}

TEST_F(PageServerTest, AKeyOfAnotherCertificateIsRefused) {
  const platform::TlsFiles one{scratch_.path() / "a.crt", scratch_.path() / "a.key"}, other{scratch_.path() / "b.crt", scratch_.path() / "b.key"};
  ASSERT_TRUE(platform::make_certificate(one, {"127.0.0.2"}));
  ASSERT_TRUE(platform::make_certificate(other, {"127.0.0.2"}));
  config_.tls_cert = one.certificate;
  config_.tls_key = other.key;
  EXPECT_EQ(PageServer::open(config_, *door_).error().code, Errc::bad_text);
  config_.tls_key = one.key;
  EXPECT_TRUE(PageServer::open(config_, *door_));
}

}  // namespace
}  // namespace tipstaff::desk
