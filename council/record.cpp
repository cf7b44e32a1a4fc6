#include "council/record.h"

#include "council/limits.h"
#include "council/text_rules.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::council {
namespace {

using wire::Reader;
using wire::Writer;

constexpr std::string_view kMagic = "TSC1";

Result<void> check_notices(const std::vector<Notice>& notices) {
  if (notices.empty()) return fail(Errc::bad_value, "no language");
  if (notices.size() > kLanguagesMax) return fail(Errc::too_large, "languages");
  for (std::size_t i = 0; i < notices.size(); ++i) {
    TIP_CHECK(check_language(notices[i].language));
    TIP_CHECK(check_line(notices[i].title, kTitleBytesMax));
    TIP_CHECK(check_text(notices[i].text, kTextBytesMax));
    if (i > 0 && notices[i].language <= notices[i - 1].language)
      return fail(Errc::bad_value, "order of languages");
  }
  return {};
}

struct CheckStep {
  Result<void> operator()(const Opened& step) const {
    if (step.until <= step.valid_from || step.until > kUnixMax) return fail(Errc::bad_value, "until");
    return check_terms(step.terms);
  }
  Result<void> operator()(const Amended& step) const { return check_terms(step.terms); }
  Result<void> operator()(const Renewed& step) const {
    return step.until <= kUnixMax ? Result<void>{} : fail(Errc::bad_value, "until");
  }
  Result<void> operator()(const Closed& step) const {
    const bool known = step.ending == Ending::answered || step.ending == Ending::withdrawn;
    return known ? Result<void>{} : fail(Errc::bad_value, "ending");
  }
  Result<void> operator()(const Communique& step) const { return check_notices(step.notices); }
};

struct WriteStep {
  Writer& out;
  void operator()(const Opened& step) const {
    out.u64(step.valid_from).u64(step.until);
    write_terms(out, step.terms);
  }
  void operator()(const Amended& step) const { write_terms(out, step.terms); }
  void operator()(const Renewed& step) const { out.u64(step.until); }
  void operator()(const Closed& step) const { out.u8(static_cast<std::uint8_t>(step.ending)); }
  void operator()(const Communique& step) const {
    out.u8(static_cast<std::uint8_t>(step.notices.size()));
    for (const auto& notice : step.notices)
      for (const auto& field : {notice.language, notice.title, notice.text}) write_text(out, field);
  }
};

Result<Step> read_opened(Reader& in) {
  Opened out;
  TIP_TRY(out.valid_from, in.u64());
  TIP_TRY(out.until, in.u64());
  TIP_TRY(out.terms, read_terms(in));
  return out;
}

Result<Step> read_amended(Reader& in) {
  Amended out;
  TIP_TRY(out.terms, read_terms(in));
  return out;
}

Result<Step> read_renewed(Reader& in) {
  Renewed out;
  TIP_TRY(out.until, in.u64());
  return out;
}

Result<Step> read_closed(Reader& in) {
  TIP_TRY(const auto ending, in.u8());
  return Closed{static_cast<Ending>(ending)};
}

Result<Step> read_communique(Reader& in) {
  Communique out;
  TIP_TRY(const auto count, in.u8());
  for (unsigned i = 0; i < count; ++i) {
    Notice notice;
    TIP_TRY(notice.language, read_text(in));
    TIP_TRY(notice.title, read_text(in));
    TIP_TRY(notice.text, read_text(in));
    out.notices.push_back(std::move(notice));
  }
  return out;
}

Result<Step> read_step(Reader& in, std::uint8_t kind) {
  switch (kind) {
    case 1: return read_opened(in);
    case 2: return read_amended(in);
    case 3: return read_renewed(in);
    case 4: return read_closed(in);
    case 5: return read_communique(in);
    default: return fail(Errc::bad_value, "kind of record");
  }
}

Result<void> check_record(const Record& record) {
  TIP_CHECK(check_id(record.id));
  if (record.signed_at > kUnixMax) return fail(Errc::bad_value, "signed_at");
  if ((record.seq == 0) != record.prev.is_zero()) return fail(Errc::bad_value, "prev");
  return std::visit(CheckStep{}, record.step);
}

Result<Record> read_record(Reader& in, const Hash32& nr) {
  TIP_TRY(const auto magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return fail(Errc::bad_magic, "record of a call");
  TIP_TRY(const auto kind, in.u8());
  TIP_CHECK(in.zeros(1));
  Record out;
  TIP_TRY(out.seq, in.u16());
  TIP_TRY(out.signed_at, in.u64());
  TIP_TRY(const auto programme, in.fixed<Hash32>());
  if (programme != nr) return fail(Errc::bad_value, "a call of another programme");
  TIP_TRY(out.prev, in.fixed<Hash32>());
  TIP_TRY(out.id, read_text(in));
  TIP_TRY(out.step, read_step(in, kind));
  TIP_CHECK(in.end());
  TIP_CHECK(check_record(out));
  return out;
}

}  // namespace

Result<Bytes> sign_record(const Record& record, const wire::Programme& programme,
                          const crypto::SignKey& authority) {
  TIP_CHECK(check_record(record));
  Writer out;
  out.raw(as_bytes(kMagic)).u8(static_cast<std::uint8_t>(record.step.index() + 1)).u8(0);
  out.u16(record.seq).u64(record.signed_at).raw(wire::programme_hash(programme).view());
  out.raw(record.prev.view());
  write_text(out, record.id);
  std::visit(WriteStep{out}, record.step);
  if (out.size() + wire::kSignatureBytes > kRecordBytesMax) return fail(Errc::too_large, "record of a call");
  out.raw(authority.sign(kCallTag, out.view()).view());
  return out.take();
}

Result<SignedRecord> parse_untrusted_record(ByteView bytes, const wire::Programme& programme) {
  if (bytes.size() > kRecordBytesMax) return fail(Errc::too_large, "record of a call");
  if (bytes.size() < wire::kSignatureBytes) return fail(Errc::wrong_length, "record of a call");
  const auto body = bytes.first(bytes.size() - wire::kSignatureBytes);
  // The signature comes first: what strangers wrote meets no further parser.
  TIP_CHECK(crypto::verify(kCallTag, body, programme.authority_vk,
                           crypto::Signature::from(bytes.last(wire::kSignatureBytes))));
  Reader in(body);
  SignedRecord out;
  TIP_TRY(out.record, read_record(in, wire::programme_hash(programme)));
  out.hash = crypto::sha256(bytes);
  out.bytes.assign(bytes.begin(), bytes.end());
  return out;
}

}  // namespace tipstaff::council
