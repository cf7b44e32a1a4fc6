#pragma once
// CallSet: every call of a programme in one file, so that whoever fetches it does not
// tell which call they read (PROTOCOL.md 13.6).

#include "council/call.h"

namespace tipstaff::council {

class CallSet {
 public:
  [[nodiscard]] const std::vector<VerifiedCall>& calls() const { return calls_; }  // by id
  [[nodiscard]] const VerifiedCall* find(std::string_view id) const;

  // add puts a call in its place. Errors: conflict (the id is taken), too_large.
  [[nodiscard]] Result<void> add(VerifiedCall call);
  // replace puts a call where the one with its id stands. Errors: not_found.
  [[nodiscard]] Result<void> replace(VerifiedCall call);

 private:
  std::vector<VerifiedCall> calls_;
};

// `"TSCS" || count u16`, then for each call, ascending by id, `len u32 || history`.
// Errors: too_large; of parse_untrusted_call_set also wrong_length, bad_magic, bad_value
// (not ascending), conflict (two calls with one id), and those of parse_untrusted_call.
[[nodiscard]] Result<Bytes> encode_call_set(const CallSet& set);
[[nodiscard]] Result<CallSet> parse_untrusted_call_set(ByteView bytes, const wire::Programme& programme);

}  // namespace tipstaff::council
