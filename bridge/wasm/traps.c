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

// Argon2 fills its output with random bytes before it computes it, so that nobody can
// go on with what stood there. There alone a fixed pattern does as well: it is written
// over, and crypto_pwhash says whether it was. Everywhere else randomness is a fault.
static int in_pwhash = 0;
int __real_crypto_pwhash(unsigned char *out, unsigned long long out_len, const char *passwd,
                         unsigned long long passwd_len, const unsigned char *salt,
                         unsigned long long opslimit, size_t memlimit, int alg);
int __wrap_crypto_pwhash(unsigned char *out, unsigned long long out_len, const char *passwd,
                         unsigned long long passwd_len, const unsigned char *salt,
                         unsigned long long opslimit, size_t memlimit, int alg) {
  in_pwhash = 1;
  const int result =
      __real_crypto_pwhash(out, out_len, passwd, passwd_len, salt, opslimit, memlimit, alg);
  in_pwhash = 0;
  return result;
}
void randombytes_buf(void *buf, size_t size) {
  if (!in_pwhash) trap();
  for (size_t i = 0; i < size; ++i) ((unsigned char *)buf)[i] = 0xdb;
}

uint32_t randombytes_random(void) { trap(); }
uint32_t randombytes_uniform(uint32_t bound) { (void)bound; trap(); }
void randombytes(unsigned char *buf, unsigned long long size) { (void)buf; (void)size; trap(); }
void randombytes_stir(void) { trap(); }
int randombytes_close(void) { return 0; }
