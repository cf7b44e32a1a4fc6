#pragma once
// Picture hash: 64 bits of what a picture looks like, nearly the same when it was made
// smaller, packed anew or lightly changed. After Zauner, "Implementation and Benchmarking
// of Perceptual Image Hash Functions" (2010), pHash's DCT form.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tipstaff::casework {

// Pixels: `height` rows of `stride` bytes, `width` pixels of RGB in each.
struct Pixels {
  const std::uint8_t* rgb = nullptr;
  std::size_t width = 0, height = 0, stride = 0;
};

// picture_hash is nothing for a picture that shows nothing: of one colour, or nearly.
[[nodiscard]] std::optional<std::uint64_t> picture_hash(const Pixels& pixels);

// Two pictures whose hashes differ in at most so many bits look alike.
inline constexpr int kLookAlikeBits = 7;

// Sixteen hexadecimal digits, and back; nothing for anything else.
[[nodiscard]] std::string picture_hash_text(std::uint64_t hash);
[[nodiscard]] std::optional<std::uint64_t> parse_picture_hash(std::string_view text);

}  // namespace tipstaff::casework
