#include "casework/linking/linker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

#include "casework/linking/names.h"

namespace tipstaff::casework {
namespace {

// What is one in `facts` after another: the same thing, said by several.
using Facts = std::span<const LinkFact>;

bool fact_before(const LinkFact& a, const LinkFact& b) {
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.type != b.type) return a.type < b.type;
  if (a.value != b.value) return a.value < b.value;
  if (a.tip != b.tip) return a.tip < b.tip;
  return a.from != b.from ? a.from < b.from : a.order < b.order;
}
bool same_thing(const LinkFact& a, const LinkFact& b) { return a.kind == b.kind && a.type == b.type && a.value == b.value; }
bool same_fact(const LinkFact& a, const LinkFact& b) { return same_thing(a, b) && a.tip == b.tip; }

// rarity is 1 for what two tips name and falls to a half for what kSharedByMax do, slowly
// at first: a crew of ten tips is no crowd.
double rarity(std::size_t tips) {
  if (tips <= 2) return 1;
  const auto part = std::log(static_cast<double>(tips) / 2) / std::log(static_cast<double>(kSharedByMax) / 2);
  return 1 - 0.5 * part * part;
}

// A long name is nobody else's by chance.
double by_length(std::string_view name, double long_enough) {
  return std::min(1.0, static_cast<double>(name.size()) / long_enough);
}

// Under kSuggestFrom: a common name supports a link and never makes one. How often its words
// stand together in one heap does not say how many people in the world are called so.
constexpr double kCommonNameWeight = 0.3;

double weight_of(const LinkFact& fact) {
  switch (fact.kind) {
    case ReasonKind::thing: return type_weight(fact.type);
    case ReasonKind::target: return 0.8;
    case ReasonKind::picture: return 0.6;  // pictures are passed on
    case ReasonKind::name: return is_common_name(fact.value) ? kCommonNameWeight : 0.65;
    case ReasonKind::recovery: return 0.65;
    case ReasonKind::series: return 0.6 * by_length(fact.value, 8);
    case ReasonKind::same_handle: return 0.65 * by_length(fact.value, 9);
    default: return 0;
  }
}

// From here on a shared text is no accident of what people write about one matter.
constexpr double kLinkTextFrom = 0.75;
double text_weight(double similarity) { return std::clamp(similarity, 0.0, 0.9); }

// drop_long_lists keeps of each tip the first kFactsOfTipMax facts, as they were given.
void drop_long_lists(std::vector<LinkFact>& facts) {
  std::unordered_map<TipId, std::size_t> seen;
  std::erase_if(facts, [&](const LinkFact& fact) { return ++seen[fact.tip] > kFactsOfTipMax; });
}

// NameChances knows how often two words would stand together by chance: a common first
// name and a common family name make namesakes, "the" and "port" make no name at all.
class NameChances {
 public:
  explicit NameChances(const std::vector<LinkFact>& facts) {
    for (const auto& fact : facts) {
      // Those of the table have a weight of their own, and would make all others look rare.
      if (fact.kind != ReasonKind::name || is_common_name(fact.value)) continue;
      ++all_;
      ++names_[fact.value];
      for (const auto word : words_of(fact.value)) ++words_[word];
    }
  }
  // of is 1 for a name of the table and one whose words go together only, 0 when chance makes one such pair in two.
  [[nodiscard]] double of(std::string_view name) const {
    const auto known = names_.find(name);
    if (known == names_.end()) return 1;
    const auto together = known->second;
    double expected = 1 / static_cast<double>(all_);
    for (const auto word : words_of(name)) expected *= static_cast<double>(words_.at(word) - together);
    return std::max(0.0, 1 - 2 * expected);
  }

