#pragma once
// What goes with a case besides its tips (PROTOCOL.md 14.3): statements, accounts, suspects,
// hypotheses. Numbers of tips, statements and hypotheses are places in their lists.

#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {

inline constexpr std::uint16_t kNoTip = 0xFFFF;        // a statement whose tip was erased
inline constexpr std::size_t kReferredNameBytesMax = 120;
inline constexpr std::size_t kReferredTextBytesMax = 4000;
inline constexpr std::size_t kReferredDetailBytesMax = 300;
inline constexpr std::size_t kReferredDetailsMax = 100;
inline constexpr std::size_t kReferredListMax = 5000;
inline constexpr std::uint8_t kReferredMarks = 5;      // very consistent ... very inconsistent

struct ReferredStatement {
  std::string text;
  char reliability = 'F';        // A to F
  char credibility = '6';        // 1 to 6
  std::uint16_t tip = kNoTip;
  std::uint32_t offset = 0;      // bytes of that tip's text
  std::uint32_t length = 0;

  friend bool operator==(const ReferredStatement&, const ReferredStatement&) = default;
};

// ReferredAccount: `kind` is the name of a type of observables.
struct ReferredAccount {
  std::string kind;
  std::string value;

  friend bool operator==(const ReferredAccount&, const ReferredAccount&) = default;
};

struct ReferredSuspect {
  std::string name;
  std::string note;              // may have lines
  std::vector<std::string> aliases;
  std::vector<ReferredAccount> accounts;
  std::vector<std::string> places;
  std::vector<std::string> times;
  std::vector<std::uint16_t> statements;

  friend bool operator==(const ReferredSuspect&, const ReferredSuspect&) = default;
};

struct ReferredMark {
  std::uint16_t statement = 0;
  std::uint16_t hypothesis = 0;
  std::uint8_t mark = 2;

  friend bool operator==(const ReferredMark&, const ReferredMark&) = default;
};

struct ReferredCase {
  std::string name;
  std::vector<ReferredStatement> statements;
  std::vector<ReferredAccount> accounts;      // that were accepted into the case
  std::vector<ReferredSuspect> suspects;
  std::vector<std::string> hypotheses;
  std::vector<ReferredMark> marks;

  friend bool operator==(const ReferredCase&, const ReferredCase&) = default;
};

void write_referred_case(SecretWriter& out, const ReferredCase& file);

// read_untrusted_referred_case reads one; `tips` is how many tips there are to point at.
// Errors: wrong_length, bad_value, bad_text, too_large.
[[nodiscard]] Result<ReferredCase> read_untrusted_referred_case(Reader& in, std::size_t tips);

// Texts of a referral: u16 length and UTF-8; a line has no control characters, and one of
// `least` bytes or more. Errors: wrong_length, too_large, bad_text.
void write_short_text(SecretWriter& out, std::string_view text);
[[nodiscard]] Result<std::string> read_short_text(Reader& in, std::size_t most);
[[nodiscard]] Result<std::string> read_short_line(Reader& in, std::size_t least, std::size_t most);

}  // namespace tipstaff::wire
