#pragma once
// A made-up conspiracy in a heap of tips, and the truth about it. From a seed: the same
// seed gives the same bytes.
//
// Crews swing a vote, each with things that only it uses. Tips tell about them in eight
// languages; around them are copies, lies that drag innocents in, floods, small matters
// of neighbours, things that everybody names, and much noise.

#include <set>
#include <string>
#include <vector>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::planted {

enum class Role : std::uint8_t { crew, copy, lie, flood, matter, noise };
[[nodiscard]] std::string_view role_name(Role role);

struct File {
  std::string name;
  Bytes bytes;
};

struct Tip {
  std::string text;
  std::vector<File> files;
  std::uint64_t at = 0;          // unix seconds, ascending
  std::uint32_t source = 0;      // who wrote it; a few write twice
  Role role = Role::noise;
  std::set<std::uint32_t> about;  // groups that it is about
  std::set<std::uint32_t> tells;  // clues in its text, or a file that others sent too
  std::set<std::uint32_t> hidden; // clues that stand in an attachment only
  bool names_the_suspect = false;
};

// Group: who may be the subject of several tips.
struct Group {
  enum class Kind : std::uint8_t { crew, matter, smear } kind = Kind::crew;
  std::string suspect;           // a crew's first name and family name
};

struct Conspiracy {
  std::vector<Tip> tips;         // in the order of their coming
  std::vector<Group> groups;     // crews first
};

struct Options {
  std::uint64_t seed = 7;
  std::size_t tips = 10'000;     // at least 1000
  std::size_t crews = 20;        // at most 20, and at most one for each 400 tips
};

// Time: linear in the tips.
[[nodiscard]] Conspiracy conspire(const Options& options);

// truth_of is the truth file: a line for each tip that is about a group, tab-separated:
// number from 1, role, groups, clues, hidden clues, "suspect" when he is named.
[[nodiscard]] std::string truth_of(const Conspiracy& conspiracy);

// may_tell says whether two tips hold anything that could tell that they belong together.
[[nodiscard]] bool may_tell(const Tip& a, const Tip& b);
[[nodiscard]] bool same_group(const Tip& a, const Tip& b);

}  // namespace tipstaff::planted
