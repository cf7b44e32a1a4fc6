#pragma once
// Drbg: the core's only randomness, expanded from one seed given from outside.

#include "tipstaff/bytes/secret.h"

namespace tipstaff::crypto {

// Drbg is a ChaCha20 key stream with fast key erasure: every fill draws a new
// key first, so a later look at memory does not give earlier output. The same
// seed gives the same bytes, on every machine. Not for sharing across threads;
// split() makes an independent child for another thread.
class Drbg {
 public:
  explicit Drbg(Seed32 seed) : key_(std::move(seed)) {}
  Drbg(Drbg&&) noexcept = default;
  Drbg& operator=(Drbg&&) noexcept = default;

  void fill(MutableBytes out);
  [[nodiscard]] Drbg split();

  // draw returns fresh bytes as a Secret or a FixedBytes of type T.
  template <class T>
  [[nodiscard]] T draw() {
    T out;
    fill(out.fill());
    return out;
  }

  // below returns a uniform number in [0, bound); bound is 1 or more.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);

  // shuffle permutes uniformly (Fisher and Yates).
  template <class Container>
  void shuffle(Container& items) {
    for (std::size_t left = items.size(); left > 1; --left) {
      using std::swap;
      swap(items[left - 1], items[static_cast<std::size_t>(below(left))]);
    }
  }

 private:
  Seed32 key_;
};

}  // namespace tipstaff::crypto
