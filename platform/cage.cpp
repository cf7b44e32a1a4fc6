#include "platform/cage.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace tipstaff::platform {
namespace {

using Filter = std::unique_ptr<void, decltype(&::seccomp_release)>;

bool limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  return ::setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

// The address sanitizer's memory would be over any limit, and it looks at the signal
// stack before a process leaves.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

bool limit_memory(const CageLimits& limits) {
  if (kSanitized) return true;
  return limit(RLIMIT_DATA, limits.heap_bytes_max) &&
         (limits.memory_bytes_max == 0 || limit(RLIMIT_AS, limits.memory_bytes_max));
}

bool limit_all(const CageLimits& limits) {
  const bool reads = limits.calls == Calls::reading;
  const rlim_t files_max = reads ? 64 : 8;  // of 8, what is open already stays; nothing comes to it
  return limit_memory(limits) && limit(RLIMIT_CPU, limits.cpu_seconds_max) && limit(RLIMIT_CORE, 0) &&
         limit(RLIMIT_FSIZE, 0) && (reads || limit(RLIMIT_NPROC, 0)) && limit(RLIMIT_NOFILE, files_max);
}

bool allow(const Filter& filter, int call) {
  return ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0;
}

bool allow_when(const Filter& filter, int call, const scmp_arg_cmp& argument) {
  return ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, argument) == 0;
}

// Memory: anything that is not executable; a file cannot be open, so none is mapped.
bool allow_memory(const Filter& filter) {
  for (const int call : {SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise)})
    if (!allow(filter, call)) return false;
  return allow_when(filter, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

// What libraries do besides. None of it reaches anything outside of the process: a line
// on stderr is answered as if there were no stderr.
bool allow_libraries(const Filter& filter) {
  for (const int call : {SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time),
                         SCMP_SYS(getrandom), SCMP_SYS(sched_yield)})
    if (!allow(filter, call)) return false;
  return allow_when(filter, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) &&
         ::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EBADF), SCMP_SYS(write), 1,
                            SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO)) == 0;
}

// Files to be read, and threads of this process. clone3 hides its flags in memory, where no
// filter can see them: it is answered as by an older kernel, and clone is asked instead.
bool allow_reading(const Filter& filter) {
  for (const int call : {SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
                         SCMP_SYS(fstatfs), SCMP_SYS(statfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
                         SCMP_SYS(getdents64), SCMP_SYS(fadvise64), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction),
                         SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(exit), SCMP_SYS(sysinfo), SCMP_SYS(getpid), SCMP_SYS(gettid),
                         SCMP_SYS(sched_getaffinity), SCMP_SYS(sigaltstack)})
    if (!allow(filter, call)) return false;
  // With others of its commands fcntl sends signals to any process of this user.
  for (const scmp_datum_t command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC})
    if (!allow_when(filter, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, command))) return false;
  constexpr scmp_datum_t kThread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;
  constexpr scmp_datum_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  return allow_when(filter, SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0)) &&
         allow_when(filter, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, kThread, kThread)) &&
         ::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
         ::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 0) == 0 &&
         ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0;  // threads that run already, too
}

}  // namespace

bool lock_in(const CageLimits& limits) {
  if (!limit_all(limits)) return false;
  const Filter filter(::seccomp_init(SCMP_ACT_KILL_PROCESS), &::seccomp_release);
  if (filter == nullptr) return false;
  const bool reads = limits.calls == Calls::reading;
  return allow_memory(filter) && (limits.calls == Calls::fewest || allow_libraries(filter)) &&
         (reads ? allow_reading(filter) : allow_when(filter, SCMP_SYS(read), SCMP_A0(SCMP_CMP_EQ, STDIN_FILENO))) &&
         allow_when(filter, SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, STDOUT_FILENO)) &&
         (!kSanitized || reads || allow(filter, SCMP_SYS(sigaltstack))) &&
         allow(filter, SCMP_SYS(exit_group)) && ::seccomp_load(filter.get()) == 0;
}

void leave(int status) {
  ::_exit(status);
}

}  // namespace tipstaff::platform
