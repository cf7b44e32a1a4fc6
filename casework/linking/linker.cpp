#include "casework/linking/linker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

namespace tipstaff::casework {
namespace {

// What is one in `facts` after another: the same thing, said by several.
using Facts = std::span<const LinkFact>;

bool fact_before(const LinkFact& a, const LinkFact& b) {
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.type != b.type) return a.type < b.type;
  if (a.value != b.value) return a.value < b.value;
  return a.tip != b.tip ? a.tip < b.tip : a.from < b.from;
}
bool same_thing(const LinkFact& a, const LinkFact& b) { return a.kind == b.kind && a.type == b.type && a.value == b.value; }
bool same_fact(const LinkFact& a, const LinkFact& b) { return same_thing(a, b) && a.tip == b.tip; }

// rarity is 1 for what two tips name and falls with the logarithm of how many do.
double rarity(std::size_t tips) {
  if (tips <= 2) return 1;
  return 1 - 0.5 * std::log(static_cast<double>(tips) / 2) / std::log(static_cast<double>(kSharedByMax) / 2);
}

// A long name is nobody else's by chance.
double handle_weight(std::string_view handle) { return 0.6 * std::min(1.0, static_cast<double>(handle.size()) / 9); }

double weight_of(const LinkFact& fact) {
  switch (fact.kind) {
    case ReasonKind::thing: return type_weight(fact.type);
    case ReasonKind::target: return 0.8;
    case ReasonKind::recovery: case ReasonKind::name: return 0.6;
    case ReasonKind::series: return 0.55;
    case ReasonKind::same_handle: return handle_weight(fact.value);
    default: return 0;
  }
}

// A text of which nearly all words are the same says more than one that is half the same.
double text_weight(double similarity) { return std::clamp(0.6 + 0.6 * (similarity - 0.5), 0.0, 0.9); }

// drop_long_lists keeps of each tip the first kFactsOfTipMax facts, as they were given.
void drop_long_lists(std::vector<LinkFact>& facts) {
  std::unordered_map<TipId, std::size_t> seen;
  std::erase_if(facts, [&](const LinkFact& fact) { return ++seen[fact.tip] > kFactsOfTipMax; });
}

// Words of names that are in many names are no names: "the", "Mr", "port".
class CommonWords {
 public:
  explicit CommonWords(const std::vector<LinkFact>& facts) {
    for (const auto& fact : facts)
      if (fact.kind == ReasonKind::name)
        for (const auto word : words_of(fact.value)) names_.insert({std::string(word), fact.value});
    for (const auto& [word, name] : names_) ++counts_[word];
  }
  [[nodiscard]] bool in(const LinkFact& fact) const {
    if (fact.kind != ReasonKind::name) return false;
    for (const auto word : words_of(fact.value))
      if (counts_.at(std::string(word)) > kSharedByMax) return true;
    return false;
  }

 private:
  static std::array<std::string_view, 2> words_of(std::string_view name) {
    const auto blank = std::min(name.find(' '), name.size());
    return {name.substr(0, blank), name.substr(std::min(blank + 1, name.size()))};
  }
  std::set<std::pair<std::string, std::string>> names_;
  std::map<std::string, std::size_t> counts_;
};

// What is only alike says nothing between two that have the very same.
bool is_only_alike(ReasonKind kind) {
  return kind == ReasonKind::series || kind == ReasonKind::same_handle || kind == ReasonKind::target;
}

// Voice is a tip that says a thing, and what it took it from.
struct Voice {
  TipId tip = 0;
  std::string_view from;
};

// voices_of lists who says a thing: of a flood only the first. Empty when too many do.
std::vector<Voice> voices_of(Facts said) {
  std::vector<Voice> out;
  std::set<std::uint64_t> floods;
  for (const auto& fact : said)
    if (fact.flood == kNoFlood || floods.insert(fact.flood).second) out.push_back({fact.tip, fact.from});
  if (out.size() <= kSharedByMax) return out;
  std::vector<TipId> tips;
  for (const auto& voice : out) tips.push_back(voice.tip);
  const auto kept = without_dense_run(std::move(tips));
  std::erase_if(out, [&](const Voice& voice) { return !std::binary_search(kept.begin(), kept.end(), voice.tip); });
  return out;
}

// Shared is what a pair has so far. Things are kept by number: a pair may have hundreds.
struct Shared {
  double against = 1;
  std::array<std::uint32_t, kReasonsShown> things{};
  std::size_t count = 0;
};

class Pairs {
 public:
  explicit Pairs(const NotSame& denied) : denied_(denied) {}

