#include "desk/cases/campaign_stix.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "casework/exports/stix_crews.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

constexpr std::size_t kTechniquesMax = 200;
constexpr std::int64_t kYear10000Ms = 253'402'300'800'000;  // a stamp has four digits for the year
constexpr double kSurpriseMax = 1e15;

// The form was checked when it came in, not that the numbers make sense.
double real(const json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  boost::system::error_code error;
  const double out = value != nullptr ? value->to_number<double>(error) : 0;
  return error || !std::isfinite(out) ? 0 : out;
}
std::int64_t when(const json::object& object, const char* name) {
  return static_cast<std::int64_t>(std::clamp(real(object, name), 0.0, static_cast<double>(kYear10000Ms - 1)));
}
std::string text(const json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::size_t number(const json::object& object, std::size_t otherwise) {
  const auto* value = object.if_contains("crew");
  return value != nullptr && value->is_int64() && value->as_int64() > 0 ? static_cast<std::size_t>(value->as_int64()) : otherwise;
}

casework::StixCrew crew_of(const json::object& object, std::size_t otherwise) {
  casework::StixCrew out{number(object, otherwise), std::llround(std::clamp(real(object, "surprise"), 0.0, kSurpriseMax)), real(object, "stability"), when(object, "first"), when(object, "last"), {}};
  const auto* members = object.if_contains("members");
  if (members == nullptr || !members->is_array()) return out;
  for (const auto& one : members->as_array())
    if (const auto* member = one.if_object()) out.members.push_back({text(*member, "account"), text(*member, "handle"), text(*member, "role"), when(*member, "first")});
  return out;
}

}  // namespace

Result<std::vector<casework::Technique>> parse_techniques(const std::vector<std::string>& words) {
  if (words.size() > kTechniquesMax) return fail(Errc::bad_value, "request techniques");
  std::vector<casework::Technique> out;
  for (const auto& word : words) {
    auto technique = casework::parse_technique(word);
    if (!technique) return fail(Errc::bad_value, "request techniques");
    out.push_back(std::move(*technique));
  }
  return out;
}

std::string campaign_stix(const std::vector<std::string>& crews, const std::vector<casework::Technique>& techniques, std::int64_t now_ms) {
  std::vector<casework::StixCrew> out;
  for (const auto& crew : crews) {
    boost::system::error_code error;
    const auto value = json::parse(crew, error);
    if (!error && value.is_object()) out.push_back(crew_of(value.as_object(), out.size() + 1));
  }
  return casework::write_stix_crews(out, techniques, now_ms);
}

}  // namespace tipstaff::desk
