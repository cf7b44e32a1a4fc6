#pragma once
// Walls around a process: each stands or does not, as this kernel and this user allow.
// They are raised before lock_in (platform/cage.h), which is required and comes last.

#include <cstdint>
#include <string>
#include <vector>

namespace tipstaff::platform {

struct Wall {
  std::string name;   // "Landlock"
  bool stands = false;
  std::string about;  // what it keeps away, or why it does not stand
};

struct WallsAsked {
  // What to take Landlock for: 2 tries what Debian 12's own kernel gives, 0 none.
  int landlock_abi_max = 255;
  bool namespaces = true;
  // Folders in which Landlock still lets files be read.
  std::vector<std::string> readable = {};
};

// raise_walls makes this process one that cannot be looked into and gains no rights;
// gives it, where it may, namespaces of its own (user, network, IPC, processes, names,
// mounts), an empty root folder, and a Landlock domain in which no file can be opened but
// the readable ones.
// The process must have one thread. What it has open stays open.
// Source: prctl(2), unshare(2), landlock(7), capset(2).
[[nodiscard]] std::vector<Wall> raise_walls(const WallsAsked& asked);

// landlock_abi is what this kernel knows: 0 when nothing.
[[nodiscard]] int landlock_abi();

// The rights that version `abi` of Landlock can take away: on files, on the network,
// and to reach other processes. Newer ones than we know count as the newest we know.
struct LandlockRights {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scopes = 0;
  friend bool operator==(const LandlockRights&, const LandlockRights&) = default;
};
[[nodiscard]] LandlockRights landlock_rights(int abi);

}  // namespace tipstaff::platform