  // share says that these voices name a thing, which is said by `tips` in all.
  void share(Reason thing, const std::vector<Voice>& voices) {
    const bool only_alike = is_only_alike(thing.kind);
    const auto number = keep(std::move(thing));
    for (std::size_t i = 0; i < voices.size(); ++i)
      for (std::size_t j = i + 1; j < voices.size(); ++j)
        if (!only_alike || voices[i].from != voices[j].from) add({voices[i].tip, voices[j].tip}, number);
  }
  void share(Reason thing, TipId a, TipId b) { add({std::min(a, b), std::max(a, b)}, keep(std::move(thing))); }

  std::vector<Suggestion> take() {
    std::vector<Suggestion> out;
    for (const auto& [pair, shared] : pairs_)
      if (1 - shared.against >= kSuggestFrom) out.push_back({pair.first, pair.second, 1 - shared.against, reasons_of(shared)});
    std::sort(out.begin(), out.end(), [](const Suggestion& a, const Suggestion& b) {
      if (a.score != b.score) return a.score > b.score;
      return a.a != b.a ? a.a < b.a : a.b < b.b;
    });
    return out;
  }

 private:
  using Pair = std::pair<TipId, TipId>;
  struct PairHash {
    std::size_t operator()(const Pair& pair) const {
      return (static_cast<std::size_t>(pair.first) * 0x9e3779b97f4a7c15u) ^ (static_cast<std::size_t>(pair.second) + 0x7f4a7c15u);
    }
  };

  std::uint32_t keep(Reason thing) {
    things_.push_back(std::move(thing));
    return static_cast<std::uint32_t>(things_.size() - 1);
  }
  [[nodiscard]] bool stronger(std::uint32_t a, std::uint32_t b) const {
    return things_[a].strength != things_[b].strength ? things_[a].strength > things_[b].strength : a < b;
  }
  void add(Pair pair, std::uint32_t thing) {
    if (pair.first == pair.second || denied_.contains(pair)) return;
    auto& shared = pairs_[pair];
    shared.against *= 1 - things_[thing].strength;
    if (shared.count < kReasonsShown) {
      shared.things[shared.count++] = thing;
      return;
    }
    const auto weakest = std::max_element(shared.things.begin(), shared.things.end(),
                                          [this](auto a, auto b) { return stronger(a, b); });
    if (stronger(thing, *weakest)) *weakest = thing;
  }
  [[nodiscard]] std::vector<Reason> reasons_of(const Shared& shared) const {
    std::vector<std::uint32_t> numbers(shared.things.begin(), shared.things.begin() + static_cast<std::ptrdiff_t>(shared.count));
    std::sort(numbers.begin(), numbers.end(), [this](auto a, auto b) { return stronger(a, b); });
    std::vector<Reason> out;
    for (const auto number : numbers) out.push_back(things_[number]);
    return out;
  }

  const NotSame& denied_;
  std::vector<Reason> things_;
  std::unordered_map<Pair, Shared, PairHash> pairs_;
};

void share_all(Pairs& pairs, const std::vector<LinkFact>& facts) {
  const CommonWords common(facts);
  for (std::size_t begin = 0, end = 0; begin < facts.size(); begin = end) {
    while (end < facts.size() && same_thing(facts[begin], facts[end])) ++end;
    const auto weight = weight_of(facts[begin]);
    if (end - begin < 2 || weight <= 0 || common.in(facts[begin])) continue;
    const auto voices = voices_of(Facts(facts).subspan(begin, end - begin));
    const auto& fact = facts[begin];
    if (voices.size() >= 2)
      pairs.share({fact.type, fact.value, weight * rarity(voices.size()), voices.size(), fact.kind}, voices);
  }
}

}  // namespace

