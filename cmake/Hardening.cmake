# The target `strict`: warnings as errors, and the hardening that GCC 12 knows.
set(TIPSTAFF_SANITIZE "" CACHE STRING "address, undefined or thread")

add_library(strict INTERFACE)
# Tests are compiled as they stand: that is a third of the time, and nobody ships them.
set(IS_TEST $<BOOL:$<TARGET_PROPERTY:TIPSTAFF_IS_TEST>>)
# Under a sanitizer so is what computes little itself: Beast and CLI11 take half the time.
set(IS_SHELL $<BOOL:$<TARGET_PROPERTY:TIPSTAFF_IS_SHELL>>)
# GCC 12 sees overflows where vectors grow that are not there (GCC bugs 105329,
# 105651, 100366), so three of its flow warnings are off; _GLIBCXX_ASSERTIONS,
# FORTIFY and the sanitizer build look for the real ones.
# The sanitizer build is Clang's; what else it warns of, GCC does too or libstdc++ does.
target_compile_options(strict INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror
  $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-restrict>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-field-initializers;-Wno-sign-conversion;-Wno-deprecated-declarations>)
if(TIPSTAFF_SANITIZE)
  # GCC's manual: what a sanitizer adds to the code makes this warning see ghosts.
  target_compile_options(strict INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_compile_options(strict INTERFACE
    -fsanitize=${TIPSTAFF_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1 $<IF:$<OR:${IS_TEST},${IS_SHELL}>,-O0,-O1>)
  target_link_options(strict INTERFACE -fsanitize=${TIPSTAFF_SANITIZE})
else()
  target_compile_options(strict INTERFACE
    -fstack-protector-strong -D_GLIBCXX_ASSERTIONS -ftrivial-auto-var-init=zero
    -fcf-protection=full -fstack-clash-protection -fzero-call-used-regs=used-gpr -fPIE
    $<IF:${IS_TEST},-O0,-D_FORTIFY_SOURCE=3>)
  target_link_options(strict INTERFACE
    -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code)
endif()
