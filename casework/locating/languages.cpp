#include "casework/locating/languages.h"

#include <algorithm>

#include "casework/observables/classes.h"
#include "casework/observables/fold.h"
#include "casework/observables/tables.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

constexpr std::size_t kLooked = 64u << 10;
constexpr std::size_t kWordsMin = 20;
constexpr double kPartMin = 0.12, kLeadMin = 1.5;

// Commonest words, with spaces around each. No country: known, so that it is not
// mistaken for another, but at home in too many.
struct Profile {
  std::string_view code;
  std::string_view country;
  std::string_view words;
};
constexpr auto kProfiles = std::to_array<Profile>({
    {"en", "", " the of and to in is that was for it with as on be at by this had not are but from or have an they which "},
    {"es", "", " de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha "},
    {"pt", "", " de que a o e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu "},
    {"fr", "", " de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la "},
    {"de", "DE", " der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass "},
    {"it", "IT", " di e il la che in a per un è del non una le si da con i sono dei come al più gli alla nel anche lo ha "},
    {"nl", "NL", " de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog naar "},
    {"pl", "PL", " w i z na się nie do to że jest o a po jak od za co przez ale czy dla tym był są już tylko oraz tak "},
    {"cs", "CZ", " a se v na je že s z do o i to ve pro za by jsem ale po jako jsou co k tak od jeho která byl "},
    {"hu", "HU", " a az és hogy nem is egy ez meg de volt csak mint már van ha el még sem azt ki lesz mert vagy "},
    {"ro", "RO", " de și în a la cu că nu pe o din care mai este se un pentru ce au sau fost după prin dar am să "},
    {"tr", "TR", " ve bir bu da de için ile çok ne daha gibi olarak ama kadar var o en sonra ben olan her mi değil ki "},
    {"sv", "SE", " och i att det som en på är av för med den till inte har de om ett han men var jag sig från vi så "},
    {"fi", "FI", " ja on ei että se hän oli ovat kun mutta niin myös joka tai kuin ole sen hänen ollut vain jos "},
    {"ru", "RU", " и в не на что он с я как а то все это по но из у за от к так его она был только мне было вы бы "},
    {"uk", "UA", " і в на не що з до та у як це за він від але по для є про його вона було ми бути так ще чи він "},
    {"be", "BY", " і ў на не што з да як гэта за ён ад але па для пра яго яна было мы быць так яшчэ ці у "},
    {"bg", "BG", " и на да в се от за не е с по че като си ще са до това което или има му но беше как още "},
    {"sr", "RS", " и у је да на се за од су са не што као који то би из али о ће није по бити "},
    {"vi", "VN", " và của là có được trong cho không một người các với những đã này để từ khi đến về như ra "},
    {"id", "ID", " yang dan di dengan untuk dari ini dalam pada tidak itu adalah akan ke oleh juga ada saya atau "},
    {"fa", "IR", " و در به از که این را با است آن برای یک خود تا بر هم می شد بود کرد ها نیز اما "},
});

// Letters that only one language writes.
struct Letters {
  std::string_view code;
  std::string_view country;
  char32_t from, to;
};
constexpr auto kLetters = std::to_array<Letters>({{"ko", "KR", 0xAC00, 0xD7AF}, {"ja", "JP", 0x3040, 0x30FF}, {"el", "GR", 0x370, 0x3FF},
    {"he", "IL", 0x590, 0x5FF}, {"th", "TH", 0xE00, 0xE7F}, {"ka", "GE", 0x10A0, 0x10FF}, {"hy", "AM", 0x530, 0x58F},
    {"km", "KH", 0x1780, 0x17FF}, {"lo", "LA", 0xE80, 0xEFF}, {"my", "MM", 0x1000, 0x109F}});

Country letters_of(std::string_view country) { return {country[0], country[1]}; }

std::optional<Language> by_letters(std::string_view text) {
  std::array<std::size_t, kLetters.size()> counts{};
  std::size_t all = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto character = character_at(text, i);
    i += character.bytes;
    if (character.broken || (character.code < 0x80 ? !is_alpha(static_cast<char>(character.code)) : kind_of(character.code) != CharKind::letter)) continue;
    ++all;
    for (std::size_t k = 0; k < kLetters.size(); ++k)
      if (character.code >= kLetters[k].from && character.code <= kLetters[k].to) ++counts[k];
  }
  const auto best = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
  // Japanese is written with Chinese characters for the most part.
  const auto wanted = kLetters[best].code == "ja" ? all / 5 : all * 2 / 3;
  if (all < 2 * kWordsMin || counts[best] < std::max<std::size_t>(1, wanted)) return std::nullopt;
  return Language{kLetters[best].code, letters_of(kLetters[best].country), static_cast<double>(counts[best]) / static_cast<double>(all)};
}

std::optional<Language> by_words(std::string_view lower_case) {
  std::array<std::size_t, kProfiles.size()> counts{};
  std::size_t all = 0;
  const auto is_letter = [](char c) { return is_alpha(c) || static_cast<std::uint8_t>(c) >= 0x80; };
  for (std::size_t i = 0; i < lower_case.size();) {
    auto end = i;
    while (end < lower_case.size() && is_letter(lower_case[end])) ++end;
    if (end == i) {
      ++i;
      continue;
    }
    ++all;
    const auto word = " " + std::string(lower_case.substr(i, std::min<std::size_t>(end - i, 32))) + " ";
    for (std::size_t k = 0; k < kProfiles.size(); ++k)
      if (kProfiles[k].words.find(word) != std::string_view::npos) ++counts[k];
    i = end;
  }
  const auto best = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
  auto others = counts;
  others[best] = 0;
  const double part = all == 0 ? 0 : static_cast<double>(counts[best]) / static_cast<double>(all);
  const double lead = static_cast<double>(counts[best]) / std::max(1.0, static_cast<double>(*std::ranges::max_element(others)));
  if (all < kWordsMin || part < kPartMin || lead < kLeadMin || kProfiles[best].country.empty()) return std::nullopt;
  return Language{kProfiles[best].code, letters_of(kProfiles[best].country), part};
}

}  // namespace

std::optional<Language> language_of(std::string_view text) {
  const auto looked = text.substr(0, kLooked);
  if (const auto found = by_letters(looked)) return found;
  return by_words(fold_case(looked));
}

}  // namespace tipstaff::casework