 private:
  static std::array<std::string_view, 2> words_of(std::string_view name) {
    const auto blank = std::min(name.find(' '), name.size());
    return {name.substr(0, blank), name.substr(std::min(blank + 1, name.size()))};
  }
  std::size_t all_ = 0;
  std::unordered_map<std::string_view, std::size_t> names_, words_;
};

// What is only alike says nothing between two that have the very same.
bool is_only_alike(ReasonKind kind) {
  return kind == ReasonKind::series || kind == ReasonKind::same_handle || kind == ReasonKind::target;
}

// Voice is a tip that says a thing, when, and what it took it from.
struct Voice {
  TipId tip = 0;
  std::int64_t order = 0;
  std::string_view from;
};

std::int64_t order_of(const LinkFact& fact) { return fact.order != 0 ? fact.order : fact.tip; }

// one_by_flood keeps of each flood the first that says it, or none of a large one.
std::vector<Voice> one_by_flood(Facts said) {
  std::map<std::uint64_t, std::size_t> floods;
  for (const auto& fact : said) ++floods[fact.flood];
  std::set<std::uint64_t> heard;
  std::vector<Voice> out;
  for (const auto& fact : said) {
    const bool flood = fact.flood != kNoFlood;
    if (flood && (floods[fact.flood] > kSharedByMax || !heard.insert(fact.flood).second)) continue;
    out.push_back({fact.tip, order_of(fact), fact.from});
  }
  return out;
}

// voices_of lists who says a thing. Empty when too many do.
std::vector<Voice> voices_of(Facts said) {
  auto out = one_by_flood(said);
  if (out.size() <= kSharedByMax) return out;
  std::vector<std::int64_t> orders;
  for (const auto& voice : out) orders.push_back(voice.order);
  std::sort(orders.begin(), orders.end());
  const auto kept = without_dense_run(std::move(orders));
  std::erase_if(out, [&](const Voice& voice) { return !std::binary_search(kept.begin(), kept.end(), voice.order); });
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
  Pairs(const NotSame& denied, std::size_t most) : denied_(denied), most_(most) {}

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
    if (pairs_.size() >= most_ && !pairs_.contains(pair)) return;
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
  std::size_t most_;
  std::vector<Reason> things_;
  std::unordered_map<Pair, Shared, PairHash> pairs_;
};

// shared_of lists what several say, the rarest first: what many share makes many pairs, and
// there is room for so many only.
std::vector<Facts> shared_of(const std::vector<LinkFact>& facts) {
  std::vector<Facts> out;
  for (std::size_t begin = 0, end = 0; begin < facts.size(); begin = end) {
    while (end < facts.size() && same_thing(facts[begin], facts[end])) ++end;
    if (end - begin >= 2 && weight_of(facts[begin]) > 0) out.push_back(Facts(facts).subspan(begin, end - begin));
  }
  std::ranges::stable_sort(out, {}, [](Facts said) { return said.size(); });
  return out;
}

void share_all(Pairs& pairs, const std::vector<LinkFact>& facts) {
  const NameChances chances(facts);
  for (const auto said : shared_of(facts)) {
    const auto& fact = said.front();
    const auto weight = weight_of(fact) * (fact.kind == ReasonKind::name ? chances.of(fact.value) : 1);
    const auto voices = voices_of(said);
    if (voices.size() >= 2 && weight > 0)
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

std::vector<std::int64_t> without_dense_run(std::vector<std::int64_t> orders) {
  if (orders.size() <= kSharedByMax) return orders;
  std::vector<std::int64_t> gaps;
  for (std::size_t i = 1; i < orders.size(); ++i) gaps.push_back(orders[i] - orders[i - 1]);
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  const auto far = std::max<std::int64_t>(*middle, 1) * static_cast<std::int64_t>(kFloodGap);
  std::size_t best = 0, best_size = 0;
  for (std::size_t begin = 0, end = 0; begin < orders.size(); begin = end) {
    for (end = begin + 1; end < orders.size() && orders[end] - orders[end - 1] <= far; ++end) {}
    if (end - begin > best_size) best = begin, best_size = end - begin;
  }
  orders.erase(orders.begin() + static_cast<std::ptrdiff_t>(best), orders.begin() + static_cast<std::ptrdiff_t>(best + best_size));
  if (orders.size() > kSharedByMax) orders.clear();
  return orders;
}

std::vector<Suggestion> suggest(std::vector<LinkFact> facts, const NotSame& denied, std::span<const NearText> near, std::size_t pairs_max) {
  drop_long_lists(facts);
  std::sort(facts.begin(), facts.end(), fact_before);
  facts.erase(std::unique(facts.begin(), facts.end(), same_fact), facts.end());
  Pairs pairs(denied, pairs_max);
  share_all(pairs, facts);
  for (const auto& one : near)
    if (one.similarity >= kLinkTextFrom) pairs.share({Type::count_, {}, text_weight(one.similarity) * rarity(one.tips), one.tips, ReasonKind::text}, one.a, one.b);
  return pairs.take();
}

}  // namespace tipstaff::casework
