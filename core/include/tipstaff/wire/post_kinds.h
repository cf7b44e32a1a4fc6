#pragma once
// What a post is: `kind` of a post record is the place in kPostKinds; 0 says nothing.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tipstaff::wire {

// New ones are only appended; a reader says nothing of a kind that it does not know.
inline constexpr std::array<std::string_view, 10> kPostKinds = {
    "", "embassy", "consulate", "mission", "election-office", "cert", "anti-corruption", "police", "newsroom", "office"};

// No kind is ever above: characters begin there (PROTOCOL.md 4.1, the older layout).
inline constexpr std::uint8_t kPostKindMax = 31;
static_assert(kPostKinds.size() <= kPostKindMax + 1);

// parse_post_kind reads a name; nothing when it is unknown.
[[nodiscard]] inline std::optional<std::uint8_t> parse_post_kind(std::string_view name) {
  for (std::uint8_t i = 0; i < kPostKinds.size(); ++i)
    if (kPostKinds[i] == name) return i;
  return std::nullopt;
}

// post_kind_text is "" for what is not said or not known.
[[nodiscard]] constexpr std::string_view post_kind_text(std::uint8_t kind) { return kind < kPostKinds.size() ? kPostKinds[kind] : ""; }

}  // namespace tipstaff::wire
