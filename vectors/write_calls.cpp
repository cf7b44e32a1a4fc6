// Writes vectors/calls.json: histories of calls, good ones and one for each way in which
// one is refused (PROTOCOL.md 13).
//   write_calls FILE

#include <cstdio>
#include <fstream>

#include "council/testing/example.h"

namespace tipstaff::council {
namespace {

using testing::Example;
using testing::kDay;
using testing::kNow;
using testing::kUntil;

class Writer {
 public:
  explicit Writer(const char* file) : out_(file) { out_ << "{\n\"source\": \"PROTOCOL.md 13\",\n\"vectors\": ["; }
  ~Writer() { out_ << "\n]\n}\n"; }
  // add keeps a history and what a reader says to it: 0, or the number of an error.
  void add(std::string_view name, ByteView history, Errc expect, std::uint64_t until = 0) {
    out_ << (first_ ? "\n" : ",\n") << "{\"name\": \"" << name << "\", \"authority_vk\": \"" << to_hex(example.programme.authority_vk.view())
         << "\", \"origin\": \"" << to_hex(as_bytes(example.programme.origin)) << "\", \"expect\": " << unsigned(expect)
         << ", \"until\": " << until << ", \"history\": \"" << to_hex(history) << "\"}";
    first_ = false;
  }
  // after adds one more record to a good call, signed by whoever.
  void after(std::string_view name, const VerifiedCall& call, Record record, const crypto::SignKey& key, Errc expect) {
    const auto bytes = *sign_record(record, example.programme, key);
    wire::Writer all;
    all.raw(encode_call(call)).u32(static_cast<std::uint32_t>(bytes.size())).raw(bytes);
    add(name, all.view(), expect);
  }
  Example example;

 private:
  std::ofstream out_;
  bool first_ = true;
};

void write(Writer& out) {
  const auto& example = out.example;
  const auto call = *example.open();
  const auto next = [&](Step step, std::uint64_t at) { return Record{call.id(), 1, at, call.head(), std::move(step)}; };
  out.add("opened", encode_call(call), Errc{}, kUntil);
  auto renewed = call;
  if (example.next(renewed, Renewed{kUntil + kDay}, kUntil - 1) && example.next(renewed, Example::communique(), kUntil))
    out.add("renewed in the last second", encode_call(renewed), Errc{}, kUntil + kDay);
  out.after("renewed too late", call, next(Renewed{kUntil + kDay}, kUntil), example.authority, Errc::expired);
  out.after("renewed by another key", call, next(Renewed{kUntil + kDay}, kNow), example.stranger, Errc::bad_signature);
  out.after("renewed to an earlier end", call, next(Renewed{kUntil}, kNow), example.authority, Errc::bad_value);
  out.after("signed before the last record", call, next(Closed{}, kNow - 1), example.authority, Errc::stale);
  auto fork = next(Closed{}, kNow);
  fork.prev = Hash32::from(Bytes(32, 1));
  out.after("does not follow", call, fork, example.authority, Errc::conflict);
  auto history = encode_call(call);
  history.push_back(0);
  out.add("a byte too many", history, Errc::wrong_length);
}

}  // namespace
}  // namespace tipstaff::council

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: write_calls FILE\n", stderr), 2;
  tipstaff::council::Writer out(argv[1]);
  tipstaff::council::write(out);
}
