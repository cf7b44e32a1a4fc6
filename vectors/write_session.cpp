// Writes vectors/session.json: what a source's session asks, from a fixed seed, and
// what a relay answers, so that every build of the core can be held to the same bytes.
//   write_session FILE

#include <cstdio>
#include <fstream>

#include "fuzz/world.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/ack.h"
#include "tipstaff/protocol/source.h"

namespace tipstaff {
namespace {

using fuzz::world;

constexpr std::string_view kRow = "zoo zebra zero youth";
constexpr std::string_view kAnswer = "Thank you. Which night was it? \xC5\xBB\xC3\xB3\xC5\x82w";

wire::Message tip() {
  wire::Message message;
  message.flags = wire::kMessageWantsAnswers;
  for (int i = 0; i < 400; ++i) message.text.push_back(static_cast<std::uint8_t>('a' + i % 26));
  SecretBytes bytes;
  for (int i = 0; i < 12000; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 7));
  message.files.push_back({"photo.jpg", std::move(bytes)});
  return message;
}

// The replies that the four ids asked for lead to: a text, an acknowledgement, and
// two bodies that are no envelope.
Bytes reply(int number) {
  if (number > 1) return Bytes(wire::kEnvelopeBytes);
  wire::Block block;
  if (number == 0) {
    wire::Message message;
    message.when = 1'700'000'000;
    message.text.assign(kAnswer.begin(), kAnswer.end());
    message.files.push_back({"list.txt", SecretBytes{'1', '\n', '2'}});
    block.type = wire::BlockType::text;
    block.data = (*wire::split_message(message))[0];
  } else {
    block.type = wire::BlockType::ack;
    block.data = protocol::sign_ack({77, {}}, world().origin_hash, world().post);
  }
  const auto envelope = world().reply(block);
  return {envelope.view().begin(), envelope.view().end()};
}

Bytes answer_to(const protocol::Request& request, int& replies) {
  const std::string_view path = request.path;
  if (path == "/v1/t/latest") {
    const auto text = world().latest(world().bulletin);
    return {text.begin(), text.end()};
  }
  if (path.starts_with("/v1/roster/")) return world().roster_bytes;
  if (path.starts_with("/v1/e/")) return world().keys_file;
  if (path.ends_with("/challenges")) return world().challenges;
  return path.starts_with("/v1/reply/") ? reply(replies++) : Bytes();
}

// The body without the zeros at its end, and how many those are.
std::string body_json(ByteView body) {
  std::size_t size = body.size();
  while (size > 0 && body[size - 1] == 0) --size;
  return "\"body\": \"" + to_hex(body.first(size)) + "\", \"zeros\": " + std::to_string(body.size() - size);
}

std::string exchange_json(const protocol::Request& request, unsigned status, ByteView body) {
  return "   {\"method\": " + std::to_string(static_cast<int>(request.method)) +
         ", \"door\": " + std::to_string(static_cast<int>(request.door)) + ", \"path\": \"" +
         request.path + "\", \"request_bytes\": " + std::to_string(request.body.size()) +
         ", \"request_sha256\": \"" + to_hex(crypto::sha256(request.body).view()) +
         "\",\n    \"status\": " + std::to_string(status) + ", " + body_json(body) + "}";
}

std::string visit_json(protocol::SourceSession& session, int& replies) {
  std::string out;
  std::optional<protocol::Request> next = session.begin_visit();
  while (next) {
    const auto body = answer_to(*next, replies);
    const unsigned status = next->method == protocol::Method::get ? 200 : 204;
    out += (out.empty() ? "" : ",\n") + exchange_json(*next, status, body);
    auto following = session.answer(status, body);
    TIP_ASSERT(following.has_value());
    next = std::move(*following);
  }
  return out;
}

std::string session_json() {
  protocol::SourceSession session(world().programme, Seed32{});
  session.open_mailbox(world().mk.clone());
  TIP_ASSERT(session.compose(1, tip(), protocol::Hold::over_a_day) == 2u);
  int replies = 0;
  const auto first = visit_json(session, replies);
  TIP_ASSERT(session.inbox().size() == 2 && session.burn(0).has_value());
  const auto second = visit_json(session, replies);
  TIP_ASSERT(session.parts_queued() == 0 && session.burns_waiting() == 0);
  TIP_ASSERT(session.open_claim(as_bytes(kRow)).has_value());
  TIP_ASSERT(session.compose(1, tip(), protocol::Hold::now) == 2u);
  const auto third = visit_json(session, replies);
  return "{\n \"source\": \"vectors/write\",\n \"comment\": \"seed 0; a tip of two parts with a file; "
         "visit 1 finds a text and an acknowledgement; reply 0 is burned; visit 2; the row is opened, the same tip again, now; visit 3\",\n"
         " \"programme\": \"" +
         to_hex(concat({world().programme.authority_vk.view(), as_bytes(world().programme.origin)})) +
         "\",\n \"words\": \"" + std::string(as_text(protocol::words_of(world().mk))) +
         "\",\n \"row\": \"" + std::string(kRow) + "\",\n \"answer\": \"" + std::string(kAnswer) + "\",\n \"visits\": [\n  [\n" + first +
         "\n  ],\n  [\n" + second + "\n  ],\n  [\n" + third + "\n  ]\n ]\n}\n";
}

}  // namespace
}  // namespace tipstaff

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: write_session FILE\n", stderr), 2;
  std::ofstream(argv[1], std::ios::binary) << tipstaff::session_json();
}
