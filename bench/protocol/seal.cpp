// bench_seal PROGRAMME_CONF COUNT
// Hands in tips of one part to the relay of a programme file, from a session with
// twelve words. A line for each: milliseconds of sealing, and of the whole visit.

#include <chrono>
#include <cstdio>

#include "platform/entropy.h"
#include "source/client.h"

using namespace tipstaff;
using Clock = std::chrono::steady_clock;

namespace {

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// timed_visit is source::visit with a watch: the answer to the burn is followed by the sealing.
Result<double> timed_visit(protocol::SourceSession& session, source::Doors& doors) {
  double sealing = 0;
  std::optional<protocol::Request> next = session.begin_visit();
  while (next) {
    auto& door = next->door == protocol::Door::read ? doors.read : doors.lodge;
    TIP_TRY(const auto answer,
            door.request(next->method == protocol::Method::get ? "GET" : "POST", next->path,
                         next->body));
    const auto start = Clock::now();
    TIP_TRY(next, session.answer(answer.status, answer.body));
    if (next && next->door == protocol::Door::lodge) sealing = ms_since(start);
  }
  return sealing;
}

Result<void> measure(const std::filesystem::path& programme_file, int count) {
  TIP_TRY(const auto programme, platform::read_programme_file(programme_file));
  TIP_TRY(auto doors, source::Doors::open(programme.relay_url, programme.lodge_url, ""));
  for (int i = 0; i < count; ++i) {
    // A session solves a challenge set once a tick, so each tip has its own.
    protocol::SourceSession session(programme.programme, platform::fresh_seed());
    session.open_mailbox(platform::fresh_drbg().draw<protocol::MailboxKey>());
    wire::Message message;
    message.flags = wire::kMessageWantsAnswers;
    message.text.assign(2000, 'x');
    TIP_CHECK(session.compose(1, std::move(message), protocol::Hold::over_a_day));
    const auto start = Clock::now();
    TIP_TRY(const auto sealing, timed_visit(session, doors));
    std::printf("%.3f %.2f\n", sealing, ms_since(start));
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  return measure(argv[1], std::stoi(argv[2])) ? 0 : 1;
}
