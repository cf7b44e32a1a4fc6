#pragma once
// The words of a source, from a file or the terminal; and what to say about typos.

#include "platform/secret_input.h"
#include "tipstaff/protocol/words.h"

namespace tipstaff::source {

struct Words {
  protocol::MailboxKey mk;
  SecretBytes row;  // empty: no claim row
};

// read_words reads the twelve words, and the claim row from the second line of a
// file, or asks for it on the terminal when `ask_row`. What is wrong goes to `fault`
// as a sentence. Errors: not_found, bad_word, bad_word_count, bad_checksum.
[[nodiscard]] Result<Words> read_words(const platform::SecretInput& input, bool ask_row,
                                       std::string& fault);

// word_fault_text says which word is wrong and what it may have been.
[[nodiscard]] std::string word_fault_text(const protocol::WordFault& fault, ByteView typed,
                                          std::size_t wanted);

}  // namespace tipstaff::source
