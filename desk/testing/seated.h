#pragma once
// seated is a seat of the API that the first supervisor has taken, for tests without a door.

#include "desk/page/seat.h"
#include "desk/vault/key_slots.h"

namespace tipstaff::desk {

inline std::shared_ptr<Seat> seated(std::int64_t now_ms = 0) {
  auto out = std::make_shared<Seat>(now_ms);
  out->take({std::string(kFirstOfficer), Role::supervisor}, now_ms);
  return out;
}

}  // namespace tipstaff::desk
