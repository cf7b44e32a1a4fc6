#pragma once
// Call: a reward offer and its whole history, every step of it signed (PROTOCOL.md 13.4).

#include <memory>

#include "council/record.h"

namespace tipstaff::council {

// Status of a call at a moment. Lapsed is never signed: it comes by itself.
enum class Status : std::uint8_t { not_yet, open, lapsed, closed };

// VerifiedCall is a history whose every record was signed by the authority and follows
// from the one before.
class VerifiedCall {
 public:
  [[nodiscard]] const std::string& id() const { return records_.front().record.id; }
  [[nodiscard]] const Terms& terms() const { return *terms_; }
  [[nodiscard]] std::uint64_t valid_from() const { return valid_from_; }
  [[nodiscard]] std::uint64_t until() const { return until_; }
  // closed_at: when it was closed, or nothing.
  [[nodiscard]] std::optional<std::uint64_t> closed_at() const { return closed_at_; }
  [[nodiscard]] Status status(std::uint64_t now_unix) const;
  [[nodiscard]] const std::vector<SignedRecord>& records() const { return records_; }
  // head is the hash of the newest record: it names the whole history.
  [[nodiscard]] const Hash32& head() const { return records_.back().hash; }
  [[nodiscard]] std::size_t history_bytes() const;

  // extend adds one record. On an error nothing changed.
  // Errors: those of parse_untrusted_record; conflict (another call's, or not the next in
  // this history), stale (signed before the record that it follows), expired (the call had
  // lapsed or was closed when this was signed), bad_value (an end that is not later, or
  // too far; languages that the call does not have), too_large.
  [[nodiscard]] Result<void> extend(ByteView record, const wire::Programme& programme);

 private:
  friend Result<VerifiedCall> begin_untrusted_call(ByteView, const wire::Programme&);
  VerifiedCall() = default;
  [[nodiscard]] Result<void> check_next(const SignedRecord& next) const;

  std::vector<SignedRecord> records_;
  std::shared_ptr<const Terms> terms_;
  std::uint64_t valid_from_ = 0;
  std::uint64_t until_ = 0;
  std::optional<std::uint64_t> closed_at_;
};

// begin_untrusted_call makes a call of its first record.
// Errors: as extend; wrong_state (not the first record of a call).
[[nodiscard]] Result<VerifiedCall> begin_untrusted_call(ByteView record,
                                                        const wire::Programme& programme);

// A history as a file: for each record `len u32 || record`.
// Errors of parse_untrusted_call: those above, wrong_length, too_large.
[[nodiscard]] Bytes encode_call(const VerifiedCall& call);
[[nodiscard]] Result<VerifiedCall> parse_untrusted_call(ByteView history,
                                                        const wire::Programme& programme);

// sign_opened and sign_next make the record that a call begins or goes on with.
// Errors: those of sign_record, and whatever a reader would say to the record.
[[nodiscard]] Result<VerifiedCall> sign_opened(std::string id, Opened opened, std::uint64_t now_unix,
                                               const wire::Programme& programme,
                                               const crypto::SignKey& authority);
[[nodiscard]] Result<void> sign_next(VerifiedCall& call, Step step, std::uint64_t now_unix,
                                     const wire::Programme& programme,
                                     const crypto::SignKey& authority);

}  // namespace tipstaff::council
