// What libsodium and the C++ library would ask an operating system for. A module
// that imports nothing can leak nothing: randomness comes in through tip_session_new,
// and everything else here ends the module.
#include <stddef.h>
#include <stdint.h>

_Noreturn static void trap(void) { __builtin_trap(); }

void abort(void) { trap(); }
void __assert_fail(const char *a, const char *b, unsigned c, const char *d) {
  (void)a; (void)b; (void)c; (void)d;
  trap();
}
_Noreturn void _Exit(int status) { (void)status; trap(); }
void sodium_misuse(void) { trap(); }
int sodium_crit_enter(void) { return 0; }
int sodium_crit_leave(void) { return 0; }
void randombytes_buf(void *buf, size_t size) { (void)buf; (void)size; trap(); }
uint32_t randombytes_random(void) { trap(); }
uint32_t randombytes_uniform(uint32_t bound) { (void)bound; trap(); }
void randombytes(unsigned char *buf, unsigned long long size) { (void)buf; (void)size; trap(); }
void randombytes_stir(void) { trap(); }
int randombytes_close(void) { return 0; }