double type_weight(Type type) {
  switch (type) {
    case Type::btc: case Type::bch: case Type::ltc: case Type::doge: case Type::dash: case Type::zec:
    case Type::eth: case Type::xmr: case Type::trx: case Type::xrp: case Type::ada: case Type::xlm:
    case Type::xtz: case Type::sol: case Type::atom: case Type::ton: case Type::iban: case Type::tox:
    case Type::imei: case Type::mrz: case Type::vin: case Type::phone: case Type::email: return 0.95;
    case Type::telegram: case Type::x_account: case Type::vk: case Type::ok: case Type::tiktok:
    case Type::bluesky: case Type::mastodon: case Type::facebook: case Type::instagram: case Type::linkedin:
    case Type::youtube: case Type::reddit: case Type::threads: case Type::whatsapp: case Type::snapchat:
    case Type::discord: case Type::github: case Type::pinterest: case Type::steam: case Type::weibo:
    case Type::rumble: case Type::odysee: case Type::gettr: case Type::truth_social: case Type::paypal:
    case Type::onion: case Type::i2p: case Type::sha256: case Type::sha512: case Type::sha384: case Type::sha1:
    case Type::md5: case Type::magnet: case Type::inn: case Type::ogrn: case Type::pgp_key: return 0.9;
    case Type::url: case Type::analytics_ua: case Type::analytics_g: case Type::tag_manager: case Type::adsense:
    case Type::yandex_metrika: case Type::mac: case Type::uuid: case Type::ssdeep: case Type::tlsh: case Type::icp:
    case Type::arn: return 0.8;
    case Type::card: case Type::host: return 0.6;  // of a card only ten digits are kept
    case Type::handle: case Type::coordinates: case Type::plus_code: return 0.5;
    case Type::registry_key: case Type::windows_path: case Type::unix_path: case Type::unc_path: return 0.3;
    case Type::ipv4: case Type::ipv6: return 0.2;
    case Type::file_name: case Type::user_agent: return 0.1;
    default: return 0;  // catalogues and networks belong to nobody
  }
}

std::vector<TipId> without_dense_run(std::vector<TipId> tips) {
  if (tips.size() <= kSharedByMax) return tips;
  std::vector<TipId> gaps;
  for (std::size_t i = 1; i < tips.size(); ++i) gaps.push_back(tips[i] - tips[i - 1]);
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  const auto far = std::max<TipId>(*middle, 1) * static_cast<TipId>(kFloodGap);
  std::size_t best = 0, best_size = 0;
  for (std::size_t begin = 0, end = 0; begin < tips.size(); begin = end) {
    for (end = begin + 1; end < tips.size() && tips[end] - tips[end - 1] <= far; ++end) {}
    if (end - begin > best_size) best = begin, best_size = end - begin;
  }
  tips.erase(tips.begin() + static_cast<std::ptrdiff_t>(best), tips.begin() + static_cast<std::ptrdiff_t>(best + best_size));
  if (tips.size() > kSharedByMax) tips.clear();
  return tips;
}

std::vector<Suggestion> suggest(std::vector<LinkFact> facts, const NotSame& denied, std::span<const NearText> near) {
  drop_long_lists(facts);
  std::sort(facts.begin(), facts.end(), fact_before);
  facts.erase(std::unique(facts.begin(), facts.end(), same_fact), facts.end());
  Pairs pairs(denied);
  share_all(pairs, facts);
  for (const auto& one : near)
    pairs.share({Type::count_, {}, text_weight(one.similarity) * rarity(one.tips), one.tips, ReasonKind::text}, one.a, one.b);
  return pairs.take();
}

}  // namespace tipstaff::casework
