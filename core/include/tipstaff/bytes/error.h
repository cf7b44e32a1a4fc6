#pragma once
// How core code says no: an error code, and nothing that came from outside.

#include <cstdint>
#include <expected>
#include <string_view>

namespace tipstaff {

// Errc is the closed list of refusals. PROTOCOL.md section 12 mirrors it; the
// numbers cross the WebAssembly bridge negated, so they never change.
enum class Errc : std::uint8_t {
  wrong_length = 1,     // not exactly the bytes that the object has
  bad_magic = 2,        // another kind of object
  bad_version = 3,      // a version that we do not know
  bad_padding = 4,      // padding that is not zero
  bad_value = 5,        // a field outside its range
  bad_point = 6,        // not a canonical group element, or the identity
  bad_signature = 7,    // a signature that does not verify
  bad_ciphertext = 8,   // an AEAD tag that does not verify
  not_for_us = 9,       // sealed to somebody else
  bad_text = 10,        // text that is not in the form asked for
  bad_word = 11,        // a word outside the BIP39 list
  bad_word_count = 12,  // not the number of words asked for
  bad_checksum = 13,    // known words that do not belong together
  too_large = 14,       // more than the limit named in limits.h
  stale = 15,           // too old
  weak = 16,            // a stamp with too little effort
  reused = 17,          // a stamp that was used for something else
  conflict = 18,        // another object already holds this place
  wrong_epoch = 19,     // keys of another epoch
  wrong_hash = 20,      // bytes that are not what their name says
  wrong_state = 21,     // a call that makes no sense now
  closed = 22,          // the post has no keys this epoch
  not_found = 23,       // nothing under this name
  bad_proof = 24,       // a log proof that does not lead to the root
  bad_status = 25,      // the relay answered with an unexpected status
  wrong_sender = 26,    // sealed by a key that is not in the roster
  not_yet_valid = 27,   // a roster of the future
  expired = 28,         // a roster that has run out
};

// errc_name returns the name above, for tests and for log lines.
[[nodiscard]] std::string_view errc_name(Errc code) noexcept;

// Error names what was wrong and in which field or step. `where` is a literal
// of our own source text: no input, key, name or path ever enters it.
struct Error {
  Errc code;
  std::string_view where;

  friend bool operator==(const Error& a, const Error& b) { return a.code == b.code; }
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(Errc code, std::string_view where) {
  return std::unexpected(Error{code, where});
}

// contract_failed stops the program: it is wrong, and no input can make it so.
[[noreturn]] void contract_failed(const char* file, int line) noexcept;

}  // namespace tipstaff

#define TIP_CONCAT_INNER(a, b) a##b
#define TIP_CONCAT(a, b) TIP_CONCAT_INNER(a, b)

// TIP_TRY(declaration, expression): binds the value or returns the error.
#define TIP_TRY(declaration, ...)                                           \
  auto TIP_CONCAT(tip_result_, __LINE__) = (__VA_ARGS__);                   \
  if (!TIP_CONCAT(tip_result_, __LINE__)) [[unlikely]]                      \
    return std::unexpected(TIP_CONCAT(tip_result_, __LINE__).error());      \
  declaration = std::move(*TIP_CONCAT(tip_result_, __LINE__))

// TIP_CHECK(expression): for Result<void>, or where the value is not needed.
#define TIP_CHECK(...)                                                      \
  if (auto tip_checked = (__VA_ARGS__); !tip_checked) [[unlikely]]          \
  return std::unexpected(tip_checked.error())

// TIP_ASSERT(condition): on in every build.
#define TIP_ASSERT(condition)                 \
  do {                                        \
    if (!(condition)) [[unlikely]]            \
      ::tipstaff::contract_failed(__FILE__, __LINE__); \
  } while (false)
