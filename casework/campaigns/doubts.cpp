#include "casework/campaigns/doubts.h"

#include "casework/campaigns/number_text.h"

namespace tipstaff::campaigns {
namespace {

// percent writes a part of a whole.
std::string percent(double part) { return fixed(100 * part, 0) + " %"; }

std::string test_of(const NewsDoubt& d) {
  return percent(d.part) + " of all who shared these objects at any time are this crew, acting together; met " + fixed(d.met, 0) + " times, by chance " +
         general(d.by_chance, 3);
}

std::string test_of(const ButtonDoubt& d) {
  std::string out = d.links == 0 ? "no links among the objects" : percent(d.one_site) + " of the links lead to one site";
  out += "; the second account usually follows after " + fixed(static_cast<double>(d.gap_ms) / 1000, 1) + " s";
  if (!d.program.empty()) out += "; " + percent(d.members) + " of the members post with " + d.program + ", as " + percent(d.others) + " of all accounts do";
  return out;
}

std::string test_of(const FansDoubt& d) {
  return percent(d.tied) + " of all pairs are tied, over " + std::to_string(d.objects) + " objects" + (d.more ? " or more" : "") +
         "; look at what they push: timing alone cannot rule this out";
}

}  // namespace

std::array<DoubtText, 3> doubt_texts(const Doubts& doubts) {
  return {{{"breaking news: many people share the same thing at once", test_of(doubts.news), doubts.news.stands},
           {"a share button or an app that posts for its users", test_of(doubts.button), doubts.button.stands},
           {"a fan club or a newsroom that agrees openly", test_of(doubts.fans), true}}};
}

}  // namespace tipstaff::campaigns
