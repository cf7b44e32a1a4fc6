#include "tipstaff/wire/enrolment.h"

#include "tipstaff/crypto/hash.h"

namespace tipstaff::wire {
namespace {

constexpr std::string_view kFirstLine = "tipstaff-enrolment-v1";

// take_line cuts the first line off `text`, without its end.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  auto line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

Result<Bytes> sign_enrolment(const PostRecord& record, const crypto::SignKey& post) {
  if (record.vk != post.verify_key()) return fail(Errc::bad_value, "enrolment key");
  auto bytes = encode_post_record(record);
  TIP_CHECK(parse_untrusted_post_record(bytes));
  const auto signature = post.sign(kEnrolmentTag, bytes);
  return concat({bytes, signature.view()});
}

Result<VerifiedEnrolment> parse_untrusted_enrolment(ByteView bytes) {
  if (bytes.size() != kEnrolmentBytes) return fail(Errc::wrong_length, "enrolment");
  const auto record = bytes.first(kPostRecordBytes);
  VerifiedEnrolment out;
  TIP_TRY(out.record_, parse_untrusted_post_record(record));
  const auto signature = crypto::Signature::from(bytes.subspan(kPostRecordBytes));
  TIP_CHECK(crypto::verify(kEnrolmentTag, record, out.record_.vk, signature));
  out.hash_ = crypto::sha256(bytes);
  return out;
}

std::string encode_enrolment_text(ByteView enrolment) {
  return std::string(kFirstLine) + "\n" + to_base64(enrolment) + "\n";
}

Result<VerifiedEnrolment> parse_untrusted_enrolment_text(std::string_view text) {
  if (text.size() > kEnrolmentTextMax) return fail(Errc::bad_text, "enrolment");
  if (take_line(text) != kFirstLine) return fail(Errc::bad_text, "enrolment: first line");
  TIP_TRY(const auto bytes, from_base64(take_line(text)));
  if (!text.empty()) return fail(Errc::bad_text, "enrolment: more than two lines");
  return parse_untrusted_enrolment(bytes);
}

}  // namespace tipstaff::wire
