#pragma once
// The BIP39 English word list as one text, words parted by single spaces.

#include <string_view>

namespace tipstaff::protocol {

extern const std::string_view kWordText;

}  // namespace tipstaff::protocol
