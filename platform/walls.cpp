#include "platform/walls.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tipstaff::platform {
namespace {

// landlock(7). Debian 12's headers know less than newer kernels do, so the numbers that
// are needed stand here.
struct RulesetAttributes {
  std::uint64_t files, network, scopes;
};
constexpr unsigned kAskVersion = 1;
constexpr int kNewestKnown = 6;

std::string because() { return std::strerror(errno); }

Wall no_new_rights() {
  const bool stands = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  return {"no new rights", stands, stands ? "no program that is started gains any" : because()};
}

Wall not_looked_into() {
  const bool stands = ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
  return {"memory", stands, stands ? "no other process of this user looks into it" : because()};
}

struct Space {
  const char* name;
  int flag;
  const char* about;
};
constexpr Space kSpaces[] = {
    {"user namespace", CLONE_NEWUSER, "it is nobody outside"},
    {"network namespace", CLONE_NEWNET, "there is no network in it"},
    {"IPC namespace", CLONE_NEWIPC, "no shared memory with others"},
    {"process namespace", CLONE_NEWPID, "what it started could see nobody else"},
    {"name namespace", CLONE_NEWUTS, "the machine's name cannot be changed"},
    {"mount namespace", CLONE_NEWNS, "what is mounted outside is not changed"},
};

// All at once costs the kernel less; one by one tells which are refused.
void own_spaces(std::vector<Wall>& walls) {
  int all = 0;
  for (const auto& space : kSpaces) all |= space.flag;
  const bool at_once = ::unshare(all) == 0;
  for (const auto& space : kSpaces) {
    const bool stands = at_once || ::unshare(space.flag) == 0;
    walls.push_back({space.name, stands, stands ? space.about : because()});
  }
}

// An empty folder in memory becomes the root; the old one is out of reach by name.
Wall empty_root() {
  const bool stands = ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                      ::mount("none", "/proc", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "size=4k") == 0 &&
                      ::chdir("/proc") == 0 && ::chroot(".") == 0;
  return {"empty root", stands, stands ? "no path leads to a file" : because()};
}

// In a user namespace of its own a process has every capability; it needs none.
Wall no_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  const bool stands = ::syscall(SYS_capset, &header, none) == 0;
  return {"no capabilities", stands, stands ? "it may do nothing that an administrator may" : because()};
}

// What is beneath the folder may be read, nothing else done with it.
struct FolderRule {
  std::uint64_t rights;
  std::int32_t folder;
} __attribute__((packed));

bool let_read(int rules, const std::string& path) {
  constexpr int kPathBeneath = 1;
  constexpr std::uint64_t kReadFile = 1 << 2, kReadFolder = 1 << 3;
  const int folder = ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return true;  // what is not there needs no rule
  const FolderRule rule{kReadFile | kReadFolder, folder};
  const bool stands = ::syscall(SYS_landlock_add_rule, rules, kPathBeneath, &rule, 0) == 0;
  ::close(folder);
  return stands;
}

Wall landlock(int abi, const std::vector<std::string>& readable) {
  Wall out{"Landlock", false, "this kernel does not have it"};
  if (abi <= 0) return out;
  const auto rights = landlock_rights(abi);
  const RulesetAttributes attributes{rights.files, rights.network, rights.scopes};
  // A kernel takes only as much of the structure as its version knows.
  const std::size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
  const auto rules = ::syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
  const auto let = [rules](const std::string& path) { return let_read(static_cast<int>(rules), path); };
  out.stands = rules >= 0 && std::ranges::all_of(readable, let) && ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  out.about = out.stands ? "version " + std::to_string(abi) + ": no file is opened" +
                               (abi >= 4 ? ", no TCP port" : ", but it knows no network rights")
                         : because();
  if (rules >= 0) ::close(static_cast<int>(rules));
  return out;
}

}  // namespace

LandlockRights landlock_rights(int abi) {
  LandlockRights out;
  if (abi >= 1) out.files = (std::uint64_t{1} << 13) - 1;  // execute ... make_sym
  if (abi >= 2) out.files |= std::uint64_t{1} << 13;       // refer: link and rename across folders
  if (abi >= 3) out.files |= std::uint64_t{1} << 14;       // truncate
  if (abi >= 4) out.network = 3;                           // TCP: bind, connect
  if (abi >= 5) out.files |= std::uint64_t{1} << 15;       // ioctl on devices
  if (abi >= 6) out.scopes = 3;                            // abstract Unix sockets, signals
  return out;
}

int landlock_abi() {
  const auto version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
  return version < 0 ? 0 : std::min(static_cast<int>(version), kNewestKnown);
}

std::vector<Wall> raise_walls(const WallsAsked& asked) {
  std::vector<Wall> out{no_new_rights(), not_looked_into()};
  if (asked.namespaces) {
    own_spaces(out);
    out.push_back(empty_root());
    out.push_back(no_capabilities());
  }
  out.push_back(landlock(std::min(landlock_abi(), asked.landlock_abi_max), asked.readable));
  return out;
}

}  // namespace tipstaff::platform
