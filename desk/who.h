#pragma once
// Who: an officer who has come in.

#include <string>

#include "desk/vault/role.h"

namespace tipstaff::desk {

struct Who {
  std::string name;
  Role role = Role::nobody;
};

}  // namespace tipstaff::desk
