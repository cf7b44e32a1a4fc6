#include "casework/locating/stems.h"

#include <algorithm>
#include <array>

namespace tipstaff::casework {
namespace {

constexpr std::array<std::string_view, 37> kEndings = {
    "a",  "e",   "i",   "u",   "o",   "ie",  "iu",  "ia",  "oi",  "ei",  "ii",  "ou",  "om",  "em",  "im",  "ogo",  "omu",  "oiu", "ami",
    "akh", "ach", "iam", "ikh", "ich", "iej", "ego", "emu", "owi", "ovi", "evi", "iom", "iem", "aia", "oie", "iakh", "iami"};
constexpr std::size_t kStemMin = 3;
// The longest first.
constexpr std::array<std::string_view, 16> kParticles = {"에서는", "에서", "으로", "까지", "부터", "에는", "에", "의",
                                                         "은",     "는",   "을",   "를",   "로",   "와",   "과", "도"};

}  // namespace

bool is_ending(std::string_view letters) {
  return !letters.empty() && std::ranges::find(kEndings, letters) != kEndings.end();
}

std::string_view stem_of(std::string_view word) {
  for (std::size_t size = kEndingMax; size > 0; --size)
    if (word.size() >= size + kStemMin && is_ending(word.substr(word.size() - size))) return word.substr(0, word.size() - size);
  return word;
}

std::string_view particle_of(std::string_view word) {
  for (const auto particle : kParticles)
    if (word.size() > particle.size() && word.ends_with(particle)) return particle;
  return {};
}

}  // namespace tipstaff::casework
