#pragma once
// Record: one signed step in the history of a call (PROTOCOL.md 13.1).

#include <variant>

#include "council/terms.h"
#include "tipstaff/wire/limits.h"
#include "tipstaff/wire/programme.h"

namespace tipstaff::council {

struct Opened {
  std::uint64_t valid_from = 0;  // unix seconds
  std::uint64_t until = 0;       // the call is over at this second
  Terms terms;
  friend bool operator==(const Opened&, const Opened&) = default;
};
struct Amended {
  Terms terms;  // all of them, not only what changed
  friend bool operator==(const Amended&, const Amended&) = default;
};
struct Renewed {
  std::uint64_t until = 0;
  friend bool operator==(const Renewed&, const Renewed&) = default;
};
enum class Ending : std::uint8_t { answered = 1, withdrawn = 2 };
struct Closed {
  Ending ending = Ending::withdrawn;
  friend bool operator==(const Closed&, const Closed&) = default;
};
// Notice is a communiqué in one language.
struct Notice {
  std::string language;
  std::string title;
  std::string text;  // Markdown, as in CallText
  friend bool operator==(const Notice&, const Notice&) = default;
};
struct Communique {
  std::vector<Notice> notices;  // ascending by language; the languages of the call
  friend bool operator==(const Communique&, const Communique&) = default;
};

// The number of a step on the wire is its place here, from 1 on.
using Step = std::variant<Opened, Amended, Renewed, Closed, Communique>;

struct Record {
  std::string id;               // of the call
  std::uint16_t seq = 0;        // 0, 1, 2, ...
  std::uint64_t signed_at = 0;  // unix seconds, by the authority's clock
  Hash32 prev;                  // H(the record before), zero in the first
  Step step;

  friend bool operator==(const Record&, const Record&) = default;
};

// SignedRecord is a record whose signature by the authority was checked.
struct SignedRecord {
  Record record;
  Hash32 hash;  // H(bytes)
  Bytes bytes;
};

inline constexpr std::string_view kCallTag = "tipstaff-call-v1";

// sign_record encodes and signs. Errors: bad_value, bad_text, too_large.
[[nodiscard]] Result<Bytes> sign_record(const Record& record, const wire::Programme& programme,
                                        const crypto::SignKey& authority);

// parse_untrusted_record checks form, programme and signature; not the place in a history.
// Errors: wrong_length, bad_magic, bad_padding, bad_value, bad_text, too_large, bad_signature.
[[nodiscard]] Result<SignedRecord> parse_untrusted_record(ByteView bytes,
                                                          const wire::Programme& programme);

}  // namespace tipstaff::council
