#pragma once
// Which role each method of the API takes. The page hides what one may not do; this decides.

#include <optional>
#include <span>
#include <string_view>

#include "desk/vault/role.h"

namespace tipstaff::desk {

struct MethodRole {
  std::string_view method;
  Role least;
};
[[nodiscard]] std::span<const MethodRole> method_roles();

// least_role: nothing for a method that is not in the table, which then nobody may call.
[[nodiscard]] std::optional<Role> least_role(std::string_view method);

}  // namespace tipstaff::desk
