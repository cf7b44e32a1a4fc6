#include "casework/linking/linker.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tipstaff::casework {
namespace {

using Pair = std::pair<TipId, TipId>;

bool fact_before(const LinkFact& a, const LinkFact& b) {
  if (a.type != b.type) return a.type < b.type;
  return a.value != b.value ? a.value < b.value : a.tip < b.tip;
}
bool same_fact(const LinkFact& a, const LinkFact& b) { return !fact_before(a, b) && !fact_before(b, a); }
bool same_thing(const LinkFact& a, const LinkFact& b) { return a.type == b.type && a.value == b.value; }

std::size_t count_tips(const std::vector<LinkFact>& facts) {
  std::set<TipId> tips;
  for (const auto& fact : facts) tips.insert(fact.tip);
  return tips.size();
}

// rarity is 1 for what two tips name and falls with the logarithm of how many do.
double rarity(std::size_t tips, std::size_t all) {
  if (all <= 2 || tips <= 2) return 1;
  return 1 - 0.5 * std::log(static_cast<double>(tips) / 2) / std::log(static_cast<double>(kSharedByMax) / 2);
}

class Pairs {
 public:
  explicit Pairs(const NotSame& denied) : denied_(denied) {}

  void share(const LinkFact* begin, const LinkFact* end, double strength) {
    const auto tips = static_cast<std::size_t>(end - begin);
    for (const auto* a = begin; a != end; ++a)
      for (const auto* b = a + 1; b != end; ++b)
        if (!denied_.contains({a->tip, b->tip}))
          pairs_[{a->tip, b->tip}].push_back({a->type, a->value, strength, tips});
  }

  std::vector<Suggestion> take() {
    std::vector<Suggestion> out;
    for (auto& [pair, reasons] : pairs_) {
      double against = 1;
      for (const auto& reason : reasons) against *= 1 - reason.strength;
      if (1 - against < kSuggestFrom) continue;
      std::stable_sort(reasons.begin(), reasons.end(), [](const Reason& a, const Reason& b) { return a.strength > b.strength; });
      out.push_back({pair.first, pair.second, 1 - against, std::move(reasons)});
    }
    std::stable_sort(out.begin(), out.end(), [](const Suggestion& a, const Suggestion& b) { return a.score > b.score; });
    return out;
  }

 private:
  const NotSame& denied_;
  std::map<Pair, std::vector<Reason>> pairs_;
};

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

std::vector<Suggestion> suggest(std::vector<LinkFact> facts, const NotSame& denied) {
  std::sort(facts.begin(), facts.end(), fact_before);
  facts.erase(std::unique(facts.begin(), facts.end(), same_fact), facts.end());
  const auto all = count_tips(facts);
  Pairs pairs(denied);
  for (auto* begin = facts.data(); begin != facts.data() + facts.size();) {
    auto* end = begin;
    while (end != facts.data() + facts.size() && same_thing(*begin, *end)) ++end;
    const auto tips = static_cast<std::size_t>(end - begin);
    const auto weight = type_weight(begin->type);
    if (tips >= 2 && tips <= kSharedByMax && weight > 0) pairs.share(begin, end, weight * rarity(tips, all));
    begin = end;
  }
  return pairs.take();
}

}  // namespace tipstaff::casework
