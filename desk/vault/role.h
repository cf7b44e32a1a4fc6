#pragma once
// Role: what an officer may do. Each may do what those before may.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tipstaff::desk {

enum class Role : std::uint8_t {
  nobody = 0,       // has not said who it is
  auditor = 1,      // the audit and counts; no text of a tip
  officer = 2,      // reads, answers, works cases
  supervisor = 3,   // also officers, erasing, and the second pair of eyes
};
inline constexpr std::array<std::string_view, 4> kRoles = {"nobody", "auditor", "officer", "supervisor"};

[[nodiscard]] constexpr std::string_view role_name(Role role) { return kRoles[static_cast<std::size_t>(role)]; }
// parse_role knows the three that somebody can have.
[[nodiscard]] constexpr std::optional<Role> parse_role(std::string_view name) {
  for (const auto role : {Role::auditor, Role::officer, Role::supervisor})
    if (role_name(role) == name) return role;
  return std::nullopt;
}

}  // namespace tipstaff::desk
