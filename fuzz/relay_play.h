#pragma once
// RelayPlay: a session and its relay, driven by a fuzzer's input.

#include <optional>

#include "tipstaff/protocol/source.h"
#include "tipstaff/wire/reader.h"

namespace tipstaff::fuzz {

class RelayPlay {
 public:
  explicit RelayPlay(ByteView input);

  // step does the next operation; false when the input has none left.
  bool step();

 private:
  [[nodiscard]] Bytes honest_body();
  [[nodiscard]] Bytes reply_body();
  [[nodiscard]] Bytes changed(Bytes body);
  void answer(unsigned status, ByteView body);
  void check_request() const;
  void compose();
  [[nodiscard]] std::uint8_t byte();

  wire::Reader in_;
  protocol::SourceSession session_;
  std::optional<protocol::Request> asked_;
  std::uint64_t tick_;
};

}  // namespace tipstaff::fuzz
