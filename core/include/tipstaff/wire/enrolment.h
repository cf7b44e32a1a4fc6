#pragma once
// Enrolment: what a post sends to the authority to enter the roster. The post
// signs its own record, and both sides compare a short code by voice.
//
//   record 256 (as in the roster) | sig 64 by the record's vk
//
// As a text file: the line "tipstaff-enrolment-v1", then one line of base64.

#include "tipstaff/wire/roster.h"

namespace tipstaff::wire {

inline constexpr std::string_view kEnrolmentTag = "tipstaff-enrol-v1";
inline constexpr std::size_t kEnrolmentBytes = kPostRecordBytes + kSignatureBytes;
inline constexpr std::size_t kEnrolmentTextMax = 1024;  // the file has about 450 bytes

// VerifiedEnrolment is a record signed by the key that it names.
class VerifiedEnrolment {
 public:
  [[nodiscard]] const PostRecord& operator*() const { return record_; }
  [[nodiscard]] const PostRecord* operator->() const { return &record_; }
  // hash of record and signature; protocol::voice_code spells it.
  [[nodiscard]] const Hash32& hash() const { return hash_; }

 private:
  friend Result<VerifiedEnrolment> parse_untrusted_enrolment(ByteView);
  PostRecord record_;
  Hash32 hash_;
};

// sign_enrolment writes exactly 320 bytes. Errors: bad_value, bad_text (a record
// that no roster could hold, or with another vk than `post`'s).
[[nodiscard]] Result<Bytes> sign_enrolment(const PostRecord& record, const crypto::SignKey& post);

// Errors: wrong_length, bad_signature, and those of parse_untrusted_post_record.
[[nodiscard]] Result<VerifiedEnrolment> parse_untrusted_enrolment(ByteView bytes);

// The text form. Line ends may be LF or CRLF. Errors: bad_text, and those above.
[[nodiscard]] std::string encode_enrolment_text(ByteView enrolment);
[[nodiscard]] Result<VerifiedEnrolment> parse_untrusted_enrolment_text(std::string_view text);

}  // namespace tipstaff::wire
