#pragma once
// Words: the twelve that open a mailbox, the four of the claim row (BIP39 list).

#include <expected>

#include "tipstaff/bytes/secret.h"
#include "tipstaff/bytes/fixed.h"
#include "tipstaff/crypto/drbg.h"

namespace tipstaff::protocol {

inline constexpr std::size_t kMailboxWords = 12;
inline constexpr std::size_t kRowWords = 4;
inline constexpr std::size_t kCodeWords = 6;

// MailboxKey is mk: the 16 bytes of entropy that twelve words spell.
using MailboxKey = Secret<16, struct MailboxKeyTag>;

// word_list returns the 2048 words in order.
[[nodiscard]] const std::vector<std::string_view>& word_list();

// words_of spells mk as twelve words, parted by single spaces.
[[nodiscard]] SecretBytes words_of(const MailboxKey& mk);

// WordFault says what is wrong with typed words, so that a person can mend it.
struct WordFault {
  Error error;               // bad_word, bad_word_count or bad_checksum
  std::size_t position = 0;  // bad_word: which one, from 0; bad_word_count: how many came
};

// parse_words reads twelve words in any case and spacing.
[[nodiscard]] std::expected<MailboxKey, WordFault> parse_words(ByteView text);

// draw_row draws four words (44 bits). parse_row reads four words, or none, and
// returns them in their one spelling: lower case, single spaces.
[[nodiscard]] SecretBytes draw_row(crypto::Drbg& drbg);
[[nodiscard]] std::expected<SecretBytes, WordFault> parse_row(ByteView text);

// voice_code spells the first 66 bits of a hash as six words, to be compared by voice.
[[nodiscard]] std::string voice_code(const Hash32& hash);

}  // namespace tipstaff::protocol
