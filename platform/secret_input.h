#pragma once
// Where a passphrase or words come from: a file, a descriptor, or the terminal;
// never the command line, which every user of the machine can read.

#include <string>
#include <string_view>

#include "tipstaff/bytes/secret.h"

namespace tipstaff::platform {

struct SecretInput {
  std::string file;
  int fd = -1;

  // given tells whether it comes without a person.
  [[nodiscard]] bool given() const { return fd >= 0 || !file.empty(); }
};

inline constexpr std::size_t kSecretLineMax = 1024;

// read_secret reads one line from the descriptor, the whole file without its last
// line end, or asks on the terminal. Errors: not_found (no file, no terminal), too_large.
[[nodiscard]] Result<SecretBytes> read_secret(const SecretInput& input, const char* prompt);

// read_new_secret asks twice on the terminal. Errors: as above, conflict (they differ).
[[nodiscard]] Result<SecretBytes> read_new_secret(const SecretInput& input, const char* prompt);

// secret_fault says in words for people why one of these three gave nothing; empty
// when the error is another's.
[[nodiscard]] std::string_view secret_fault(const Error& error);

// ask_terminal asks on the terminal only, without showing what is typed.
[[nodiscard]] Result<SecretBytes> ask_terminal(const char* prompt);

}  // namespace tipstaff::platform
