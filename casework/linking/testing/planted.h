#pragma once
// A made-up conspiracy in a heap of tips, and the truth about it. From a seed.

#include <array>
#include <set>
#include <string>
#include <vector>

#include "casework/linking/linker.h"

namespace tipstaff::casework {

// Crews of made-up people, each with things that only they use; tips that name one
// or two of these things, in eight languages; tips of others; decoys that many name;
// a flood of copies.
struct PlantedHeap {
  std::vector<std::string> tips;                  // by number
  std::set<std::pair<TipId, TipId>> truth;        // pairs about the same crew, as far as they share a thing
  std::set<std::pair<TipId, TipId>> same_crew;    // all pairs about the same crew
};

class Planter {
 public:
  explicit Planter(std::uint64_t seed) : state_(seed * 2 + 1) {}

  PlantedHeap heap(std::size_t crews, std::size_t tips_each, std::size_t all) {
    PlantedHeap out;
    std::vector<std::vector<std::pair<TipId, std::set<std::string>>>> told(crews);
    for (std::size_t crew = 0; crew < crews; ++crew) things_.push_back(crew_things());
    for (std::size_t i = 0; i < all; ++i) {
      const auto tip = static_cast<TipId>(i);
      const auto crew = i % (all / (crews * tips_each));
      if (crew != 0 || i / (all / (crews * tips_each)) >= crews * tips_each) {
        out.tips.push_back(other_tip());
        continue;
      }
      const auto which = (i / (all / (crews * tips_each))) % crews;
      std::set<std::string> named;
      out.tips.push_back(crew_tip(which, named));
      for (const auto& [before, names] : told[which]) {
        out.same_crew.insert({before, tip});
        for (const auto& name : named)
          if (names.contains(name)) out.truth.insert({before, tip});
      }
      told[which].push_back({tip, named});
    }
    return out;
  }

 private:
  std::uint64_t below(std::uint64_t end) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % end;
  }
  std::string letters(std::size_t size) {
    std::string out;
    while (out.size() < size) out.push_back(static_cast<char>('a' + below(26)));
    return out;
  }
  std::string digits(std::size_t size) {
    std::string out;
    while (out.size() < size) out.push_back(static_cast<char>('0' + below(10)));
    return out;
  }
  std::vector<std::string> crew_things() {
    return {"@" + letters(9) + " in telegram", letters(8) + "@" + letters(9) + ".org", "+48" + digits(9),
            "https://" + letters(10) + ".com/" + letters(6), "https://vk.com/id1" + digits(8), "UA-" + digits(7) + "-1"};
  }
  // A telegram handle needs its platform before it.
  static std::string written(const std::string& thing) {
    const auto blank = thing.find(" in ");
    return blank == std::string::npos ? thing : "Telegram " + thing.substr(0, blank);
  }
  std::string crew_tip(std::size_t crew, std::set<std::string>& named) {
    std::string out = sentence();
    for (int i = 0; i < 2; ++i) {
      const auto& thing = things_[crew][below(things_[crew].size())];
      named.insert(thing);
      out += " " + written(thing) + ". " + sentence();
    }
    return out + decoy();
  }
  std::string other_tip() {
    if (below(4) == 0) return "You all will be sorry, write to spam" + digits(6) + "@mail.ru or see t.me/" + "everybody_reads";
    auto out = sentence() + " ";
    if (below(2) == 0) out += letters(8) + "@" + letters(9) + ".net";
    else out += "+49" + digits(10);
    return out + decoy();
  }
  // What many name: an address of a hoster, a big site, a channel, a catalogue number.
  std::string decoy() {
    static const std::array<const char*, 6> kDecoys = {" from 45.33.32.156", " as on https://www.youtube.com/watch?v=abc",
                                                       " t.me/everybody_reads", " CVE-2021-44228", " 10.0.0.1", ""};
    return kDecoys[below(kDecoys.size())];
  }
  std::string sentence() {
    static const std::array<const char*, 8> kSentences = {
        "The man who paid for the van uses", "Деньги за бюллетени привез человек, его адрес", "Człowiek od furgonetki ma",
        "Der Mann mit dem Lieferwagen hat", "L'homme de la camionnette utilise", "El hombre de la furgoneta usa",
        "付钱的人用", "الرجل الذي دفع يستخدم"};
    return kSentences[below(kSentences.size())];
  }

  std::uint64_t state_;
  std::vector<std::vector<std::string>> things_;
};

}  // namespace tipstaff::casework
