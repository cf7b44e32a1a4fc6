#pragma once
// Secret: bytes that are wiped when they go, and read only on purpose.

#include <array>
#include <memory>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff {

// wipe overwrites memory in a way that the optimiser may not remove.
void wipe(void* memory, std::size_t size) noexcept;

// Secret<N, Tag> is N secret bytes: move-only, wiped on destruction and when
// moved from. There is no comparison and no printing; expose() is the one way
// to read it, so that a reviewer can search for it.
template <std::size_t N, class Tag>
class Secret {
 public:
  static constexpr std::size_t kBytes = N;

  Secret() = default;
  ~Secret() { wipe(bytes_.data(), N); }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_.data(), N); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      wipe(other.bytes_.data(), N);
    }
    return *this;
  }
  bool operator==(const Secret&) const = delete;

  // parse copies exactly N bytes. Errors: wrong_length.
  [[nodiscard]] static Result<Secret> parse(ByteView bytes) {
    if (bytes.size() != N) return fail(Errc::wrong_length, "secret");
    return from(bytes);
  }
  [[nodiscard]] static Secret from(ByteView bytes) {
    Secret out;
    copy_into(out.bytes_, bytes);
    return out;
  }
  // clone makes a second copy, on purpose.
  [[nodiscard]] Secret clone() const { return from(bytes_); }

  [[nodiscard]] std::span<const std::uint8_t, N> expose() const { return bytes_; }
  [[nodiscard]] std::span<std::uint8_t, N> fill() { return bytes_; }

 private:
  std::array<std::uint8_t, N> bytes_{};
};

// WipingAllocator wipes what it gives back.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) {}
  T* allocate(std::size_t n) { return std::allocator<T>{}.allocate(n); }
  void deallocate(T* p, std::size_t n) {
    wipe(p, n * sizeof(T));
    std::allocator<T>{}.deallocate(p, n);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

// SecretBytes is plaintext of any length.
using SecretBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

using Seed32 = Secret<32, struct Seed32Tag>;

}  // namespace tipstaff
