#include "desk/post/relay_client.h"

#include "tipstaff/wire/limits.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kReadBytesMax = 4 << 20;      // the largest keys file has 1.3 MB
constexpr std::size_t kBagBytesMax = (wire::kLeavesClassM - 1) * wire::kEnvelopeBytes;  // the largest class that a desk takes

Result<platform::HttpClient> client(std::string url, const std::string& socks5,
                                    std::size_t body_bytes_max) {
  platform::HttpClientOptions options;
  options.url = std::move(url);
  options.socks5 = socks5;
  options.body_bytes_max = body_bytes_max;
  return platform::HttpClient::create(std::move(options));
}

Result<RelayAnswer> ask(platform::HttpClient& door, std::string_view method,
                        std::string_view path, ByteView body) {
  TIP_TRY(auto answer, door.request(method, path, body));
  return RelayAnswer{answer.status, std::move(answer.body)};
}

}  // namespace

Result<RelayClient> RelayClient::create(const RelayAddresses& addresses) {
  TIP_TRY(auto read, client(addresses.read_door, addresses.socks5, kReadBytesMax));
  TIP_TRY(auto post, client(addresses.post_door, addresses.socks5, kBagBytesMax));
  TIP_TRY(auto reply, client(addresses.post_door, addresses.socks5, kReadBytesMax));
  return RelayClient(std::move(read), std::move(post), std::move(reply));
}

Result<RelayAnswer> RelayClient::read(std::string_view path) { return ask(read_, "GET", path, {}); }

Result<RelayAnswer> RelayClient::bag(std::uint64_t tick) {
  return ask(post_, "GET", "/v1/t/" + std::to_string(tick) + "/bag", {});
}

Result<unsigned> RelayClient::put_keys(ByteView record) {
  TIP_TRY(const auto answer, ask(post_, "POST", "/v1/keys", record));
  return answer.status;
}

Result<unsigned> RelayClient::put_reply(ByteView envelope) {
  TIP_TRY(const auto answer, ask(reply_, "POST", "/v1/reply", envelope));
  return answer.status;
}

}  // namespace tipstaff::desk
