#include "casework/locating/toponyms.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

#include "casework/locating/stems.h"
#include "casework/observables/scanner.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

// Tokens take fifty bytes each; a block of a text at a time bounds them.
constexpr std::size_t kBlockBytes = 256u << 10;
constexpr std::size_t kBlockSlack = 512;

// What makes a score. Found on the texts of toponyms_test.cpp and bench/casework.
constexpr double kBase = 0.1, kPeople = 0.4, kCountryBase = 0.55;
constexpr double kOwnScript = 0.1, kOtherScript = -0.25;
constexpr double kSameCountry = 0.15, kManyWords = 0.1;
constexpr double kDeclined = -0.05, kNoCapitals = -0.1, kNoCapital = -0.3, kSentenceStart = -0.1;
constexpr double kCommonWord = -0.4, kCommonWordCued = -0.2, kGivenName = -0.15, kBesideName = -0.15;
constexpr double kShort = -0.2, kTwoCharacters = -0.05;
constexpr double kSure = 0.66;            // names of one place over this are worth a C
constexpr double kNamesakeWithin = 0.15;  // of the likeliest bearer of the name
constexpr double kWeightLow = 50, kWeightHigh = 116;  // a thousand people, ten million
constexpr std::uint16_t kCasedScripts = kLatinBit | kCyrillicBit | kGreekBit;
constexpr std::size_t kShortLetters = 3;

// One-letter words that Arabic and Hebrew write together with the next: and, in, to, from.
constexpr std::array<std::string_view, 10> kPrefixes = {"و", "ب", "ل", "ف", "ב", "ל", "מ", "ה", "ו", "ש"};
std::string_view prefix_of(std::string_view word) {
  for (const auto prefix : kPrefixes)
    if (word.size() > 3 * prefix.size() && word.starts_with(prefix)) return prefix;
  return {};
}

bool name_goes_on(const Token& before, const Token& token) {
  switch (token.gap) {
    case Gap::none: return before.single == token.single;
    case Gap::space:
    case Gap::apostrophe: return !token.single;
    case Gap::dot: return before.folded_len <= kShortLetters;
    default: return false;
  }
}

double people_part(const PlaceEntry& place) {
  return std::clamp((place.weight - kWeightLow) / (kWeightHigh - kWeightLow), 0.0, 1.0);
}

std::size_t block_end(std::string_view text, std::size_t begin) {
  if (text.size() - begin <= kBlockBytes) return text.size();
  const auto most = begin + kBlockBytes;
  for (auto i = most; i > most - kBlockSlack; --i)
    if (text[i - 1] == '\n' || text[i - 1] == ' ') return i;
  auto i = most;
  while (i < text.size() && (static_cast<std::uint8_t>(text[i]) & 0xC0) == 0x80 && i < most + 3) ++i;
  return i;
}

}  // namespace

// Mention is a run of tokens that is somebody's name, and what speaks for it.
struct Toponyms::Mention {
  std::size_t first = 0, last = 0;       // tokens
  std::uint32_t begin = 0, end = 0;      // bytes
  std::uint32_t key = Gazetteer::kNoKey;
  std::uint16_t wanted = kWholeBit;      // which links count
  std::uint16_t script = 0;
  Country country{};                     // of its only likely bearer
  bool foreign = false;                  // nobody wrote the name in this script before
  double worth = 0;                      // what the words around say
};

struct Toponyms::Candidate {
  std::uint32_t place = 0;
  PlaceEntry entry;
  double score = 0;
};

// Search finds the mentions of one block.
class Toponyms::Search {
 public:
  Search(const Toponyms& owner, const Tokens& tokens) : owner_(owner), tokens_(tokens), list_(tokens.list) {}

  void run(std::vector<Mention>& out, std::size_t most) {
    std::size_t free_from = 0;
    for (std::size_t i = 0; i < list_.size() && out.size() < most; ++i) {
      if (i < free_from) continue;
      auto found = longest_at(i);
      if (found.key == Gazetteer::kNoKey || !weigh(found) || !can_count(found)) continue;
      free_from = found.last + 1;
      last_named_ = found.last;
      named_ = true;
      out.push_back(found);
    }
  }
  std::uint64_t steps = 0;

