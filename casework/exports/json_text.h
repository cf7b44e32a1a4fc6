#pragma once
// JSON in its canonical form (RFC 8785): no spaces, names in order, one way to write
// each value. The same content is the same bytes.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace tipstaff::casework {

// write_degrees writes a fraction of at most six decimals in its shortest form.
[[nodiscard]] std::string write_degrees(double value);

// JsonObject collects members; their names are ours and ASCII, where the order of
// bytes is that of RFC 8785. A name that is given twice keeps the last value.
class JsonObject {
 public:
  JsonObject& text(std::string_view name, std::string_view value);
  JsonObject& number(std::string_view name, std::int64_t value);
  JsonObject& degrees(std::string_view name, double value);
  JsonObject& flag(std::string_view name, bool value);
  // raw takes what is JSON already.
  JsonObject& raw(std::string_view name, std::string json);
  // texts and list add nothing when there is nothing.
  JsonObject& texts(std::string_view name, std::span<const std::string> values);
  JsonObject& list(std::string_view name, std::span<const std::string> jsons);
  // add takes over all members of another.
  JsonObject& add(const JsonObject& other);

  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] std::string write() const;

 private:
  std::map<std::string, std::string, std::less<>> members_;
};

}  // namespace tipstaff::casework
