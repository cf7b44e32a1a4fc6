#include "council/call.h"

#include <algorithm>

#include "council/limits.h"

namespace tipstaff::council {
namespace {

// An end must come, and not too long after somebody last thought about the call.
Result<void> check_end(std::uint64_t until, std::uint64_t from) {
  return until - from <= kTermSecondsMax ? Result<void>{} : fail(Errc::bad_value, "until: more than 366 days");
}

Result<void> check_languages(const Communique& step, const Terms& terms) {
  const bool same = std::ranges::equal(step.notices, terms.texts, {}, &Notice::language, &CallText::language);
  return same ? Result<void>{} : fail(Errc::bad_value, "a communiqué has the languages of its call");
}

}  // namespace

Status VerifiedCall::status(std::uint64_t now_unix) const {
  if (closed_at_ && now_unix >= *closed_at_) return Status::closed;
  if (now_unix >= until_) return Status::lapsed;
  return now_unix < valid_from_ ? Status::not_yet : Status::open;
}

std::size_t VerifiedCall::history_bytes() const {
  std::size_t out = 0;
  for (const auto& signed_record : records_) out += 4 + signed_record.bytes.size();
  return out;
}

Result<void> VerifiedCall::check_next(const SignedRecord& next) const {
  const auto& record = next.record;
  if (record.id != id() || record.seq != records_.size() || record.prev != head())
    return fail(Errc::conflict, "a record that does not follow");
  if (record.signed_at < records_.back().record.signed_at) return fail(Errc::stale, "record of a call");
  if (records_.size() >= kRecordsMax || history_bytes() + 4 + next.bytes.size() > kHistoryBytesMax)
    return fail(Errc::too_large, "history of a call");
  if (const auto* step = std::get_if<Communique>(&record.step)) return check_languages(*step, terms());
  // What changes a call must have been signed while it stood; news may come later.
  if (closed_at_) return fail(Errc::expired, "the call is closed");
  if (record.signed_at >= until_) return fail(Errc::expired, "the call had lapsed");
  if (const auto* step = std::get_if<Renewed>(&record.step)) {
    if (step->until <= until_) return fail(Errc::bad_value, "until: not later than before");
    return check_end(step->until, std::max(record.signed_at, valid_from_));
  }
  return record.step.index() == 0 ? fail(Errc::conflict, "a second opening") : Result<void>{};
}

Result<void> VerifiedCall::extend(ByteView bytes, const wire::Programme& programme) {
  TIP_TRY(auto next, parse_untrusted_record(bytes, programme));
  TIP_CHECK(check_next(next));
  if (const auto* step = std::get_if<Amended>(&next.record.step)) terms_ = std::make_shared<const Terms>(step->terms);
  if (const auto* step = std::get_if<Renewed>(&next.record.step)) until_ = step->until;
  if (std::holds_alternative<Closed>(next.record.step)) closed_at_ = next.record.signed_at;
  records_.push_back(std::move(next));
  return {};
}

Result<VerifiedCall> begin_untrusted_call(ByteView bytes, const wire::Programme& programme) {
  TIP_TRY(auto first, parse_untrusted_record(bytes, programme));
  const auto* step = std::get_if<Opened>(&first.record.step);
  if (step == nullptr || first.record.seq != 0) return fail(Errc::wrong_state, "not the first record of a call");
  if (first.record.signed_at >= step->until) return fail(Errc::expired, "the call had lapsed");
  TIP_CHECK(check_end(step->until, std::max(first.record.signed_at, step->valid_from)));
  VerifiedCall out;
  out.valid_from_ = step->valid_from;
  out.until_ = step->until;
  out.terms_ = std::make_shared<const Terms>(step->terms);
  out.records_.push_back(std::move(first));
  return out;
}

Bytes encode_call(const VerifiedCall& call) {
  wire::Writer out;
  for (const auto& signed_record : call.records())
    out.u32(static_cast<std::uint32_t>(signed_record.bytes.size())).raw(signed_record.bytes);
  return out.take();
}

Result<VerifiedCall> parse_untrusted_call(ByteView history, const wire::Programme& programme) {
  if (history.size() > kHistoryBytesMax) return fail(Errc::too_large, "history of a call");
  wire::Reader in(history);
  const auto take = [&in]() -> Result<ByteView> {
    TIP_TRY(const auto size, in.u32());
    return in.take(size);
  };
  TIP_TRY(const auto first, take());
  TIP_TRY(auto out, begin_untrusted_call(first, programme));
  while (!in.rest().empty()) {
    TIP_TRY(const auto next, take());
    TIP_CHECK(out.extend(next, programme));
  }
  return out;
}

Result<VerifiedCall> sign_opened(std::string id, Opened opened, std::uint64_t now_unix,
                                 const wire::Programme& programme, const crypto::SignKey& authority) {
  const Record record{std::move(id), 0, now_unix, {}, std::move(opened)};
  TIP_TRY(const auto bytes, sign_record(record, programme, authority));
  return begin_untrusted_call(bytes, programme);
}

Result<void> sign_next(VerifiedCall& call, Step step, std::uint64_t now_unix,
                       const wire::Programme& programme, const crypto::SignKey& authority) {
  const Record record{call.id(), static_cast<std::uint16_t>(call.records().size()), now_unix, call.head(),
                      std::move(step)};
  TIP_TRY(const auto bytes, sign_record(record, programme, authority));
  return call.extend(bytes, programme);
}

}  // namespace tipstaff::council
