#pragma once
// Doubts: the innocent explanations of a crew, and what the data say about each.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tipstaff::campaigns {

// Parts are of 0 to 1; `stands`: the data do not rule the explanation out.

// Many people share the same thing at once.
struct NewsDoubt {
  double part = 0;      // of all who shared the crew's objects at any time, that are the crew acting together
  double met = 0;
  double by_chance = 0; // so many meetings
  bool stands = false;
};

// A button on a site, or an app, posts for its users.
struct ButtonDoubt {
  std::uint32_t links = 0;    // among the objects
  double one_site = 0;        // the part of them that leads to one site
  std::int64_t gap_ms = 0;    // after which the second account usually follows
  std::string program = {};   // that most members post with; empty where none is known
  double members = 0, others = 0;  // the parts of the members, and of all accounts, that post with it
  bool stands = false;
};

// A fan club or a newsroom agrees openly: timing alone never rules that out.
struct FansDoubt {
  double tied = 0;            // part of all pairs
  std::uint64_t objects = 0;
  bool more = false;          // objects than were counted
};

struct Doubts {
  NewsDoubt news;
  ButtonDoubt button;
  FansDoubt fans;
};

// doubt_texts says them in English; the desk's page says them in the reader's language.
struct DoubtText {
  std::string_view explanation;
  std::string test;
  bool stands;
};
[[nodiscard]] std::array<DoubtText, 3> doubt_texts(const Doubts& doubts);

}  // namespace tipstaff::campaigns
