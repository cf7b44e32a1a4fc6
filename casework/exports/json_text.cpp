#include "casework/exports/json_text.h"

#include <charconv>
#include <cmath>

#include "casework/exports/escape.h"

namespace tipstaff::casework {
namespace {

std::string quoted(std::string_view text) { return '"' + escape_json(text) + '"'; }

}  // namespace

// Rounded to six decimals; the shortest digits that are this number, never "-0".
std::string write_degrees(double value) {
  const double rounded = std::round(value * 1e6) / 1e6;
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, rounded == 0 ? 0.0 : rounded, std::chars_format::fixed).ptr;
  return {text, end};
}

JsonObject& JsonObject::raw(std::string_view name, std::string json) {
  members_.insert_or_assign(std::string(name), std::move(json));
  return *this;
}

JsonObject& JsonObject::text(std::string_view name, std::string_view value) { return raw(name, quoted(value)); }
JsonObject& JsonObject::number(std::string_view name, std::int64_t value) { return raw(name, std::to_string(value)); }
JsonObject& JsonObject::degrees(std::string_view name, double value) { return raw(name, write_degrees(value)); }
JsonObject& JsonObject::flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }

JsonObject& JsonObject::list(std::string_view name, std::span<const std::string> jsons) {
  if (jsons.empty()) return *this;
  std::string out = "[";
  for (const auto& one : jsons) out += (out.size() > 1 ? "," : "") + one;
  return raw(name, out + ']');
}

JsonObject& JsonObject::texts(std::string_view name, std::span<const std::string> values) {
  if (values.empty()) return *this;
  std::string out = "[";
  for (const auto& one : values) out += (out.size() > 1 ? "," : "") + quoted(one);
  return raw(name, out + ']');
}

JsonObject& JsonObject::add(const JsonObject& other) {
  for (const auto& [name, json] : other.members_) members_.insert_or_assign(name, json);
  return *this;
}

std::string JsonObject::write() const {
  std::string out = "{";
  for (const auto& [name, json] : members_) out += (out.size() > 1 ? "," : "") + quoted(name) + ':' + json;
  return out + '}';
}

}  // namespace tipstaff::casework
