#pragma once
// MmdbWriter makes small MMDB files for tests (MaxMind DB file format 2.0, record size
// 24, IPv6 tree with IPv4 in its first 96 zero bits).

#include <array>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::desk {

// Values as the format writes them.
namespace mmdb {

inline std::string head(unsigned type, std::size_t size) {
  const auto first = size < 29 ? size : 29;
  std::string out;
  out += static_cast<char>((type <= 7 ? type << 5 : 0) | first);
  if (type > 7) out += static_cast<char>(type - 7);
  if (size >= 29) out += static_cast<char>(size - 29);
  return out;
}
inline std::string text(std::string_view value) { return head(2, value.size()) + std::string(value); }
inline std::string boolean(bool value) { return head(14, value ? 1 : 0); }
inline std::string number(unsigned type, std::uint64_t value, std::size_t bytes) {
  std::string out = head(type, bytes);
  while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes));
  return out;
}
inline std::string real(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return number(3, bits, 8);
}
inline std::string map(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string out = head(7, fields.size());
  for (const auto& [name, value] : fields) out += text(name) + value;
  return out;
}

}  // namespace mmdb

class MmdbWriter {
 public:
  // add_ipv4 says what is known of a network, a value as mmdb:: writes them.
  void add_ipv4(std::array<std::uint8_t, 4> address, unsigned prefix, const std::string& value) {
    std::array<std::uint8_t, 16> whole{};
    std::copy(address.begin(), address.end(), whole.begin() + 12);
    add(whole, 96 + prefix, value);
  }
  void add(const std::array<std::uint8_t, 16>& address, unsigned prefix, const std::string& value) {
    std::size_t node = 0;
    for (unsigned bit = 0;; ++bit) {
      const bool right = (address[bit / 8] >> (7 - bit % 8) & 1) != 0;
      if (bit + 1 == prefix) {
        nodes_[node][right] = -1 - static_cast<long>(data_.size());
        break;
      }
      if (nodes_[node][right] <= 0) {
        nodes_[node][right] = static_cast<long>(nodes_.size());
        nodes_.push_back({0, 0});
      }
      node = static_cast<std::size_t>(nodes_[node][right]);
    }
    data_ += value;
  }

  [[nodiscard]] Bytes file() const {
    std::string out;
    for (const auto& node : nodes_)
      for (const long record : node) {
        const auto count = static_cast<long>(nodes_.size());
        const long value = record > 0 ? record : record == 0 ? count : count + 16 + (-1 - record);
        for (int shift = 16; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
      }
    out += std::string(16, '\0') + data_ + "\xAB\xCD\xEF" "MaxMind.com";
    out += mmdb::map({{"binary_format_major_version", mmdb::number(5, 2, 1)},
                      {"binary_format_minor_version", mmdb::number(5, 0, 0)},
                      {"build_epoch", mmdb::number(9, 1'700'000'000, 4)},
                      {"database_type", mmdb::text("Tipstaff-Test")},
                      {"description", mmdb::map({{"en", mmdb::text("made up")}})},
                      {"ip_version", mmdb::number(5, 6, 1)},
                      {"languages", mmdb::head(11, 1) + mmdb::text("en")},
                      {"node_count", mmdb::number(6, nodes_.size(), 4)},
                      {"record_size", mmdb::number(5, 24, 1)}});
    return {out.begin(), out.end()};
  }

 private:
  // A record is a node (over 0), nothing (0), or -1 - an offset in the data.
  std::vector<std::array<long, 2>> nodes_{{0, 0}};
  std::string data_;
};

}  // namespace tipstaff::desk
