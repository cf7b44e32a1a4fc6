#pragma once
// Pieces: a text cut up for the page, so that whatever is pointed at on the screen
// leads back to bytes of the text as it was sent.

#include <string>
#include <vector>

#include "casework/observables/scanner.h"

namespace tipstaff::desk {

inline constexpr std::int32_t kNoObservable = -1;

// Piece is a stretch of the text. When `as_sent`, `shown` is exactly its bytes, and any
// part of it can be pointed at; else it stands for its bytes as a whole.
struct Piece {
  std::string shown;
  std::size_t begin = 0;
  std::size_t length = 0;
  bool as_sent = true;
  std::int32_t observable = kNoObservable;
};

// pieces_of covers every byte of `text` once, in order. Observables are shown defanged;
// what is inside of another one has no piece of its own. What would act on the
// screen is spelled out (platform/text.h).
[[nodiscard]] std::vector<Piece> pieces_of(std::string_view text, const std::vector<casework::Observable>& found);

// defanged_text is a stranger's text with every value in it defanged.
[[nodiscard]] std::string defanged_text(const casework::Scanner& scanner, std::string_view text);

}  // namespace tipstaff::desk