 private:
  const Gazetteer::Slot* look(std::uint64_t hash) { return ++steps, owner_.gazetteer_.find(hash); }

  // Whether a link of the key counts: any, and one in the script of the text.
  std::pair<bool, bool> links_count(std::uint32_t key, std::uint16_t wanted, std::uint16_t script) const {
    std::pair<bool, bool> out;
    for (const auto& link : owner_.gazetteer_.links(key)) {
      if ((link.bits & wanted) == 0) continue;
      out.first = true;
      out.second = out.second || (link.bits & script) != 0;
    }
    return out;
  }

  void keep(Mention& best, const Gazetteer::Slot* slot, std::size_t first, std::size_t last, std::uint16_t wanted) {
    if (slot == nullptr || slot->key == Gazetteer::kNoKey) return;
    const auto [any, own] = links_count(slot->key, wanted, list_[first].script);
    if (!any || (!own && (wanted == kStemBit || best.key != Gazetteer::kNoKey))) return;
    best = {first, last, list_[first].begin, list_[last].end, slot->key, wanted, 0, {}, !own, best.worth};
  }

  // longest_at: exact names first; a declined one only where it is longer, or where the
  // exact one is of another script ("Львові" is Lviv in Georgian, by its letters).
  Mention longest_at(std::size_t i) {
    Mention best;
    follow(best, i, list_[i].hash, 0);
    const auto form = tokens_.form(list_[i]);
    if (best.key == Gazetteer::kNoKey && (list_[i].script & (kArabicBit | kHebrewBit)) != 0)
      if (const auto prefix = prefix_of(form); !prefix.empty()) follow(best, i, hash_word(form.substr(prefix.size())), kCueOfPrefix);
    decline(best, i);
    return best;
  }

  void follow(Mention& best, std::size_t i, std::uint64_t first_hash, double worth) {
    auto hash = hash_more(kHashNone, first_hash);
    for (std::size_t k = i;;) {
      const auto* slot = look(hash);
      if (slot == nullptr) return;
      best.worth = worth;
      keep(best, slot, i, k, kWholeBit);
      if (!slot->begins_more || ++k - i >= kNameWordsMax || k >= list_.size() || !name_goes_on(list_[k - 1], list_[k])) return;
      hash = hash_more(hash, list_[k].hash);
    }
  }

  // decline tries the words before the last by their stems, and the last without each
  // ending that it may have.
  void decline(Mention& best, std::size_t i) {
    auto before = kHashNone;
    for (std::size_t k = i; k - i < kNameWordsMax && k < list_.size(); ++k) {
      if (k > i && !name_goes_on(list_[k - 1], list_[k])) return;
      if (best.key == Gazetteer::kNoKey || best.foreign || k > best.last) try_endings(best, i, k, before);
      before = hash_more(before, list_[k].stem);
      const auto* slot = look(before);
      if (slot == nullptr || !slot->begins_more) return;
    }
  }

  void try_endings(Mention& best, std::size_t i, std::size_t k, std::uint64_t before) {
    const auto form = tokens_.form(list_[k]);
    if ((list_[k].script & kHangulBit) != 0) {
      const auto particle = particle_of(form);
      if (particle.empty()) return;
      best.worth = kCueOfPrefix;
      return keep(best, look(hash_more(before, hash_word(form.substr(0, form.size() - particle.size())))), i, k, kWholeBit);
    }
    if ((list_[k].script & (kLatinBit | kCyrillicBit)) == 0 || !list_[i].capital) return;
    for (std::size_t size = k > i ? 0 : 1; size <= kEndingMax && size + kShortLetters <= form.size(); ++size) {
      const auto ending = form.substr(form.size() - size);
      if (size > 0 && !is_ending(ending)) continue;
      keep(best, look(hash_more(before, hash_word(form.substr(0, form.size() - size)))), i, k, kStemBit);
    }
  }

