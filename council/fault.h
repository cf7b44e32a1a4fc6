#pragma once
// Fault: an error in a text that a person wrote, and the line it is in.

#include "tipstaff/bytes/error.h"

namespace tipstaff::council {

struct Fault {
  Error error;
  unsigned line = 0;  // from 1; 0: the file as a whole
};

template <class T>
using Checked = std::expected<T, Fault>;

[[nodiscard]] inline std::unexpected<Fault> fault(Errc code, std::string_view where, unsigned line) {
  return std::unexpected(Fault{{code, where}, line});
}

}  // namespace tipstaff::council
