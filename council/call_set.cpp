#include "council/call_set.h"

#include <algorithm>

#include "council/limits.h"

namespace tipstaff::council {
namespace {

constexpr std::string_view kMagic = "TSCS";

}  // namespace

const VerifiedCall* CallSet::find(std::string_view id) const {
  const auto at = std::ranges::find(calls_, id, &VerifiedCall::id);
  return at == calls_.end() ? nullptr : &*at;
}

Result<void> CallSet::add(VerifiedCall call) {
  if (calls_.size() >= kCallsMax) return fail(Errc::too_large, "calls");
  const auto at = std::ranges::lower_bound(calls_, call.id(), {}, &VerifiedCall::id);
  if (at != calls_.end() && at->id() == call.id()) return fail(Errc::conflict, "a call with this id");
  calls_.insert(at, std::move(call));
  return {};
}

Result<void> CallSet::replace(VerifiedCall call) {
  const auto at = std::ranges::find(calls_, call.id(), &VerifiedCall::id);
  if (at == calls_.end()) return fail(Errc::not_found, "call");
  *at = std::move(call);
  return {};
}

Result<Bytes> encode_call_set(const CallSet& set) {
  wire::Writer out;
  out.raw(as_bytes(kMagic)).u16(static_cast<std::uint16_t>(set.calls().size()));
  for (const auto& call : set.calls()) {
    const auto history = encode_call(call);
    out.u32(static_cast<std::uint32_t>(history.size())).raw(history);
  }
  if (out.size() > kCallSetBytesMax) return fail(Errc::too_large, "calls");
  return out.take();
}

Result<CallSet> parse_untrusted_call_set(ByteView bytes, const wire::Programme& programme) {
  if (bytes.size() > kCallSetBytesMax) return fail(Errc::too_large, "calls");
  wire::Reader in(bytes);
  TIP_TRY(const auto magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return fail(Errc::bad_magic, "calls");
  TIP_TRY(const auto count, in.u16());
  CallSet out;
  for (unsigned i = 0; i < count; ++i) {
    TIP_TRY(const auto size, in.u32());
    TIP_TRY(const auto history, in.take(size));
    TIP_TRY(auto call, parse_untrusted_call(history, programme));
    if (!out.calls().empty() && call.id() < out.calls().back().id()) return fail(Errc::bad_value, "order of calls");
    TIP_CHECK(out.add(std::move(call)));
  }
  TIP_CHECK(in.end());
  return out;
}

}  // namespace tipstaff::council