  // weigh says what the words around a mention are worth; false: it is none.
  bool weigh(Mention& mention) {
    const auto& first = list_[mention.first];
    const bool cased = (first.script & kCasedScripts) != 0;
    const bool starts = first.gap == Gap::sentence || first.gap == Gap::dot;
    const auto words = mention.last - mention.first + 1;
    std::uint16_t script = 0;
    for (auto k = mention.first; k <= mention.last; ++k) script |= list_[k].script;
    mention.script = script;
    // Digits only; or letters of two alphabets in one word, put there to look like it.
    if (script == 0 || (first.single ? 0 : std::popcount(script) > 1)) return false;
    const double cue = std::max(mention.worth, cue_of(mention));
    if (!starts && mention.first > 0 && owner_.words_.is_title(list_[mention.first - 1])) return false;
    mention.worth = cue + (cased ? (first.capital ? 0 : kNoCapital) : kNoCapitals);
    if (starts && cased) mention.worth += kSentenceStart;
    if (mention.wanted == kStemBit) mention.worth += kDeclined;
    if (words > 1 && !first.single) mention.worth += kManyWords;
    mention.worth += word_worth(mention, cue);
    return true;
  }

  // can_count: with all that other names may add, one of its places is worth showing.
  bool can_count(const Mention& mention) {
    const auto list = owner_.candidates_of(mention, {});
    steps += list.size();
    return !list.empty() && list.front().score + kSameCountry >= kToponymMin;
  }

  double cue_of(const Mention& mention) const {
    double out = 0;
    if (mention.first > 0 && (list_[mention.first].gap == Gap::space || list_[mention.first].gap == Gap::none))
      out = owner_.words_.before(list_[mention.first - 1]);
    if (mention.last + 1 < list_.size()) {
      const auto& next = list_[mention.last + 1];
      const bool near = next.gap == Gap::apostrophe || next.gap == Gap::none || (next.gap == Gap::space && (next.script & kDevanagariBit) != 0);
      if (near) out = std::max(out, owner_.words_.after(next));
    }
    return out;
  }

  double word_worth(const Mention& mention, double cue) const {
    const auto& first = list_[mention.first];
    const auto words = mention.last - mention.first + 1;
    auto hash = kHashNone;
    for (auto k = mention.first; k <= mention.last; ++k) hash = hash_more(hash, list_[k].hash);
    double out = 0;
    // "la réunion" is a meeting, "La Réunion" an island.
    const auto& last = list_[mention.last];
    const bool meant_as_word = words > 1 && (last.script & kCasedScripts) != 0 && !last.capital && owner_.words_.is_common(hash_more(kHashNone, last.hash));
    if (meant_as_word || owner_.words_.is_common(hash)) out += cue > 0.2 ? kCommonWordCued : kCommonWord;
    if (words == 1 && owner_.words_.is_given(first.hash)) out += kGivenName;
    if (words == 1 && beside_name(mention) && cue < 0.2) out += kBesideName;
    if (words == 1 && (first.script & kCasedScripts) != 0 && first.end - first.begin <= kShortLetters) out += kShort;
    if (first.single && words == 2) out += kTwoCharacters;
    return out;
  }

  // beside_name: a capital letter beside it may make it part of a person's name.
  bool beside_name(const Mention& mention) const {
    const auto is_name = [&](const Token& token, Gap gap) { return gap == Gap::space && token.capital && token.folded_len > 1; };
    const auto first = mention.first, last = mention.last;
    if (first > 0 && !(named_ && last_named_ + 1 == first) && list_[first - 1].gap != Gap::sentence &&
        is_name(list_[first - 1], list_[first].gap)) return true;
    return last + 1 < list_.size() && is_name(list_[last + 1], list_[last + 1].gap);
  }

  static constexpr double kCueOfPrefix = 0.2;
  const Toponyms& owner_;
  const Tokens& tokens_;
  const std::vector<Token>& list_;
  std::size_t last_named_ = 0;
  bool named_ = false;
};

namespace {

PlaceHint hint_of(const PlaceEntry& entry, double score, std::uint32_t begin, std::uint32_t end, bool namesake) {
  PlaceHint out;
  out.kind = HintKind::toponym;
  out.place = entry.name;
  out.country = entry.country;
  out.point = entry.point;
  out.radius_m = entry.radius_m;
  out.begin = begin;
  out.length = end - begin;
  out.method = entry.is_country ? "toponym.country" : "toponym.town";
  out.caveat = namesake ? Caveat::namesake : entry.is_country ? Caveat::country_named : Caveat::named;
  out.reliability = namesake ? kWeak : score >= kSure && !entry.is_country ? kReliable : kDoubtful;
  out.score = std::clamp(score, 0.0, 1.0);
  return out;
}

}  // namespace

Toponyms::Toponyms(Gazetteer gazetteer) : gazetteer_(std::move(gazetteer)), tokenizer_(gazetteer_), words_(tokenizer_) {}

std::vector<Toponyms::Candidate> Toponyms::candidates_of(const Mention& mention, const Near& near) const {
  std::vector<Candidate> out;
  for (const auto& link : gazetteer_.links(mention.key)) {
    if ((link.bits & mention.wanted) == 0) continue;
    const auto entry = gazetteer_.place(link.place);
    double score = mention.worth + (entry.is_country ? kCountryBase : kBase + kPeople * people_part(entry));
    score += (link.bits & mention.script) == mention.script ? kOwnScript : kOtherScript;
    const auto others = near.find(entry.country);
    if (!entry.is_country && others != near.end() && others->second > 0) score += kSameCountry;
    out.push_back({link.place, entry, score});
  }
  std::ranges::sort(out, {}, [](const Candidate& one) { return std::tuple(-one.score, one.place); });
  return out;
}

// countries_near: first which countries the text is about, by names that have one
// bearer; that helps its smaller names.
Toponyms::Near Toponyms::countries_near(std::vector<Mention>& mentions, std::span<const Country> countries) const {
  Near out;
  for (const auto& country : countries) ++out[country];
  for (auto& mention : mentions) {
    const auto list = candidates_of(mention, {});
    if (list.front().score < kToponymMin) continue;
    if (list.size() > 1 && list[1].score > list[0].score - kNamesakeWithin && list[1].entry.country != list[0].entry.country) continue;
    mention.country = list.front().entry.country;
    ++out[mention.country];
  }
  return out;
}

void Toponyms::add_hints(std::vector<PlaceHint>& out, const Mention& mention, Near& near) const {
  const bool counted = mention.country[0] != '\0';
  if (counted) --near[mention.country];  // a name is no witness for itself
  const auto list = candidates_of(mention, near);
  if (counted) ++near[mention.country];
  std::size_t count = 0;
  while (count < list.size() && count < kNamesakesMax && list[count].score >= kToponymMin &&
         list[count].score > list[0].score - kNamesakeWithin) ++count;
  for (std::size_t k = 0; k < count; ++k)
    out.push_back(hint_of(list[k].entry, list[k].score, mention.begin, mention.end, count > 1));
}

Result<ToponymResult> Toponyms::find(std::string_view text, std::span<const Country> countries) const {
  if (text.size() > kScanBytesMax) return fail(Errc::too_large, "text");
  ToponymResult out;
  std::vector<Mention> mentions;
  for (std::size_t begin = 0; begin < text.size() && mentions.size() < kMentionsMax;) {
    const auto end = block_end(text, begin);
    const auto tokens = tokenizer_.run(text, begin, end);
    Search search(*this, tokens);
    search.run(mentions, kMentionsMax);
    out.steps += tokens.steps + search.steps;
    begin = end;
  }
  out.cut = mentions.size() >= kMentionsMax;
  auto near = countries_near(mentions, countries);
  for (const auto& mention : mentions) add_hints(out.hints, mention, near);
  return out;
}

}  // namespace tipstaff::casework
